/// What decoding one picture may take before its cell is killed.
public struct PictureBudget: Hashable, Sendable {
  /// Processor time for a small picture, in seconds.
  public var processorSeconds: Int

  /// Beyond it a picture gets more time, as much again for each further one.
  static let smallByteCount = 8 << 20
  /// However large the file is, it gets at most so many times as much as a small one.
  static let factorMax = 6
  /// A busy machine does not condemn good pictures.
  static let wallFactor = 3
  /// What a cell may have beside the memory that the limits bound: rows, tables, the heap's own.
  static let slackByteCount = 192 << 20

  public init(processorSeconds: Int = 10) { self.processorSeconds = processorSeconds }

  /// Processor time for a file of that size, in seconds.
  func processorSecondsMax(forByteCount byteCount: Int) -> Int {
    processorSeconds * min(Self.factorMax, 1 + byteCount / Self.smallByteCount)
  }

  /// For the largest file.
  var processorSecondsMax: Int { processorSeconds * Self.factorMax }
}
