import HashCore

extension HashLine {
  /// Reads one line without its end; spaces and quotes around fields are no part of them.
  ///
  /// - Parameters:
  ///   - lineNumber: its physical number, from 1.
  ///   - idPrefix: an entry without an id gets this and the number.
  public init(
    parsing line: Span<UInt8>, lineNumber: Int, idPrefix: String = HashLine.idPrefix
  ) throws(HashLineError) {
    let fields = FieldSplit(line, separator: UInt8(ascii: "\t"), countMax: 4)
    guard let fields else {
      throw HashLineError(
        lineNumber: lineNumber,
        reason: .field(name: "line", expected: "at most 4 fields between tabs", found: "more"))
    }
    query = try Self.query(line, field: fields[0], lineNumber)
    id = try Self.name("entry id", line.extracting(fields[1]), lineNumber) ?? "\(idPrefix)\(lineNumber)"
    list = try Self.name("list", line.extracting(fields[2]), lineNumber) ?? Self.defaultList
    labels = try Self.labels(line.extracting(fields[3]), lineNumber)
  }

  /// What stands before the number of the line in the id of an entry that has none.
  public static let idPrefix = "line-"

  private static func query(
    _ line: Span<UInt8>, field: Range<Int>, _ lineNumber: Int
  ) throws(HashLineError) -> MatchQuery {
    let field = line.extracting(field)
    do throws(QueryError) {
      return try MatchQuery(parsing: field.extracting(BareField(field).range))
    } catch {
      guard HashOutputLine.isOne(line) else {
        throw HashLineError(lineNumber: lineNumber, reason: .query(error))
      }
      throw HashLineError(
        lineNumber: lineNumber,
        reason: .field(
          name: "query", expected: "a hash or digest alone, or --input hash",
          found: "a hash with its quality and path"))
    }
  }

  /// The text of a query without the spaces and quotes around it.
  public static func bareQuery(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return String(decoding: bytes[BareField(bytes.span).range], as: UTF8.self)
  }

  /// `nil` for an empty field, which means: not given.
  static func name(
    _ what: String, _ field: Span<UInt8>, _ lineNumber: Int
  ) throws(HashLineError) -> String? {
    let bare = BareField(field)
    guard !bare.range.isEmpty else { return nil }
    guard let decoded = HashLineEscaping.decoded(field.extracting(bare.range)) else {
      throw HashLineError(
        lineNumber: lineNumber,
        reason: .field(
          name: what, expected: "UTF-8 with percent-encoding", found: "'\(printable(field))'"))
    }
    let name = bare.isQuoted ? decoded.replacing("\"\"", with: "\"") : decoded
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

  private static func labels(_ quoted: Span<UInt8>, _ lineNumber: Int) throws(HashLineError) -> [String] {
    let field = quoted.extracting(BareField(quoted).range)
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
