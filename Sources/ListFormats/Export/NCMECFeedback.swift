/// What is told to NCMEC of a fingerprint of an entry that came from there: a request's path and its body.
public struct NCMECFeedback: Hashable, Sendable {
  /// The member and id of the entry, as `NCMECImporter` puts them together.
  public var entryID: String
  /// As their API calls it: `PDQ`, `MD5`, `SHA1`, `PDNA`.
  public var fingerprintType: String
  public var opinion: Opinion

  public enum Opinion: Hashable, Sendable {
    case affirmative
    /// The reasons by their ids, of those that their API lists for the type.
    case negative(reasonIDs: [String])
  }

  public init(entryID: String, fingerprintType: String, opinion: Opinion) {
    self.entryID = entryID
    self.fingerprintType = fingerprintType
    self.opinion = opinion
  }

  /// What the body is to be PUT to; `nil` if the id is not one of an entry from there.
  public var path: String? {
    let parts = entryID.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    let words = (parts.map(String.init) + [fingerprintType]).map(Self.encoded)
    return "/v2/entries/\(words.joined(separator: "/"))/feedback"
  }

  public var body: String {
    let content =
      switch opinion {
      case .affirmative: "<affirmative/>"
      case .negative(let ids):
        "<negative><reasonIds>"
          + ids.map { "<guid>\(String(decoding: XMLText.escaped(Array($0.utf8)), as: UTF8.self))</guid>" }
          .joined()
          + "</reasonIds></negative>"
      }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feedbackSubmission "
      + "xmlns=\"https://hashsharing.ncmec.org/hashsharing/v2\">\(content)</feedbackSubmission>\n"
  }

  /// One word of a path.
  private static func encoded(_ word: String) -> String {
    word.utf8.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      let isPlain = byte.isASCIIAlphanumeric || "-._~".utf8.contains(byte)
      return isPlain ? String(Unicode.Scalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }
}
