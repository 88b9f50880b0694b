/// What the builder of an index is told of it, and writes into it.
public struct IndexStamp: Hashable, Sendable {
  /// Which compilation of the source lists this is.
  public var generation: UInt64
  /// The last change of the list store that it has; 0 without a store.
  public var sequence: UInt64
  /// When the source lists were as they stand here, as text of at most 256 bytes.
  public var asOf: String

  public init(generation: UInt64 = 0, sequence: UInt64 = 0, asOf: String = "") {
    self.generation = generation
    self.sequence = sequence
    self.asOf = asOf
  }
}
