import HashCore

extension HashLine {
  /// Reads one line without its end; `lineNumber` is its physical number, which also
  /// names an entry without an id.
  public init(parsing line: Span<UInt8>, lineNumber: Int) throws(HashLineError) {
    let fields = FieldSplit(line, separator: UInt8(ascii: "\t"), countMax: 4)
    guard let fields else {
      throw HashLineError(
        lineNumber: lineNumber,
        reason: .field(name: "line", expected: "at most 4 fields between tabs", found: "more"))
    }
    query = try Self.query(line.extracting(fields[0]), lineNumber)
    id = try Self.name("entry id", line.extracting(fields[1]), lineNumber) ?? "line-\(lineNumber)"
    list = try Self.name("list", line.extracting(fields[2]), lineNumber) ?? Self.defaultList
    labels = try Self.labels(line.extracting(fields[3]), lineNumber)
  }

  private static func query(_ field: Span<UInt8>, _ lineNumber: Int) throws(HashLineError) -> MatchQuery {
    do throws(QueryError) {
      return try MatchQuery(parsing: field)
    } catch {
      throw HashLineError(lineNumber: lineNumber, reason: .query(error))
    }
  }

  /// `nil` for an empty field, which means: not given.
  private static func name(
    _ what: String, _ field: Span<UInt8>, _ lineNumber: Int
  ) throws(HashLineError) -> String? {
    guard field.count > 0 else { return nil }
    guard let name = HashLineEscaping.decoded(field) else {
      throw HashLineError(
        lineNumber: lineNumber,
        reason: .field(
          name: what, expected: "UTF-8 with percent-encoding", found: "'\(printable(field))'"))
    }
    guard name.utf8.count <= nameByteCountMax else {
      throw HashLineError(
        lineNumber: lineNumber,
        reason: .field(
          name: what, expected: "at most \(nameByteCountMax) bytes", found: "\(name.utf8.count)"))
    }
    return name
  }

  /// The longest id, list name or label, in bytes.
  static let nameByteCountMax = 4096

  private static func labels(_ field: Span<UInt8>, _ lineNumber: Int) throws(HashLineError) -> [String] {
    guard field.count > 0 else { return [] }
    var labels: [String] = []
    var start = 0
    for index in 0...field.count where index == field.count || field[index] == UInt8(ascii: ",") {
      guard let label = try name("label", field.extracting(start..<index), lineNumber) else {
        throw HashLineError(
          lineNumber: lineNumber,
          reason: .field(name: "label", expected: "a name between commas", found: "nothing"))
      }
      labels.append(label)
      start = index + 1
    }
    return labels
  }
}

/// The ranges of the fields of a line, empty where fields are missing at its end.
private struct FieldSplit {
  private var ranges: InlineArray<4, Range<Int>>

  init?(_ line: Span<UInt8>, separator: UInt8, countMax: Int) {
    ranges = InlineArray(repeating: line.count..<line.count)
    var field = 0
    var start = 0
    while let end = line.firstOffset(of: separator, from: start) {
      guard field + 1 < countMax else { return nil }
      ranges[field] = start..<end
      field += 1
      start = end + 1
    }
    ranges[field] = start..<line.count
  }

  subscript(field: Int) -> Range<Int> { ranges[field] }
}
