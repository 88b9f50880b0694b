/// The entries of an index in their final order, as their sections hold them.
struct NumberedEntries {
  /// The entry number of each record that was added.
  var numbers: [UInt32]
  private(set) var idOffsets: [UInt32] = [0]
  private(set) var idBases: [UInt64] = [0]
  private(set) var ids: [UInt8] = []
  /// The attribute set of each entry.
  private(set) var attributes: [UInt32] = []
  var attributeSets: [AttributeSet] = []
  private(set) var lists: [(name: [UInt8], firstEntry: UInt32)] = []

  var count: Int { attributes.count }

  init(recordCount: Int) { numbers = [UInt32](repeating: 0, count: recordCount) }

  /// The entries that follow belong to this list.
  mutating func beginList(_ name: [UInt8]) { lists.append((name, UInt32(count))) }

  mutating func append(id: ArraySlice<UInt8>, _ attributeSet: UInt32) {
    ids.append(contentsOf: id)
    attributes.append(attributeSet)
    if count % 65_536 == 0 { idBases.append(UInt64(ids.count)) }
    idOffsets.append(UInt32(UInt64(ids.count) - idBases[count / 65_536]))
  }

  /// The list, attribute and name sections.
  func encodedNames() -> (lists: [UInt8], attributes: [UInt8], names: [UInt8]) {
    var (listBytes, attributeBytes, names): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
    for list in lists {
      listBytes.append(littleEndian: list.firstEntry)
      listBytes.append(littleEndian: UInt32(list.name.count))
      listBytes.append(littleEndian: UInt64(names.count))
      names.append(contentsOf: list.name)
    }
    for set in attributeSets {
      let start = names.count
      for label in set.labels {
        names.append(littleEndian: UInt16(label.count))
        names.append(contentsOf: label)
      }
      attributeBytes.append(littleEndian: UInt32(EntryState.allCases.firstIndex(of: set.state)!))
      attributeBytes.append(littleEndian: UInt32(names.count - start))
      attributeBytes.append(littleEndian: UInt64(start))
    }
    return (listBytes, attributeBytes, names)
  }
}
