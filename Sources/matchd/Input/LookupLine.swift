import MatchProtocol
import Matcher

/// One line of what `lookup` is asked.
struct LookupLine {
  /// What is looked up: the line, or the hash in it.
  let query: String
  /// What stands beside the hash.
  let path: String?
  let quality: Int?

  init(_ text: String, _ form: HashLineForm) {
    let bytes = Array(text.utf8)
    if form == .hash, let output = try? HashOutputLine(parsing: bytes.span, lineNumber: 1) {
      query = MatchQuery.hash(output.hash).text
      (path, quality) = (output.path, output.quality)
    } else {
      query = HashLine.bareQuery(text)
      (path, quality) = (nil, nil)
    }
  }

  /// The answer; one that says that this is no query also says how it would be one.
  func helped(_ item: Item) -> Item {
    guard case .failed(let error) = item.outcome, HashOutputLine.isOne(Array(query.utf8).span) else {
      return item
    }
    var item = item
    item.outcome = .failed(
      ItemError(
        code: error.code, errorClass: error.errorClass,
        message: "expected a query, found a hash with its quality and path; give --input hash"))
    return item
  }
}
