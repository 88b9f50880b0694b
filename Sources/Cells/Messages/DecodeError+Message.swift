import HashCore

/// Why a picture has no hash, in messages. A cell does not say that it ran out of time or crashed: that is
/// what its parent says of it.
extension DecodeError {
  func write(to writer: inout MessageWriter) {
    reason.write(to: &writer)
    writer.optional(info) { $1.write(to: &$0) }
    writer.optional(further) { $1.write(to: &$0) }
  }

  init(from reader: inout MessageReader) throws(MessageError) {
    let reason = try Reason(from: &reader)
    let info = try reader.optional { reader throws(MessageError) in try PictureInfo(from: &reader) }
    self.init(reason, info: info)
    further = try reader.optional { reader throws(MessageError) in try FurtherHashes(from: &reader) }
  }
}

extension DecodeError.Reason {
  private enum Kind: CaseIterable {
    case empty, unsupportedFormat, tooLarge, tooSmall, truncated, corrupt, outOfMemory
  }

  func write(to writer: inout MessageWriter) {
    switch self {
    case .empty: writer.choice(Kind.empty)
    case .unsupportedFormat(let found, let isPicture):
      writer.choice(Kind.unsupportedFormat)
      writer.text(found)
      writer.flag(isPicture)
    case .tooLarge(let what, let limit, let found):
      writer.choice(Kind.tooLarge)
      writer.text(what)
      writer.number(limit)
      writer.number(found)
    case .tooSmall(let width, let height):
      writer.choice(Kind.tooSmall)
      writer.number(width)
      writer.number(height)
    case .truncated(let expected, let found):
      writer.choice(Kind.truncated)
      writer.text(expected)
      writer.text(found)
    case .corrupt(let expected, let found):
      writer.choice(Kind.corrupt)
      writer.text(expected)
      writer.text(found)
    case .outOfMemory, .timeout, .crashed: writer.choice(Kind.outOfMemory)
    }
  }

  init(from reader: inout MessageReader) throws(MessageError) {
    let kind: Kind = try reader.choice()
    self =
      switch kind {
      case .empty: .empty
      case .unsupportedFormat: .unsupportedFormat(found: try reader.words(), isPicture: try reader.flag())
      case .tooLarge:
        .tooLarge(what: try reader.words(), limit: try reader.count(), found: try reader.count())
      case .tooSmall: .tooSmall(width: try reader.count(), height: try reader.count())
      case .truncated: .truncated(expected: try reader.words(), found: try reader.words())
      case .corrupt: .corrupt(expected: try reader.words(), found: try reader.words())
      case .outOfMemory: .outOfMemory
      }
  }
}

extension MessageReader {
  fileprivate mutating func words() throws(MessageError) -> String { try text(byteCountMax: 4096) }

  fileprivate mutating func count() throws(MessageError) -> Int { try number(in: 0...Int.max) }
}
