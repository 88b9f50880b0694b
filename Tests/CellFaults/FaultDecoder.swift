import HashCore

/// A picture format whose decoder does what planted faults ask for, also behind the end of other files.
///
/// SAFETY: nothing unsafe is kept here.
final class FaultDecoder: PictureDecoder {
  static let format = PictureFormat(name: "fault", title: "planted fault", sideMax: 1)

  static func recognises(_ bytes: RawSpan) -> Bool {
    bytes.byteCount >= PlantedFault.byteCount
      && PlantedFault.planted(in: bytes.extracting(0..<PlantedFault.byteCount)) != nil
  }

  static func metadata(of bytes: RawSpan) -> PictureMetadata { PictureMetadata() }

  static func firstFile(in bytes: RawSpan, from start: Int, _ budget: inout SearchBudget) -> Int? {
    PlantedFault.planted(in: bytes, from: start)?.place
  }

  static func end(of bytes: RawSpan) -> Int? { PlantedFault.byteCount }

  // SAFETY: the caller keeps `bytes` valid until `close`.
  @unsafe func open(_ bytes: UnsafeRawBufferPointer) throws(DecodeError) -> PictureHeader {
    // SAFETY: as above.
    let picture = unsafe RawSpan(_unsafeBytes: bytes)
    guard let fault = PlantedFault.planted(in: picture)?.fault else { throw DecodeError(.empty) }
    throw DecodeError(.corrupt(expected: fault.name, found: "\(fault.commit(on: picture))"))
  }

  func start(_ plan: DecodePlan) throws(DecodeError) -> RowShape { throw DecodeError(.empty) }

  func read(into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int) throws(DecodeError) -> Int { 0 }

  func finish() -> PictureCondition { PictureCondition() }

  func close() {}
}

extension DecoderRegistry {
  static let withFaults = DecoderRegistry(standard.types + [FaultDecoder.self])
}
