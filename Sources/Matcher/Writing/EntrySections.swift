import HashCore

/// The entries of an index, fed in byte order of (list, id), as their sections hold them.
///
/// Memory is 8 bytes an entry, the ids that have not been taken yet, and what lists and attribute sets hold.
struct EntrySections: Sendable {
  private(set) var idOffsets: [UInt32] = [0]
  private(set) var idBases: [UInt64] = [0]
  /// The attribute set of each entry.
  private(set) var attributes: [UInt32] = []
  private(set) var lists: [(list: IndexList, firstEntry: UInt32)] = []
  private var sets = Interner<AttributeSet>()
  /// Ids behind those that were taken.
  private var ids: [UInt8] = []
  private var idByteCount: UInt64 = 0

  var count: Int { attributes.count }
  var attributeSetCount: Int { sets.values.count }
  var waitingIDByteCount: Int { ids.count }

  /// The entries that follow belong to this list.
  mutating func beginList(_ list: IndexList) { lists.append((list, UInt32(count))) }

  mutating func append(id: some Collection<UInt8>, _ attributes: AttributeSet) {
    ids.append(contentsOf: id)
    idByteCount += UInt64(id.count)
    self.attributes.append(sets.number(of: attributes))
    if count % IDLayout.entriesPerBase == 0 { idBases.append(idByteCount) }
    idOffsets.append(UInt32(idByteCount - idBases[count / IDLayout.entriesPerBase]))
  }

  /// The ids since the last call, to be written behind those of earlier calls.
  mutating func takeIDs() -> [UInt8] {
    defer { ids.removeAll(keepingCapacity: true) }
    return ids
  }

  /// What readers must know of these entries and lists.
  var features: IndexFeatures {
    var features: IndexFeatures = []
    if sets.values.contains(where: { $0.state != .confirmed }) { features.insert(.entryStates) }
    for (list, _) in lists { features.formUnion(list.features) }
    return features
  }

  /// The sections that say what lists and attribute sets are.
  func encoded() -> (lists: [UInt8], attributes: [UInt8], names: [UInt8], suppressed: [UInt32]) {
    var names = NameSection()
    let (listBytes, suppressed) = encodedLists(&names)
    return (listBytes, encodedAttributes(&names), names.bytes, suppressed)
  }

  private func encodedLists(_ names: inout NameSection) -> (lists: [UInt8], suppressed: [UInt32]) {
    var (bytes, suppressed): ([UInt8], [UInt32]) = ([], [])
    let numbers = Dictionary(
      uniqueKeysWithValues: lists.enumerated().map { (Array($1.list.name.utf8), UInt32($0)) })
    for (list, firstEntry) in lists {
      let row = bytes.appendRow(ListLayout.self)
      let (name, asOf) = (names.add(list.name), names.add(list.asOf))
      let first = suppressed.count
      suppressed += list.suppressed(numbers)
      bytes.put(firstEntry, ListLayout.firstEntry, from: row)
      bytes.put(name.length, ListLayout.nameLength, from: row)
      bytes.put(name.offset, ListLayout.nameOffset, from: row)
      bytes.put(list.kind.fileNumber, ListLayout.kind, from: row)
      bytes.put(list.recipes.fileNumber, ListLayout.recipes, from: row)
      bytes.put(list.threshold.fileNumber, ListLayout.threshold, from: row)
      bytes.put(list.nearThreshold.fileNumber, ListLayout.nearThreshold, from: row)
      bytes.put(list.suppressesAll ? 1 : 0, ListLayout.suppressesAll, from: row)
      bytes.put(UInt32(first), ListLayout.firstSuppressed, from: row)
      bytes.put(UInt32(suppressed.count - first), ListLayout.suppressedCount, from: row)
      bytes.put(asOf.offset, ListLayout.asOfOffset, from: row)
      bytes.put(asOf.length, ListLayout.asOfLength, from: row)
    }
    return (bytes, suppressed)
  }

  private func encodedAttributes(_ names: inout NameSection) -> [UInt8] {
    var bytes: [UInt8] = []
    for set in sets.values {
      let row = bytes.appendRow(AttributeSetLayout.self)
      let labels = names.add(labels: set.labels)
      bytes.put(UInt32(set.state.fileNumber), AttributeSetLayout.state, from: row)
      bytes.put(labels.length, AttributeSetLayout.labelsLength, from: row)
      bytes.put(labels.offset, AttributeSetLayout.labelsOffset, from: row)
    }
    return bytes
  }
}

/// Texts that other sections point to.
private struct NameSection {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ text: String) -> (offset: UInt64, length: UInt32) {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    return (UInt64(start), UInt32(bytes.count - start))
  }

  mutating func add(labels: [[UInt8]]) -> (offset: UInt64, length: UInt32) {
    let start = bytes.count
    bytes.append(texts: labels)
    return (UInt64(start), UInt32(bytes.count - start))
  }
}

extension [UInt8] {
  /// Each after its u16 length.
  mutating func append(texts: [[UInt8]]) {
    for text in texts {
      append(littleEndian: UInt16(text.count))
      append(contentsOf: text)
    }
  }
}

extension IndexList {
  fileprivate var suppressesAll: Bool { kind == .negative && suppression == .allLists }

  /// The numbers of the lists that it names, ascending; lists that the index does not have are left out, as
  /// nothing of theirs can match.
  fileprivate func suppressed(_ numbers: [[UInt8]: UInt32]) -> [UInt32] {
    guard kind == .negative, case .lists(let names) = suppression else { return [] }
    return Set(names.compactMap { numbers[Array($0.utf8)] }).sorted()
  }

  /// What a reader must know of this list.
  var features: IndexFeatures {
    var features: IndexFeatures = []
    if kind == .negative { features.insert(.negativeLists) }
    if threshold != nil || nearThreshold != nil { features.insert(.listThresholds) }
    if recipes != .full { features.insert(.hashRecipes) }
    return features
  }
}

extension Threshold? {
  fileprivate var fileNumber: UInt16 { map { UInt16($0.distanceMax) } ?? ListLayout.noThreshold }
}
