/// The process's arguments as text, without losing bytes that are not UTF-8.
///
/// A file name may hold any bytes, a Swift string only Unicode. Each byte that is not part of well-formed
/// UTF-8 becomes one private-use character (U+10FF80...U+10FFFF) that `bytes(of:)` turns back.
enum RawArguments {
  private static let escapeBase: UInt32 = 0x10FF00

  /// Everything after the program's name.
  static func ofProcess() -> [String] {
    var arguments: [String] = []
    for index in 1..<max(1, Int(CommandLine.argc)) {
      // SAFETY: argv holds `argc` strings that live as long as the process.
      guard let start = unsafe CommandLine.unsafeArgv[index] else { continue }
      let byteCount = unsafe String.byteCount(ofCString: start)
      arguments.append(text(of: (0..<byteCount).map { unsafe UInt8(bitPattern: start[$0]) }))
    }
    return arguments
  }

  static func text(of bytes: [UInt8]) -> String {
    if let plain = String(validating: bytes, as: UTF8.self) { return plain }
    var text = String.UnicodeScalarView()
    var rest = bytes[...]
    while let first = rest.first {
      var iterator = rest.makeIterator()
      var decoder = UTF8()
      if case .scalarValue(let scalar) = decoder.decode(&iterator) {
        text.append(scalar)
        rest = rest.dropFirst(UTF8.width(scalar))
      } else {
        text.append(Unicode.Scalar(escapeBase + UInt32(first))!)
        rest = rest.dropFirst()
      }
    }
    return String(text)
  }

  static func bytes(of text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if (escapeBase + 0x80...escapeBase + 0xFF).contains(scalar.value) {
        bytes.append(UInt8(scalar.value - escapeBase))
      } else {
        bytes += Array(String(scalar).utf8)
      }
    }
    return bytes
  }
}

extension String {
  fileprivate static func byteCount(ofCString start: UnsafePointer<CChar>) -> Int {
    var count = 0
    // SAFETY: the string ends with a zero byte.
    while unsafe start[count] != 0 { count += 1 }
    return count
  }
}
