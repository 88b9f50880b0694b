/// The header of a progressive scan: for which components it brings which bits of which coefficients.
struct ScanHeader {
  let componentIDs: [UInt8]
  /// Coefficients in zigzag order, 0...63.
  let band: ClosedRange<Int>
  /// Low bits that were still to come before the scan, 0 for a first one, and that are after it.
  let missingBefore: Int
  let missingAfter: Int

  /// DC coefficients come alone, in scans of their own.
  var isAC: Bool { band.lowerBound > 0 }

  /// - Parameter payload: the segment's bytes after its length.
  init?(_ payload: RawSpan) {
    guard let count = payload.byte(at: 0), (1...4).contains(count), payload.byteCount == 4 + 2 * Int(count),
      let first = payload.byte(at: 1 + 2 * Int(count)), let last = payload.byte(at: 2 + 2 * Int(count)),
      let bits = payload.byte(at: 3 + 2 * Int(count))
    else { return nil }
    guard first == 0 ? last == 0 : first <= last && last <= 63 && count == 1 else { return nil }
    componentIDs = (0..<Int(count)).compactMap { payload.byte(at: 1 + 2 * $0) }
    band = Int(first)...Int(last)
    missingBefore = Int(bits >> 4)
    missingAfter = Int(bits & 15)
  }
}

extension ScanHeader {
  /// Whether it is the first scan of its coefficients, or lowers what is missing by one bit.
  fileprivate var isWellFormed: Bool {
    missingAfter <= 13 && (missingBefore == 0 || missingBefore == missingAfter + 1)
  }
}

/// The components of a progressive JPEG and how much of each coefficient its scans have brought.
struct ScanScript {
  private static let coefficientCount = 64

  private let componentIDs: [UInt8]
  /// Low bits of coefficient k of component c that are still to come; `nil` where no scan has brought any.
  private var missing: [[Int?]]
  private var scanCount = 0

  /// - Parameter payload: the bytes of the frame's segment after its length.
  init?(frame payload: RawSpan) {
    guard payload.byte(at: 0) == 8, let height = payload.integer(at: 1, byteCount: 2), height > 0,
      let count = payload.byte(at: 5), count == 1 || count == 3, payload.byteCount == 6 + 3 * Int(count)
    else { return nil }
    componentIDs = (0..<Int(count)).compactMap { payload.byte(at: 6 + 3 * $0) }
    guard Set(componentIDs).count == componentIDs.count else { return nil }
    missing = Array(repeating: Array(repeating: nil, count: Self.coefficientCount), count: Int(count))
  }

  var hasScans: Bool { scanCount > 0 }

  /// Whether every bit of every coefficient has come.
  var isComplete: Bool { missing.allSatisfy { $0.allSatisfy { $0 == 0 } } }

  /// Takes in a scan; `false` where it may not come here: a second first scan, a refinement of other bits
  /// than the next ones, AC before DC, more scans than are decoded.
  mutating func add(_ scan: ScanHeader) -> Bool {
    scanCount += 1
    guard scan.isWellFormed, scanCount <= DecodeLimits.scanCountMax else { return false }
    guard Set(scan.componentIDs).count == scan.componentIDs.count else { return false }
    for id in scan.componentIDs {
      guard let component = componentIDs.firstIndex(of: id) else { return false }
      if scan.isAC, missing[component][0] == nil { return false }
      let before: Int? = scan.missingBefore == 0 ? nil : scan.missingBefore
      for k in scan.band {
        guard missing[component][k] == before else { return false }
        missing[component][k] = scan.missingAfter
      }
    }
    return true
  }
}
