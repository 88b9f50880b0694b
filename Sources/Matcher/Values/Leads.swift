/// Entries that came near without a match: told beside the verdict, never counted as known.
public struct Leads: Hashable, Sendable {
  /// The first of them in report order.
  public var nearest: [ReportedMatch]
  /// How many there are, those that are left out included.
  public var total: Int

  public init(nearest: [ReportedMatch], total: Int) {
    self.nearest = nearest
    self.total = total
  }

  public static let none = Leads(nearest: [], total: 0)
}
