import HashCore

/// What a cell is asked about the picture in its slot.
struct Question: CellMessage, Hashable {
  enum Subject: Hashable {
    case hash(HashRequest)
    case comparison
  }

  /// Of the encoded picture, from the start of the slot.
  var byteCount: Int
  var subject: Subject

  init(_ subject: Subject, byteCount: Int) {
    self.subject = subject
    self.byteCount = byteCount
  }

  func write(to writer: inout MessageWriter) {
    writer.number(byteCount)
    switch subject {
    case .comparison: writer.flag(false)
    case .hash(let request):
      writer.flag(true)
      request.write(to: &writer)
    }
  }

  init(from reader: inout MessageReader) throws(MessageError) {
    byteCount = try reader.number(in: 0...Int.max)
    subject = try reader.flag() ? .hash(try HashRequest(from: &reader)) : .comparison
  }
}

extension HashRequest {
  fileprivate func write(to writer: inout MessageWriter) {
    writer.choice(decode)
    writer.list(orientations.sorted()) { $0.choice($1) }
    writer.flag(exifOriented)
    writer.flag(backgrounds)
    writer.choice(recipes)
    writer.choice(variants)
    writer.flag(allPictures)
  }

  fileprivate init(from reader: inout MessageReader) throws(MessageError) {
    self.init(
      decode: try reader.choice(),
      orientations: Set(
        try reader.list(countMax: Orientation.allCases.count) { reader throws(MessageError) in
          try reader.choice()
        }),
      exifOriented: try reader.flag(), backgrounds: try reader.flag(), recipes: try reader.choice(),
      variants: try reader.choice(), allPictures: try reader.flag())
  }
}
