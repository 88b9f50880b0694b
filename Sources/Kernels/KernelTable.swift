import CKernels

/// The kernels of one level: for each family the best variant that is not above the level.
///
/// Chosen once at start and handed down; a value, cheap to copy. Every variant of a family gives the same
/// results, so the choice changes speed alone.
public struct KernelTable: Sendable {
  public let level: KernelLevel
  public let hamming: HammingKernels
  public let checksum: ChecksumKernels
  public let luma: LumaKernels
  public let box: BoxKernels
  public let taps: TapKernels
  public let lines: LineKernels
  public let dct: DCTKernels
  public let ring: RingKernels

  /// The kernels for `level`, which must be one of `KernelLevel.supported`.
  public init(level: KernelLevel) {
    precondition(
      KernelLevel.supported.contains(level), "this machine does not support kernel level \(level.name)")
    self.level = level
    hamming = HammingKernels(level: level)
    checksum = ChecksumKernels(level: level)
    luma = LumaKernels(level: level)
    box = BoxKernels(level: level)
    taps = TapKernels(level: level)
    lines = LineKernels(level: level)
    dct = DCTKernels(level: level)
    ring = RingKernels(level: level)
  }

  /// The fastest kernels of this machine.
  public static let best = KernelTable(level: KernelLevel.supported[0])

  /// One table per supported level, best first: what a test iterates over.
  public static let all = KernelLevel.supported.map(KernelTable.init(level:))

  /// Family name and the level of the variant that runs, in a fixed order: what `matchd kernels` prints.
  public var variants: [(family: String, variant: KernelLevel)] {
    [
      ("hamming", hamming.variant), ("checksum", checksum.variant), ("luma", luma.variant),
      ("box", box.variant), ("taps", taps.variant), ("dct", dct.variant),
      ("lines", lines.variant), ("ring", ring.variant),
    ]
  }
}
