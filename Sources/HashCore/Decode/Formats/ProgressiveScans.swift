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

  /// The file without its AC scans, from 0 on; complete once the end marker was added.
  private(set) var dcParts: [Range<Int>] = []
  /// Just beyond the end marker.
  var end: Int { dcParts.last?.upperBound ?? 0 }

  /// Where the part begins that is kept next.
  private var keptFrom = 0
  private var script: ScanScript?
  private var hasRestarts = false
  /// The scan that the walk is in.
  private var scan: OpenScan?

  /// Takes in the next segment of a file, from the one after its start marker to its end marker.
  ///
  /// - Parameter offset: where the segment was looked for.
  /// - Returns: `false` where the file is not laid out as ITU-T T.81 has it, lacks a bit of a coefficient, or
  ///   skipped data look damaged; nothing may be added after that.
  /// - Complexity: a look at every 16th byte of AC scans.
  mutating func add(_ segment: JPEGSegment, from offset: Int, in bytes: RawSpan) -> Bool {
    if scan?.continues(with: segment) == true { return true }
    let start = scan == nil ? offset : segment.start
    guard bytes.byte(at: start) == 0xFF, segment.end <= bytes.byteCount else { return false }
    guard closeScan(before: start, in: bytes) else { return false }
    return add(segment, from: start, payload: bytes.extracting(segment.payload))
  }

  /// Takes in a segment that begins behind the data of all scans so far.
  private mutating func add(_ segment: JPEGSegment, from start: Int, payload: RawSpan) -> Bool {
    switch segment.marker {
    case 0xC2:
      guard script == nil else { return false }
      script = ScanScript(frame: payload)
      return script != nil
    case 0xDA:
      guard let header = ScanHeader(payload), script?.add(header) == true else { return false }
      scan = OpenScan(isAC: header.isAC, start: start, dataStart: segment.end)
      return true
    // Quantisers are taken as a component's first scan begins.
    case 0xDB: return script?.hasScans != true
    case 0xDD:
      hasRestarts = (payload.integer(at: 0, byteCount: 2) ?? 0) > 0
      return true
    case 0xC4, 0xE0...0xEF, 0xFE: return true
    case 0xD9:
      dcParts.append(keptFrom..<segment.end)
      return script?.isComplete == true
    default: return false
    }
  }

  /// Leaves out the scan that ends at `end`, if it is an AC scan, unless its data look damaged.
  private mutating func closeScan(before end: Int, in bytes: RawSpan) -> Bool {
    guard let scan else { return true }
    self.scan = nil
    guard scan.isAC else { return true }
    dcParts.append(keptFrom..<scan.start)
    keptFrom = end
    return scan.looksSound(to: end, in: bytes, hasRestarts: hasRestarts)
  }
}

/// A scan and its restart markers so far.
private struct OpenScan {
  /// Zero bytes in a row that no encoder writes: one code for a run of blocks takes the place of thousands.
  private static let zeroRunMax = 32

  let isAC: Bool
  /// Where the header of the scan begins, and the data behind it.
  let start: Int
  let dataStart: Int
  private var restartsAreInOrder = true
  private var restartCount = 0

  init(isAC: Bool, start: Int, dataStart: Int) {
    self.isAC = isAC
    self.start = start
    self.dataStart = dataStart
  }

  /// Whether a marker is a restart within the data; any other ends the scan.
  mutating func continues(with segment: JPEGSegment) -> Bool {
    guard (0xD0...0xD7).contains(segment.marker) else { return false }
    if Int(segment.marker) != 0xD0 + restartCount % 8 { restartsAreInOrder = false }
    restartCount += 1
    return true
  }

  /// Whether restart markers count up, where there are to be any, and no stretch was zeroed.
  func looksSound(to end: Int, in bytes: RawSpan, hasRestarts: Bool) -> Bool {
    restartsAreInOrder && (hasRestarts || restartCount == 0) && !hasZeroRun(to: end, in: bytes)
  }

  /// Looks at places half a run apart: two of them lie in every run that is too long.
  private func hasZeroRun(to end: Int, in bytes: RawSpan) -> Bool {
    let step = Self.zeroRunMax / 2
    for place in stride(from: dataStart, to: end - Self.zeroRunMax, by: step)
    where bytes.byte(at: place) == 0 && bytes.byte(at: place + step) == 0 {
      let isRun = (place..<place + step).allSatisfy { bytes.byte(at: $0) == 0 }
      if isRun { return true }
    }
    return false
  }
}
