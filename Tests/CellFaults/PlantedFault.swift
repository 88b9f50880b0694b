import CTestFaults
import HashCore
import Platform

/// A fault and the picture that makes a cell commit it.
struct PlantedFault {
  /// Bytes of its picture.
  static let byteCount = 68

  private static let mark = Array("PLANTED-FAULT".utf8)
  private static let names = [
    "null-write", "stack-overflow", "abort", "exit", "open", "socket", "execve", "fork", "dup", "prctl",
    "ptrace", "kill-parent", "tgkill-parent", "write-elsewhere", "read-elsewhere", "map-executable",
    "make-executable", "other-numbers", "write-slot", "unlock-slot", "allocate", "spin", "hang",
  ]

  let number: Int
  var name: String { Self.names[number] }

  static let all = names.indices.map(PlantedFault.init(number:))

  /// The fault that a picture asks for, and where: its own file begins there, or one behind it.
  static func planted(in picture: RawSpan, from start: Int = 0) -> (fault: PlantedFault, place: Int)? {
    let bytes = (start..<picture.byteCount).map {
      unsafe picture.unsafeLoad(fromByteOffset: $0, as: UInt8.self)
    }
    for place in bytes.indices.dropLast(byteCount - 1) where bytes[place...].starts(with: mark) {
      let number = Int(bytes[place + 63])
      if names.indices.contains(number) { return (PlantedFault(number: number), start + place) }
    }
    return nil
  }

  var picture: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.byteCount)
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
