import Platform

/// The configuration file: `key = value` lines. `#` at the start of a line or behind white space starts a
/// comment.
extension ServiceSettings {
  private static let byteCountMax = 1 << 20

  /// - Throws: `Failure` with exit code 78, naming the line.
  mutating func read(_ path: PathArgument) throws(Failure) {
    let lines = try Self.bytes(path).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      do throws(SettingError) {
        try read(line, number: index + 1)
      } catch {
        throw Failure("\(path.shown): line \(index + 1): \(error)", .configuration)
      }
    }
  }

  private mutating func read(_ bytes: ArraySlice<UInt8>, number: Int) throws(SettingError) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw SettingError(key: "line", expected: "UTF-8", found: "other bytes")
    }
    let line = text[...].withoutComment.trimmed
    guard !line.isEmpty else { return }
    guard let equals = line.firstIndex(of: "=") else {
      throw SettingError(key: "line", expected: "key = value", found: "no equals sign")
    }
    let value = line[line.index(after: equals)...]
    try set(String(line[..<equals].trimmed), String(value.trimmed), .file(line: number))
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

  /// Up to a `#` that stands first or behind white space; any other is part of a value.
  fileprivate var withoutComment: Substring {
    var isBehindSpace = true
    for place in indices {
      if isBehindSpace, self[place] == "#" { return self[..<place] }
      isBehindSpace = self[place].isWhitespace
    }
    return self
  }
}
