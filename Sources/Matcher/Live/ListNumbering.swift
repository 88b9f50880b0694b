/// One numbering of the lists of two indexes in byte order of their names, as if they stood in one. Empty
/// where neither has a list that is judged otherwise than the rest.
///
/// Where both have a list, the second's word counts: it is the newer one.
struct ListNumbering: Sendable {
  let lists: [IndexList]
  /// The place in `lists` of each list of the first index.
  let ofFirst: [Int]
  let ofSecond: [Int]

  init(_ first: HashIndex, _ second: HashIndex) {
    let (old, new) = (first.lists, second.lists)
    guard !first.ruledLists.isEmpty || !second.ruledLists.isEmpty else {
      lists = []
      ofFirst = [Int](repeating: 0, count: old.count)
      ofSecond = [Int](repeating: 0, count: new.count)
      return
    }
    var byName: [[UInt8]: IndexList] = [:]
    for list in old + new { byName[Array(list.name.utf8)] = list }
    let names = byName.keys.sorted { $0.lexicographicallyPrecedes($1) }
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    lists = names.compactMap { byName[$0] }
    ofFirst = old.map { places[Array($0.name.utf8)] ?? 0 }
    ofSecond = new.map { places[Array($0.name.utf8)] ?? 0 }
  }
}
