/// What a parent and its cell send each other: a version, a kind, and the parts of that kind.
///
/// ```
///   parent ──▶ cell    Introduction              once, at the start
///   cell ──▶ parent    Readiness                 locked down, or why not
///   parent ──▶ cell    Question                  the picture lies in the slot
///   cell ──▶ parent    Answer...                 hashes and facts, never a pixel: of a file of several
///                                                pictures first its parts, as they are finished
///                      Question, Answer, ...     until the parent hangs up
/// ```
///
/// Further kinds have room beside these: what a stage needs that compares one picture with single entries
/// are questions about the picture of the question before.
protocol CellMessage {
  /// Longest message of this kind, in bytes.
  static var byteCountMax: Int { get }
  func write(to writer: inout MessageWriter)
  init(from reader: inout MessageReader) throws(MessageError)
}

extension CellMessage {
  static var byteCountMax: Int { 4096 }

  var bytes: [UInt8] {
    var writer = MessageWriter()
    writer.number(cellMessageVersion)
    write(to: &writer)
    return writer.bytes
  }

  init(bytes: [UInt8]) throws(MessageError) {
    var reader = MessageReader(bytes)
    _ = try reader.number(in: cellMessageVersion...cellMessageVersion)
    try self.init(from: &reader)
    try reader.finish()
  }
}

/// Of the layout of all messages. Both processes run the same program, unless it was replaced in between.
private let cellMessageVersion = 2
