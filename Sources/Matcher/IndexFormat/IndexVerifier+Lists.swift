import HashCore

extension IndexVerifier {
  /// Lists share out the entries in order, and say nothing that is not defined.
  func checkLists() throws(IndexError) {
    let header = index.header
    var next = 0
    for place in 0..<header.listCount {
      let first = index.firstEntry(ofList: place)
      guard first >= next, first <= index.entryCount, place > 0 || first == 0 else {
        throw failure(.structure, "list \(place) to begin at entry \(next) or behind", "\(first)")
      }
      next = first
      if header.formatVersion > 1 { try checkAttributes(ofList: place) }
    }
    guard header.listCount > 0 || index.entryCount == 0 else {
      throw failure(.structure, "a list for \(index.entryCount) entries", "none")
    }
  }

  private func checkAttributes(ofList place: Int) throws(IndexError) {
    let (lists, row) = (index.bytes(index.places[.lists]), index.listRow(place))
    let names = index.places[.names].count
    for (offset, length) in [
      (ListLayout.nameOffset, ListLayout.nameLength), (ListLayout.asOfOffset, ListLayout.asOfLength),
    ] {
      let text = (start: lists.number(offset, from: row), length: lists.number(length, from: row))
      try checkText(text.start, text.length, in: names, "list \(place)")
    }
    let thresholds = [ListLayout.threshold, ListLayout.nearThreshold].map { lists.number($0, from: row) }
    let isKnown =
      IndexList.Kind(fileNumber: lists.number(ListLayout.kind, from: row)) != nil
      && HashRecipes(fileNumber: lists.number(ListLayout.recipes, from: row)) != nil
      && lists.number(ListLayout.suppressesAll, from: row) <= 1
      && thresholds.allSatisfy { $0 <= 256 || $0 == ListLayout.noThreshold }
    guard isKnown else {
      throw failure(.structure, "a kind, recipes and thresholds of list \(place) that exist", "others")
    }
    let count = Int(lists.number(ListLayout.suppressedCount, from: row))
    let suppressed = index.suppressedLists(ofList: place)
    guard suppressed.count == count, suppressed.allSatisfy({ $0 < index.header.listCount }) else {
      throw failure(.structure, "\(count) lists that list \(place) suppresses", "\(suppressed)")
    }
  }

  /// States exist; labels lie inside the names.
  func checkAttributeSets() throws(IndexError) {
    for set in 0..<index.header.attributeSetCount {
      guard EntryState(fileNumber: index.stateNumber(ofSet: set)) != nil else {
        throw failure(.structure, "a state of attribute set \(set)", "\(index.stateNumber(ofSet: set))")
      }
      let (start, length) = index.labelRange(ofSet: set)
      try checkText(start, length, in: index.places[.names].count, "attribute set \(set)")
    }
  }

  private func checkText(
    _ start: UInt64, _ length: UInt32, in byteCount: Int, _ what: String
  ) throws(IndexError) {
    guard start <= UInt64(byteCount), UInt64(length) <= UInt64(byteCount) - start else {
      throw failure(.structure, "texts of \(what) in \(byteCount) bytes of names", "\(length) at \(start)")
    }
  }

  /// View names are as many as the header says, and every reference's view is one of them.
  func checkViews() throws(IndexError) {
    let (names, count) = (index.viewNames, index.header.viewCount)
    guard index.header.formatVersion > 1 else { return }
    let isAscending = zip(names, names.dropFirst()).allSatisfy { inByteOrder(Array($0.utf8), Array($1.utf8)) }
    guard names.count == count, isAscending else {
      throw failure(.structure, "\(count) names of views in byte order", "\(names.count)")
    }
    guard count > 0 else { return }
    for place in 0..<index.header.referenceCount where index.viewNumber(ofReference: place) > count {
      throw failure(
        .structure, "a view of \(count) at reference \(place)", "\(index.viewNumber(ofReference: place))")
    }
  }

  /// The header asks for exactly what the file has.
  func checkFeatures() throws(IndexError) {
    guard index.header.formatVersion > 1 else { return }
    var features: IndexFeatures = index.header.viewCount > 0 ? [.derivedHashes] : []
    for list in index.lists { features.formUnion(list.features) }
    if (0..<index.header.attributeSetCount).contains(where: { index.stateNumber(ofSet: $0) > 0 }) {
      features.insert(.entryStates)
    }
    guard features == index.header.requiredFeatures else {
      let found = index.header.requiredFeatures
      throw failure(.structure, "required features \(hex(features.rawValue))", hex(found.rawValue))
    }
  }
}
