import Platform

/// The configuration file: `key = value` lines; empty lines and lines that start with `#` are skipped.
extension ServiceSettings {
  private static let byteCountMax = 1 << 20

  /// - Throws: `Failure` with exit code 78, naming the line.
  mutating func read(_ path: PathArgument) throws(Failure) {
    let text = String(decoding: try Self.bytes(path), as: UTF8.self)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      do throws(SettingError) {
        try read(line.trimmed)
      } catch {
        throw Failure("\(path.shown): line \(index + 1): \(error)", .configuration)
      }
    }
  }

  private mutating func read(_ line: Substring) throws(SettingError) {
    guard !line.isEmpty, !line.hasPrefix("#") else { return }
    guard let equals = line.firstIndex(of: "=") else {
      throw SettingError(key: "line", expected: "key = value", found: "no equals sign")
    }
    try set(String(line[..<equals].trimmed), String(line[line.index(after: equals)...].trimmed))
  }

  private static func bytes(_ path: PathArgument) throws(Failure) -> [UInt8] {
    do throws(FileError) {
      let bytes = try path.opened().readAll(byteCountMax: byteCountMax)
      if bytes.count <= byteCountMax { return bytes }
    } catch {
      throw Failure("\(path.shown): \(error.message)", .configuration)
    }
    throw Failure("\(path.shown): expected at most \(byteCountMax) bytes, found more", .configuration)
  }
}

extension Substring {
  /// Without white space at either end.
  fileprivate var trimmed: Substring {
    var text = self
    while text.last?.isWhitespace == true { text.removeLast() }
    return text.drop(while: \.isWhitespace)
  }
}
