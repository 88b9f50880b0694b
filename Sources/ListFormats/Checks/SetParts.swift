/// Tells from the names of files which parts of a set are not there: `media_1of3.json`, `Part 2 of 3.json`.
public enum SetParts {
  /// What the reader of these files has to know; `nil` if no part is missing.
  public static func warning(among names: [String]) -> ImportWarning? {
    let missing = missing(among: names)
    return missing.isEmpty ? nil : .partsMissing(missing)
  }

  /// The names of the parts that the given ones imply and that are not among them, in order; a name that
  /// stands for no part implies none.
  public static func missing(among names: [String]) -> [String] {
    let parts = names.compactMap(Part.init(name:))
    let sets = Dictionary(grouping: parts, by: \.set)
    return sets.values.flatMap { set -> [String] in
      let given = Set(set.map(\.number))
      return (1...set[0].set.partCount).filter { !given.contains($0) }.map(set[0].name(ofPart:))
    }.sorted()
  }

  /// No set has more: a number beside it is a date or an id.
  fileprivate static let partCountMax = 1000
}

/// One file of a set.
private struct Part {
  let set: PartSet
  let number: Int
  /// As many digits as its number is written with.
  private let digitCount: Int
  private let between: Substring
  private let total: Substring

  init?(name: String) {
    let pattern = /(\d+)([ _-]*[oO][fF][ _-]*)(\d+)/
    guard let found = name.firstMatch(of: pattern), let number = Int(found.1), let count = Int(found.3),
      (1...SetParts.partCountMax).contains(count), (1...count).contains(number)
    else { return nil }
    set = PartSet(
      before: String(name[..<found.range.lowerBound]), after: String(name[found.range.upperBound...]),
      partCount: count)
    (self.number, digitCount, between, total) = (number, found.1.count, found.2, found.3)
  }

  func name(ofPart number: Int) -> String {
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, digitCount - digits.count)) + digits
    return "\(set.before)\(padded)\(between)\(total)\(set.after)"
  }
}

/// What the names of a set's parts have in common.
private struct PartSet: Hashable {
  let before: String
  let after: String
  let partCount: Int
}
