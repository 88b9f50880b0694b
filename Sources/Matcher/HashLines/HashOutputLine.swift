public import HashCore

/// One line of what `matchd hash` prints, `<64 hex>TAB<quality>TAB<path>[TAB<orientation>]`, or the
/// reference's command line, `<64 hex>,<quality>,<path>`.
public struct HashOutputLine: Hashable, Sendable {
  public let hash: PDQHash
  /// 0 to 100.
  public let quality: Int
  /// Between tabs decoded, between commas as it stands; bytes that are no UTF-8 as `%XX`.
  public let path: String

  /// Reads one line without its end.
  public init(parsing line: Span<UInt8>, lineNumber: Int) throws(HashLineError) {
    guard let fields = OutputFields(line) else {
      throw HashLineError(
        lineNumber: lineNumber,
        reason: .field(
          name: "line", expected: "hash, quality and path between tabs or commas",
          found: "'\(printable(line))'"))
    }
    hash = try Self.hash(line.extracting(fields.hash), lineNumber)
    quality = try Self.quality(line.extracting(fields.quality), lineNumber)
    path = try Self.path(line.extracting(fields.path), isEncoded: fields.areTabbed, lineNumber)
  }

  /// Whether `line` is such a line.
  public static func isOne(_ line: Span<UInt8>) -> Bool {
    (try? HashOutputLine(parsing: line, lineNumber: 1)) != nil
  }

  private static func hash(_ field: Span<UInt8>, _ lineNumber: Int) throws(HashLineError) -> PDQHash {
    do throws(QueryError) {
      let query = try MatchQuery(parsing: field.extracting(BareField(field).range))
      if case .hash(let hash) = query { return hash }
      throw .badHash(expected: "a hash", found: "a digest")
    } catch {
      throw HashLineError(lineNumber: lineNumber, reason: .query(error))
    }
  }

  private static func quality(_ field: Span<UInt8>, _ lineNumber: Int) throws(HashLineError) -> Int {
    let text = printable(field.extracting(BareField(field).range))
    guard let quality = Int(text), (0...100).contains(quality) else {
      throw HashLineError(
        lineNumber: lineNumber,
        reason: .field(name: "quality", expected: "a number from 0 to 100", found: "'\(text)'"))
    }
    return quality
  }

  private static func path(
    _ field: Span<UInt8>, isEncoded: Bool, _ lineNumber: Int
  ) throws(HashLineError) -> String {
    let bare = field.extracting(BareField(field).range)
    let path = (isEncoded ? HashLineEscaping.decoded(bare) : nil) ?? HashLineEscaping.text(bare)
    guard (1...HashLine.nameByteCountMax).contains(path.utf8.count) else {
      throw HashLineError(
        lineNumber: lineNumber,
        reason: .field(
          name: "path", expected: "1 to \(HashLine.nameByteCountMax) bytes", found: "\(path.utf8.count)"))
    }
    return path
  }
}

extension HashLine {
  /// The entry that the path names.
  init(_ output: HashOutputLine) {
    self.init(query: .hash(output.hash), id: output.path)
    quality = output.quality
  }
}

/// Where the fields of such a line stand. Whichever of tab and comma comes first separates them; a path
/// between commas may hold more of these.
private struct OutputFields {
  let hash: Range<Int>
  let quality: Range<Int>
  let path: Range<Int>
  let areTabbed: Bool

  init?(_ line: Span<UInt8>) {
    let (tab, comma) = (UInt8(ascii: "\t"), UInt8(ascii: ","))
    let firstTab = line.firstOffset(of: tab) ?? line.count
    let firstComma = line.firstOffset(of: comma) ?? line.count
    areTabbed = firstTab < firstComma
    let first = min(firstTab, firstComma)
    guard let second = line.firstOffset(of: areTabbed ? tab : comma, from: first + 1) else { return nil }
    let end = areTabbed ? line.firstOffset(of: tab, from: second + 1) : nil
    hash = 0..<first
    quality = first + 1..<second
    path = second + 1..<(end ?? line.count)
  }
}
