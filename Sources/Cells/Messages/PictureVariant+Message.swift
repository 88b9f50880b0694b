import HashCore

/// Variants in messages.
extension PictureVariant {
  func write(to writer: inout MessageWriter) {
    writer.choice(region)
    for side in [shift.left, shift.top, shift.right, shift.bottom, shift.turn] { writer.number(Int(side)) }
    writer.choice(orientation)
    writer.flag(isInverted)
  }

  init(from reader: inout MessageReader) throws(MessageError) {
    self.init(
      try reader.choice(), shift: try ViewShift(from: &reader), orientation: try reader.choice(),
      isInverted: try reader.flag())
  }
}

extension ViewShift {
  fileprivate init(from reader: inout MessageReader) throws(MessageError) {
    self.init(
      left: try reader.small(in: Self.range), top: try reader.small(in: Self.range),
      right: try reader.small(in: Self.range), bottom: try reader.small(in: Self.range),
      turn: try reader.small(in: Self.turnRange))
  }
}

extension MessageReader {
  fileprivate mutating func small(in range: ClosedRange<Int8>) throws(MessageError) -> Int8 {
    Int8(try number(in: Int(range.lowerBound)...Int(range.upperBound)))
  }
}
