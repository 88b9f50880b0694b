/// The formats that pictures are decoded from, in the order in which they are asked whether a file is theirs.
package struct DecoderRegistry: Sendable {
  /// What this library decodes: one line for each format.
  package static let standard = DecoderRegistry([
    JPEGDecoder.self,
    PNGDecoder.self,
    WebPDecoder.self,
    GIFDecoder.self,
    BMPDecoder.self,
    ICODecoder.self,
  ])

  package let types: [any PictureDecoder.Type]

  package init(_ types: [any PictureDecoder.Type]) { self.types = types }

  package var formats: [PictureFormat] { types.map { $0.format } }

  /// New decoders, one for each format.
  func makeDecoders() -> DecoderSet { DecoderSet(types.map { $0.init() }) }
}

/// One thread's decoders, kept from picture to picture.
struct DecoderSet {
  private let decoders: [any PictureDecoder]

  fileprivate init(_ decoders: [any PictureDecoder]) { self.decoders = decoders }

  var types: [any PictureDecoder.Type] { decoders.map { type(of: $0) } }
  var formats: [PictureFormat] { types.map { $0.format } }

  /// The decoder of the format that the first bytes announce.
  ///
  /// - Throws: `DecodeError` that says what the bytes are instead, where that is well known.
  func decoder(recognising bytes: RawSpan) throws(DecodeError) -> any PictureDecoder {
    for decoder in decoders where try type(of: decoder).recognises(bytes) { return decoder }
    let found = ForeignFormat.found(in: bytes)
    throw DecodeError(.unsupportedFormat(found: found.description, isPicture: found.isPicture))
  }
}
