import CKernels

/// A row within the radius of a query.
public struct RingMatch: BitwiseCopyable, Sendable {
  public let query: UInt32
  public let row: UInt32
  public let distance: UInt32

  init(_ match: matchd_ring_match) {
    query = match.query
    row = match.row
    distance = match.distance
  }
}
