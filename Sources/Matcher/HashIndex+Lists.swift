import HashCore

extension HashIndex {
  /// All lists, in byte order of their names. O(lists).
  public var lists: [IndexList] { (0..<header.listCount).map { list($0) } }

  /// How many entries each list has, in the same order.
  public var listEntryCounts: [Int] {
    let starts = (0..<header.listCount).map { firstEntry(ofList: $0) } + [entryCount]
    return zip(starts, starts.dropFirst()).map { max(0, $1 - $0) }
  }

  /// The place in `lists` of the list that an entry belongs to; `nil` only in a damaged file. O(log lists).
  ///
  /// - Precondition: `number` came from this index.
  public func listNumber(of number: EntryNumber) -> Int? {
    precondition(number.rawValue < entryCount, "entry number of another index")
    guard header.listCount > 0 else { return nil }
    return partitionPoint(in: 1..<header.listCount) { firstEntry(ofList: $0) > number.rawValue } - 1
  }

  /// The list at this place of `lists`. Format 1 knows its name alone.
  ///
  /// - Precondition: `place` is below the header's count of lists.
  public func list(_ place: Int) -> IndexList {
    precondition(place < header.listCount, "no such list")
    var list = IndexList(name: listName(place))
    guard header.formatVersion > 1 else { return list }
    let (lists, row) = (bytes(places[.lists]), listRow(place))
    // Whatever a damaged file says of a list's kind, it is not taken to be official.
    list.kind = IndexList.Kind(fileNumber: lists.number(ListLayout.kind, from: row)) ?? .own
    list.recipes = recipes(ofList: place)
    list.threshold = Threshold(Int(lists.number(ListLayout.threshold, from: row)))
    list.nearThreshold = Threshold(Int(lists.number(ListLayout.nearThreshold, from: row)))
    if list.kind == .negative { list.suppression = suppression(ofList: place) }
    let asOf = Int(truncatingIfNeeded: lists.number(ListLayout.asOfOffset, from: row))
    let length = Int(lists.number(ListLayout.asOfLength, from: row))
    list.asOf = text(.names, from: asOf, to: asOf &+ length)
    return list
  }

  /// The recipes that any list asks for: pictures hashed by them can be looked up in all lists. O(lists), and
  /// O(1) in an index of ordinary lists.
  public var recipes: HashRecipes {
    guard header.requiredFeatures.contains(.hashRecipes) else { return .full }
    let all = (0..<header.listCount).map { recipes(ofList: $0) }
    return all.dropFirst().reduce(all.first ?? .full) { $0.union($1) }
  }

  /// By which recipes the hashes of the list were made that an entry belongs to: hashes made by others say
  /// nothing about it. O(log lists), and O(1) in an index of ordinary lists.
  ///
  /// - Precondition: `number` came from this index.
  public func recipes(of number: EntryNumber) -> HashRecipes {
    guard header.requiredFeatures.contains(.hashRecipes) else { return .full }
    return listNumber(of: number).map { recipes(ofList: $0) } ?? .both
  }

  private func recipes(ofList place: Int) -> HashRecipes {
    let number = bytes(places[.lists]).number(ListLayout.recipes, from: listRow(place))
    return HashRecipes(fileNumber: number) ?? .both
  }

  func listRow(_ place: Int) -> Int { header.listByteCount * place }

  func firstEntry(ofList place: Int) -> Int {
    Int(bytes(places[.lists]).number(ListLayout.firstEntry, from: listRow(place)))
  }

  func listName(_ place: Int) -> String {
    let (lists, row) = (bytes(places[.lists]), listRow(place))
    let start = Int(truncatingIfNeeded: lists.number(ListLayout.nameOffset, from: row))
    return text(.names, from: start, to: start &+ Int(lists.number(ListLayout.nameLength, from: row)))
  }

  private func suppression(ofList place: Int) -> IndexList.Suppression {
    let all = bytes(places[.lists]).number(ListLayout.suppressesAll, from: listRow(place))
    guard all == 0 else { return .allLists }
    let numbers = suppressedLists(ofList: place).filter { $0 < header.listCount }
    return .lists(numbers.map { listName($0) })
  }

  /// The numbers of the lists that a list suppresses by name, cut to what the file holds.
  func suppressedLists(ofList place: Int) -> [Int] {
    let (lists, row, numbers) = (bytes(places[.lists]), listRow(place), bytes(places[.suppressed]))
    let start = Int(lists.number(ListLayout.firstSuppressed, from: row))
    let end = min(
      start + Int(lists.number(ListLayout.suppressedCount, from: row)), header.suppressedCount)
    return start < end ? (start..<end).map { Int(numbers.u32(at: 4 * $0)) } : []
  }
}
