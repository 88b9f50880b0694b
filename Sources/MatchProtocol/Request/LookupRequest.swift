/// `LOOKUP`: queries and how to search for them.
public struct LookupRequest: Equatable, Sendable {
  public var queries: QueryLines
  public var keys: LookupKeys
  /// `reply=known`: items with `verdict=unknown` are left out.
  public var leavesOutUnknown: Bool
  /// `reply=json`: objects.
  public var form: ItemForm

  public init(
    queries: QueryLines, keys: LookupKeys = .init(), leavesOutUnknown: Bool = false, form: ItemForm = .lines
  ) {
    self.queries = queries
    self.keys = keys
    self.leavesOutUnknown = leavesOutUnknown
    self.form = form
  }
}

/// The keys of `LOOKUP`; `nil` means the server's default.
public struct LookupKeys: Equatable, Sendable {
  public var search: SearchKeys
  /// How many nearest entries to list whatever their distance, in `SearchKeys.matchCountRange`; takes the
  /// place of `matchCountMax`.
  public var nearest: Int?

  public init(search: SearchKeys = .init(), nearest: Int? = nil) {
    self.search = search
    self.nearest = nearest
  }
}
