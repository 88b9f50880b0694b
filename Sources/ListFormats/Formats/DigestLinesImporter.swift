import ContentDigests
import HashCore
import Matcher

/// What `md5sum`, `sha1sum` and `sha256sum` print, in their own form (`<hex>  <name>`, `<hex> *<name>`) and
/// in that of `--tag` (`MD5 (<name>) = <hex>`).
///
/// A line begins with a backslash where its name has escapes: that backslash is no part of the digest. Names
/// of files are not kept, since they say nothing of what is in them; an entry is named after its digest.
struct DigestLinesImporter: LineImporter {
  static let name = "digests"

  var lines = BoundedLines()

  init(_ options: ImportOptions) {}

  static func recognizes(_ head: FileHead) -> Recognition {
    guard let first = head.lines.first(where: { !$0.hasPrefix("#") }) else { return .none }
    return DigestLine(Array(first.utf8).span) == nil ? .none : .certain
  }

  func take(_ line: Span<UInt8>, number: Int, into batch: inout ImportBatch) {
    let range = line.trimmedRange
    guard let first = range.first, line[first] != UInt8(ascii: "#") else { return }
    guard let parts = DigestLine(line) else {
      let found = quoted(line)
      let expected = "a digest, two spaces and a name"
      return batch.refuse(.badField(field: "line", expected: expected, found: found), at: .line(number))
    }
    var draft = RecordDraft()
    draft.addDigest(parts.algorithm, line.extracting(parts.digest), field: "digest")
    if parts.isEscaped, !Self.isEscaped(line.extracting(parts.name)) {
      draft.fault(.badField(field: "name", expected: "\\\\, \\n or \\r", found: quoted(line)))
    }
    batch.add(draft, at: .line(number))
  }

  /// Whether every backslash is that of an escape which these programs write.
  private static func isEscaped(_ name: Span<UInt8>) -> Bool {
    var index = 0
    while index < name.count {
      guard name[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      guard index + 1 < name.count, "\\nr".utf8.contains(name[index + 1]) else { return false }
      index += 2
    }
    return true
  }
}

/// Where the parts of such a line stand.
private struct DigestLine {
  var algorithm: DigestAlgorithm
  var digest: Range<Int>
  var name: Range<Int>
  var isEscaped: Bool

  init?(_ line: Span<UInt8>) {
    isEscaped = line.count > 0 && line[0] == UInt8(ascii: "\\")
    let start = isEscaped ? 1 : 0
    if let tagged = Self.tagged(line, from: start) {
      (algorithm, digest, name) = tagged
      return
    }
    var end = start
    while end < line.count, hexValue(line[end]) != nil { end += 1 }
    guard let algorithm = DigestAlgorithm(digitCount: end - start), end + 2 < line.count,
      line[end] == 0x20, line[end + 1] == 0x20 || line[end + 1] == UInt8(ascii: "*")
    else { return nil }
    (self.algorithm, digest, name) = (algorithm, start..<end, end + 2..<line.count)
  }

  /// `MD5 (<name>) = <hex>`; a name may hold parentheses.
  private static func tagged(
    _ line: Span<UInt8>, from start: Int
  ) -> (DigestAlgorithm, Range<Int>, Range<Int>)? {
    guard let open = line.firstOffset(of: UInt8(ascii: "("), from: start), open > start,
      let algorithm = DigestAlgorithm(named: line.extracting(start..<open - 1).text.lowercased())
    else { return nil }
    let first = line.count - 2 * algorithm.byteCount
    guard first - 4 > open, line.extracting(first - 4..<first).text == ") = " else { return nil }
    return (algorithm, first..<line.count, open + 1..<first - 4)
  }
}
