/// One entry that came near and is no match.
public struct LeadFields: Equatable, Sendable {
  public var list: String
  public var entry: String
  /// Differing bits; `nil` where a digest led to it.
  public var distance: Int?
  /// Which view of the picture came near.
  public var view: ViewWords
  public var labels: [String]
  public var state: String

  public init(
    list: String, entry: String, distance: Int? = nil, view: ViewWords = ViewWords(), labels: [String] = [],
    state: String
  ) {
    self.list = list
    self.entry = entry
    self.distance = distance
    self.view = view
    self.labels = labels
    self.state = state
  }

  /// Before its line is read.
  static let empty = LeadFields(list: "", entry: "", state: "")
}

/// What an item says of its leads.
public struct ToldLeads: Equatable, Sendable {
  /// What the item itself tells.
  public var nearest: LeadFields
  /// The next ones in report order: in objects alone, a line has no room for them.
  public var further: [LeadFields]
  /// All leads, those left out included.
  public var total: Int

  public init(nearest: LeadFields, further: [LeadFields] = [], total: Int = 1) {
    self.nearest = nearest
    self.further = further
    self.total = total
  }

  /// All that are told, nearest first.
  public var all: [LeadFields] { [nearest] + further }
}
