import ContentDigests

extension HashIndex {
  /// The entry with this number.
  ///
  /// - Precondition: `number` came from this index.
  public func entry(_ number: EntryNumber) -> IndexEntry {
    let entry = Int(number.rawValue)
    precondition(entry < entryCount, "entry number of another index")
    let attributes = bytes(places[.entryAttributes]).u32(at: 4 * entry)
    let (state, labels) = attributeSet(Int(attributes))
    return IndexEntry(list: listName(ofEntry: entry), id: entryID(entry), labels: labels, state: state)
  }

  /// The entries that have this digest, ascending. O(log n).
  public func entries(with digest: ContentDigest) -> [EntryNumber] {
    let table = DigestTable(algorithm: digest.algorithm)
    return table.entries(with: digest, in: bytes(places[table.section]))
      .filter { $0.rawValue < entryCount }
  }

  private func entryID(_ entry: Int) -> String {
    string(.ids, from: idOffset(entry), to: idOffset(entry + 1))
  }

  private func idOffset(_ entry: Int) -> Int {
    let base = bytes(places[.idBases]).u64(at: 8 * (entry >> 16))
    let offset = bytes(places[.idOffsets]).u32(at: 4 * entry)
    return Int(truncatingIfNeeded: base &+ UInt64(offset))
  }

  private func listName(ofEntry entry: Int) -> String {
    let lists = bytes(places[.lists])
    var (low, high) = (0, header.listCount)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lists.u32(at: 16 * middle) <= entry { low = middle } else { high = middle }
    }
    return high == 0 ? "" : listName(low)
  }

  private func listName(_ list: Int) -> String {
    let lists = bytes(places[.lists])
    let start = Int(truncatingIfNeeded: lists.u64(at: 16 * list + 8))
    return string(.names, from: start, to: start &+ Int(lists.u32(at: 16 * list + 4)))
  }

  /// The names of all lists, in byte order.
  public var listNames: [String] { (0..<header.listCount).map { listName($0) } }

  private func attributeSet(_ number: Int) -> (EntryState, [String]) {
    guard number < header.attributeSetCount else { return (.confirmed, []) }
    let record = bytes(places[.attributes])
    let state = EntryState.allCases[clamped: Int(record.u32(at: 16 * number))]
    let start = Int(truncatingIfNeeded: record.u64(at: 16 * number + 8))
    let end = start &+ Int(record.u32(at: 16 * number + 4))
    return (state, labels(from: start, to: end))
  }

  private func labels(from start: Int, to end: Int) -> [String] {
    let names = bytes(places[.names])
    var labels: [String] = []
    var at = max(0, start)
    while at + 2 <= min(end, names.byteCount) {
      let next = at + 2 + Int(names.u16(at: at))
      labels.append(string(.names, from: at + 2, to: min(next, end)))
      at = next
    }
    return labels
  }

  /// The text between two places of a section, cut to what the section holds.
  private func string(_ kind: IndexSection.Kind, from start: Int, to end: Int) -> String {
    let section = bytes(places[kind])
    let low = min(max(0, start), section.byteCount)
    let high = min(max(low, end), section.byteCount)
    // SAFETY: the buffer lives for the call and `String` copies it.
    return unsafe section.extracting(low..<high).withUnsafeBytes {
      unsafe String(decoding: $0, as: UTF8.self)
    }
  }
}

extension Array {
  /// The element at `index`, or the last one for an index beyond it.
  fileprivate subscript(clamped index: Int) -> Element { self[Swift.min(index, count - 1)] }
}
