extension HashIndex {
  /// Where an entry stands in byte order of (list, id), or would stand: the number of entries before it, and
  /// whether it is there. O(log n) but for the lists, which are few.
  func place(of id: String, inList name: String) -> (entry: Int, isThere: Bool) {
    let (id, name) = (Array(id.utf8), Array(name.utf8))
    for place in 0..<header.listCount {
      let listed = Array(listName(place).utf8)
      if inByteOrder(listed, name) { continue }
      let start = min(firstEntry(ofList: place), entryCount)
      guard listed == name else { return (start, false) }
      let end = place + 1 < header.listCount ? firstEntry(ofList: place + 1) : entryCount
      return self.place(of: id, in: start..<max(start, min(end, entryCount)))
    }
    return (entryCount, false)
  }

  private func place(of id: [UInt8], in entries: Range<Int>) -> (entry: Int, isThere: Bool) {
    let entry = partitionPoint(in: entries) { !inByteOrder(Array(entryID($0).utf8), id) }
    return (entry, entry < entries.upperBound && Array(entryID(entry).utf8) == id)
  }
}
