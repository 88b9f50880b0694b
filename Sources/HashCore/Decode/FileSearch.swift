/// Finds picture files of any format among bytes that may be anything.
struct FileSearch {
  private let formats: [any PictureDecoder.Type]
  /// Where each format's next file begins; before the place asked for: not known yet.
  private var places: [Int]
  private var budget = SearchBudget()

  init(_ formats: [any PictureDecoder.Type]) {
    self.formats = formats
    places = formats.map { _ in -1 }
  }

  /// Whether bytes were left unsearched.
  var gaveUp: Bool { budget.isUsedUp }

  /// The first file that begins at `start` or behind it. Places only ever grow from call to call.
  ///
  /// - Complexity: linear in the bytes, for all calls together.
  mutating func next(
    in bytes: RawSpan, from start: Int
  ) -> (start: Int, format: any PictureDecoder.Type)? {
    for number in formats.indices where places[number] < start {
      places[number] = formats[number].firstFile(in: bytes, from: start, &budget) ?? .max
    }
    guard let place = places.min(), place < .max, let number = places.firstIndex(of: place) else {
      return nil
    }
    return (place, formats[number])
  }

  /// How many files begin in a part of the bytes that only other programs decode.
  ///
  /// - Complexity: linear in the part.
  mutating func foreignCount(in bytes: RawSpan, from start: Int, to end: Int, countMax: Int) -> Int {
    let own = Set(formats.map { $0.format })
    let bytes = bytes.extracting(..<end)
    var count = 0
    // A file that is cut ends beyond the bytes.
    var place = start
    while count < countMax,
      let next = WorkerFormat.firstFile(
        in: bytes, from: place, &budget, where: { !own.contains($0.format) })
    {
      count += 1
      place = next.start + 1
    }
    return count
  }
}

/// What a search may still look at where a file might begin: crafted bytes begin many that are none.
package struct SearchBudget {
  private var stepsLeft = 100_000

  var isUsedUp: Bool { stepsLeft <= 0 }
  mutating func take() { stepsLeft -= 1 }
}

extension RawSpan {
  /// Where a file begins that has a mark at `offset` and otherwise `fits`, at `start` or behind it.
  func firstFile(
    marked mark: StaticString, at offset: Int = 0, from start: Int, _ budget: inout SearchBudget,
    where fits: (RawSpan) -> Bool
  ) -> Int? {
    var place = start + offset
    while !budget.isUsedUp, let found = firstOffset(of: mark, from: place) {
      if fits(extracting((found - offset)...)) { return found - offset }
      budget.take()
      place = found + 1
    }
    return nil
  }
}
