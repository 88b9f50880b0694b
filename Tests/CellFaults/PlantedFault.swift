import CTestFaults
import HashCore
import Platform

/// A fault and the picture that makes a cell commit it.
struct PlantedFault {
  private static let mark = Array("PLANTED-FAULT".utf8)
  private static let names = [
    "null-write", "stack-overflow", "abort", "exit", "open", "socket", "execve", "fork", "dup", "prctl",
    "ptrace", "kill-parent", "tgkill-parent", "write-elsewhere", "read-elsewhere", "map-executable",
    "make-executable", "other-numbers", "write-slot", "unlock-slot", "allocate", "spin", "hang",
  ]

  let number: Int
  var name: String { Self.names[number] }

  static let all = names.indices.map(PlantedFault.init(number:))

  /// The fault that a picture asks for.
  static func planted(in picture: RawSpan) -> PlantedFault? {
    guard picture.byteCount >= 68 else { return nil }
    let bytes = (0..<68).map { unsafe picture.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
    guard bytes.starts(with: mark), names.indices.contains(Int(bytes[63])) else { return nil }
    return PlantedFault(number: Int(bytes[63]))
  }

  var picture: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 68)
    bytes.replaceSubrange(0..<Self.mark.count, with: Self.mark)
    bytes[63] = UInt8(number)
    for place in 0..<4 {
      bytes[64 + place] = UInt8(truncatingIfNeeded: OwnProcess.number >> (8 * Int32(place)))
    }
    return bytes
  }

  /// - Returns: what a fault says that was refused.
  func commit(on slot: RawSpan) -> Int {
    unsafe slot.withUnsafeBytes { unsafe commit_fault(fault(UInt32(number)), $0.baseAddress) }
  }
}

/// A hasher that does what planted faults ask for, and hashes everything else.
struct FaultyHasher: HashSource {
  let hasher: PictureHasher

  func hash(_ bytes: RawSpan, _ request: HashRequest) throws(DecodeError) -> HashedPicture {
    guard let fault = PlantedFault.planted(in: bytes) else { return try hasher.hash(bytes, request) }
    throw DecodeError(.corrupt(expected: fault.name, found: "\(fault.commit(on: bytes))"))
  }

  func comparison(_ bytes: RawSpan) throws(DecodeError) -> FastComparison? { try hasher.comparison(bytes) }
}
