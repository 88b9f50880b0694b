import HashCore

/// What a cell says of the picture in its slot.
enum Answer: CellMessage, Hashable {
  /// Of a file of which more is to come, if the cell lives to say it.
  case part(HashedPart)
  case hashes(HashedPicture)
  case comparison(FastComparison?)
  case failure(DecodeError)
  /// The number of a system call that the filter forbids; the cell has ended. Cells that are shipped do not
  /// get so far as to say it.
  case forbiddenCall(Int)

  /// A thousand pictures, each in all orientations over all backgrounds, and all variants of the first few.
  static let byteCountMax = 8 << 20

  private enum Kind: CaseIterable {
    case part, hashes, comparison, failure, forbiddenCall
  }

  func write(to writer: inout MessageWriter) {
    switch self {
    case .part(let part):
      writer.choice(Kind.part)
      part.write(to: &writer)
    case .hashes(let picture):
      writer.choice(Kind.hashes)
      picture.write(to: &writer)
    case .comparison(let comparison):
      writer.choice(Kind.comparison)
      writer.optional(comparison) { $1.write(to: &$0) }
    case .failure(let error):
      writer.choice(Kind.failure)
      error.write(to: &writer)
    case .forbiddenCall(let call):
      // Four bytes, so that they can be put in their place where nothing can be called any more.
      writer.choice(Kind.forbiddenCall)
      writer.call(call)
    }
  }

  init(from reader: inout MessageReader) throws(MessageError) {
    let kind: Kind = try reader.choice()
    switch kind {
    case .part: self = .part(try HashedPart(from: &reader))
    case .hashes: self = .hashes(try HashedPicture(from: &reader))
    case .comparison:
      self = .comparison(
        try reader.optional { reader throws(MessageError) in try FastComparison(from: &reader) })
    case .failure: self = .failure(try DecodeError(from: &reader))
    case .forbiddenCall: self = .forbiddenCall(try reader.call())
    }
  }

  /// Whether it is one to that question.
  func answers(_ question: Question) -> Bool {
    switch (self, question.subject) {
    case (.failure, _), (.forbiddenCall, _), (.hashes, .hash), (.comparison, .comparison): true
    case (.part, .hash(let request)): request.allPictures
    default: false
    }
  }
}

extension FastComparison {
  fileprivate func write(to writer: inout MessageWriter) {
    fast.write(to: &writer)
    writer.number(UInt64(margin.window.bitPattern))
    writer.number(margin.bitCount)
    writer.flag(isUseful)
    exact.write(to: &writer)
    writer.number(UInt64(needOverWindow.bitPattern))
  }

  fileprivate init(from reader: inout MessageReader) throws(MessageError) {
    self.init(
      fast: try QualifiedHash(from: &reader),
      margin: FastMargin(window: try reader.float(), bitCount: try reader.number(in: 0...PDQHash.bitCount)),
      isUseful: try reader.flag(),
      exact: try QualifiedHash(from: &reader), needOverWindow: try reader.float())
  }
}

extension MessageWriter {
  fileprivate mutating func call(_ number: Int) {
    for shift in stride(from: 0, to: 32, by: 8) { byte(UInt8(truncatingIfNeeded: number >> shift)) }
  }
}

extension MessageReader {
  fileprivate mutating func call() throws(MessageError) -> Int {
    var number = 0
    for shift in stride(from: 0, to: 32, by: 8) { number |= Int(try byte()) << shift }
    return number
  }

  fileprivate mutating func float() throws(MessageError) -> Float {
    let value = Float(bitPattern: UInt32(try number(in: 0...Int(UInt32.max))))
    guard value.isFinite else { throw MessageError(expected: "a finite number") }
    return value
  }
}
