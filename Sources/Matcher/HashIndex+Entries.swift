import ContentDigests

extension HashIndex {
  /// The entry with this number.
  ///
  /// - Precondition: `number` came from this index.
  public func entry(_ number: EntryNumber) -> IndexEntry {
    let entry = Int(number.rawValue)
    precondition(entry < entryCount, "entry number of another index")
    let set = Int(bytes(places[.entryAttributes]).u32(at: 4 * entry))
    return IndexEntry(
      list: listNumber(of: number).map(listName) ?? "", id: entryID(entry), labels: labels(ofSet: set),
      state: state(ofSet: set))
  }

  /// The entries that have this digest, ascending. O(log n).
  public func entries(with digest: ContentDigest) -> [EntryNumber] {
    let table = DigestTable(algorithm: digest.algorithm)
    return table.entries(with: digest, in: bytes(places[table.section]))
      .filter { $0.rawValue < entryCount }
  }

  func state(ofEntry number: EntryNumber) -> EntryState {
    let entry = Int(number.rawValue)
    precondition(entry < entryCount, "entry number of another index")
    return state(ofSet: Int(bytes(places[.entryAttributes]).u32(at: 4 * entry)))
  }

  func entryID(_ entry: Int) -> String {
    text(.ids, from: idOffset(entry), to: idOffset(entry + 1))
  }

  private func idOffset(_ entry: Int) -> Int {
    let base = bytes(places[.idBases]).u64(at: 8 * (entry / IDLayout.entriesPerBase))
    let offset = bytes(places[.idOffsets]).u32(at: 4 * entry)
    return Int(truncatingIfNeeded: base &+ UInt64(offset))
  }

  /// Damaged files may name states that do not exist: what is said then keeps an entry from being relied on.
  private func state(ofSet set: Int) -> EntryState {
    guard set < header.attributeSetCount else { return .disputed }
    return EntryState(fileNumber: stateNumber(ofSet: set)) ?? .disputed
  }

  /// - Precondition: `set` is below the header's count.
  func stateNumber(ofSet set: Int) -> UInt8 {
    let row = AttributeSetLayout.byteCount * set
    return UInt8(clamping: bytes(places[.attributes]).number(AttributeSetLayout.state, from: row))
  }

  /// Where the labels of an attribute set stand in `NAME`, as the file says.
  ///
  /// - Precondition: `set` is below the header's count.
  func labelRange(ofSet set: Int) -> (start: UInt64, length: UInt32) {
    let (sets, row) = (bytes(places[.attributes]), AttributeSetLayout.byteCount * set)
    return (
      sets.number(AttributeSetLayout.labelsOffset, from: row),
      sets.number(AttributeSetLayout.labelsLength, from: row)
    )
  }

  private func labels(ofSet set: Int) -> [String] {
    guard set < header.attributeSetCount else { return [] }
    let (start, length) = labelRange(ofSet: set)
    let first = Int(truncatingIfNeeded: start)
    return texts(.names, from: first, to: first &+ Int(length))
  }

  /// Texts that stand each after its u16 length, cut to what the section holds.
  func texts(_ kind: IndexSection.Kind, from start: Int, to end: Int) -> [String] {
    let section = bytes(places[kind])
    var texts: [String] = []
    var at = max(0, start)
    while at <= section.byteCount - 2, at + 2 <= end {
      let next = at + 2 + Int(section.u16(at: at))
      texts.append(text(kind, from: at + 2, to: min(next, end)))
      at = next
    }
    return texts
  }

  /// The text between two places of a section, cut to what the section holds.
  func text(_ kind: IndexSection.Kind, from start: Int, to end: Int) -> String {
    let section = bytes(places[kind])
    let low = min(max(0, start), section.byteCount)
    let high = min(max(low, end), section.byteCount)
    // SAFETY: the buffer lives for the call and `String` copies it.
    return unsafe section.extracting(low..<high).withUnsafeBytes {
      unsafe String(decoding: $0, as: UTF8.self)
    }
  }
}
