/// A list, and how many of its entries can be found.
public struct ListSize: Hashable, Sendable {
  public var list: IndexList
  public var entryCount: Int

  public init(_ list: IndexList, entryCount: Int) {
    self.list = list
    self.entryCount = entryCount
  }
}
