/// The scans of a progressive JPEG, walked without decoding: the parts of the file that its DC coefficients
/// need, and whether everything else is there as well.
///
/// ```
///   SOI tables SOF2 SOS DC, Al 1 │ SOS AC ... │ DHT │ SOS AC ... │ SOS DC, Al 0 │ SOS AC ... │ EOI
///   └──────────── kept ──────────┘   skipped   └kept┘   skipped   └─── kept ────┘   skipped   └kept
/// ```
///
/// At 1/8 a sample is a DC coefficient times its quantiser, so that all DC scans and no other give what the
/// complete decode gives, in luma sample for sample. There is no such thing unless every coefficient of every
/// component comes once, with all its bits: decoders guess what is missing from the neighbours.
struct ProgressiveScans {
  /// The reduction for which the DC coefficients are enough.
  static let dcReduction = 8

  /// The file without its AC scans, from 0 to `end`.
  private(set) var dcParts: [Range<Int>] = []
  /// Just beyond the end marker.
  private(set) var end = 0

  /// Walks a file from its start marker to its end marker.
  ///
  /// - Returns: `nil` where it is not laid out as ITU-T T.81 has it, lacks a bit of a coefficient, or skipped
  ///   data look damaged.
  /// - Complexity: a search for 0xFF bytes, and a look at every 16th byte of AC scans.
  init?(_ bytes: RawSpan) {
    guard bytes.holds([0xFF, 0xD8]) else { return nil }
    var script: ScanScript?
    var restartInterval = 0
    var (offset, keptFrom) = (2, 0)
    while bytes.byte(at: offset) == 0xFF, let segment = JPEGSegment(bytes, from: offset),
      segment.end <= bytes.byteCount
    {
      let payload = bytes.extracting(segment.payload)
      switch segment.marker {
      case 0xC2:
        guard script == nil, let frame = ScanScript(frame: payload) else { return nil }
        script = frame
        offset = segment.end
      case 0xDA:
        guard let scan = ScanHeader(payload), script?.add(scan) == true else { return nil }
        let data = EntropyCodedData(bytes, from: segment.end)
        if scan.isAC {
          guard data.looksSound(bytes, hasRestarts: restartInterval > 0) else { return nil }
          dcParts.append(keptFrom..<offset)
          keptFrom = data.range.upperBound
        }
        offset = data.range.upperBound
      case 0xDB:
        // Quantisers are taken as a component's first scan begins.
        guard script?.hasScans != true else { return nil }
        offset = segment.end
      case 0xDD:
        restartInterval = payload.integer(at: 0, byteCount: 2) ?? 0
        offset = segment.end
      case 0xC4, 0xE0...0xEF, 0xFE: offset = segment.end
      case 0xD9:
        guard script?.isComplete == true else { return nil }
        dcParts.append(keptFrom..<segment.end)
        end = segment.end
        return
      default: return nil
      }
    }
    return nil
  }
}

/// What follows the header of a scan.
private struct EntropyCodedData {
  /// Zero bytes in a row that no encoder writes: one code for a run of blocks takes the place of thousands.
  private static let zeroRunMax = 32

  /// Up to the first marker that is no restart marker.
  let range: Range<Int>
  private var restartsAreInOrder = true
  private var restartCount = 0

  init(_ bytes: RawSpan, from start: Int) {
    var place = start
    while let code = nextMarker(bytes, from: place) {
      guard let marker = bytes.byte(at: code), (0xD0...0xD7).contains(marker) else {
        range = start..<code - 1
        return
      }
      if Int(marker) != 0xD0 + restartCount % 8 { restartsAreInOrder = false }
      restartCount += 1
      place = code + 1
    }
    range = start..<bytes.byteCount
  }

  /// Whether restart markers count up, where there are to be any, and no stretch was zeroed.
  func looksSound(_ bytes: RawSpan, hasRestarts: Bool) -> Bool {
    restartsAreInOrder && (hasRestarts || restartCount == 0) && !hasZeroRun(bytes)
  }

  /// Looks at places half a run apart: two of them lie in every run that is too long.
  private func hasZeroRun(_ bytes: RawSpan) -> Bool {
    let step = Self.zeroRunMax / 2
    for place in stride(from: range.lowerBound, to: range.upperBound - Self.zeroRunMax, by: step)
    where bytes.byte(at: place) == 0 && bytes.byte(at: place + step) == 0 {
      let isRun = (place..<place + step).allSatisfy { bytes.byte(at: $0) == 0 }
      if isRun { return true }
    }
    return false
  }
}
