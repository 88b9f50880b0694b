import ContentDigests

extension IndexVerifier {
  /// Reference offsets ascend from 0 to the end; each row has entries, ascending, that exist.
  func checkReferences() throws(IndexError) {
    let offsets = index.bytes(index.places.referenceOffsets)
    let references = index.bytes(index.places.references)
    var end = 0
    for row in 0..<index.hashCount {
      let (start, next) = (Int(offsets.u32(at: 4 * row)), Int(offsets.u32(at: 4 * (row + 1))))
      guard start == end, next > start, next <= index.header.referenceCount else {
        throw failure(
          .structure, "reference offsets that ascend from \(end)", "\(start)..<\(next) at row \(row)")
      }
      end = next
      for place in start..<next {
        let entry = references.u32(at: 4 * place)
        guard entry < index.entryCount, place == start || references.u32(at: 4 * (place - 1)) < entry else {
          throw failure(
            .structure, "ascending references to \(index.entryCount) entries", "entry \(entry) at row \(row)")
        }
      }
    }
    guard end == index.header.referenceCount else {
      throw failure(.structure, "\(index.header.referenceCount) references", "\(end)")
    }
  }

  /// Entries ascend by list, then id, in byte order; their attribute sets exist.
  func checkEntries() throws(IndexError) {
    let attributes = index.bytes(index.places[.entryAttributes])
    var previous: (list: [UInt8], id: [UInt8])?
    for entry in 0..<index.entryCount {
      let number = EntryNumber(rawValue: UInt32(entry))
      guard Int(attributes.u32(at: 4 * entry)) < index.header.attributeSetCount else {
        throw failure(
          .structure, "an attribute set of \(index.header.attributeSetCount)", "another at \(entry)")
      }
      let fields = index.entry(number)
      let current = (list: Array(fields.list.utf8), id: Array(fields.id.utf8))
      if let previous {
        let isAscending =
          previous.list == current.list
          ? inByteOrder(previous.id, current.id) : inByteOrder(previous.list, current.list)
        guard isAscending else {
          throw failure(.structure, "entries in order of list and id", "disorder at entry \(entry)")
        }
      }
      previous = current
    }
  }

  /// Digests ascend; their entries exist.
  func checkDigests(_ table: DigestTable) throws(IndexError) {
    let bytes = index.bytes(index.places[table.section])
    let name = table.algorithm.rawValue
    for row in 0..<bytes.byteCount / table.rowByteCount {
      guard table.entry(ofRow: row, in: bytes).rawValue < index.entryCount else {
        throw failure(.structure, "\(name) digests of \(index.entryCount) entries", "another at \(row)")
      }
      if row > 0, !table.isAscending(at: row, in: bytes) {
        throw failure(.structure, "sorted \(name) digests", "disorder at row \(row)")
      }
    }
  }
}
