public import ContentDigests
public import HashCore
public import Matcher

/// What a judge says of one query or one picture. `ReplyMapping` puts it into words.
public struct Judgement: Equatable, Sendable {
  /// A failure says that this one could not be asked for, whatever the others say.
  public var verdict: Result<Verdict, JudgingError>
  /// What came near without being a match; it changes no verdict.
  public var leads = Leads.none
  /// What negative lists took away; `nil` where they took nothing.
  public var suppressed: SuppressedMatches?
  /// What was found out about the picture; `nil` for queries, and where the search failed.
  public var picture: PictureFacts?

  public init(_ verdict: Result<Verdict, JudgingError>, picture: PictureFacts? = nil) {
    self.verdict = verdict
    self.picture = picture
  }

  var isKnown: Bool {
    if case .success(.known) = verdict { true } else { false }
  }
}

/// Why something cannot be judged although nothing is wrong with it but the question.
public enum JudgingError: Error, Hashable, Sendable {
  case query(QueryError)
  /// The search could not be made as asked.
  case search(IndexError)
}

/// What was found out about a picture apart from its matches.
public struct PictureFacts: Equatable, Sendable {
  public var sha256: ContentDigest
  /// What the header says; `nil` where there is none that can be read.
  public var info: PictureInfo?
  /// The hash of the picture as stored, and the path that made it; `nil` where nothing was hashed.
  public var primary: QualifiedHash?
  public var decode: DecodeMode?
  /// How many pictures its file holds, and how many were looked at.
  public var pictures: PictureCount
  /// Whether it is a picture of a format, or a variety of one, that is not decoded.
  public var isUnread = false

  /// A picture without a hash.
  public init(
    sha256: ContentDigest, info: PictureInfo?, pictures: PictureCount = PictureCount(judged: 0)
  ) {
    self.sha256 = sha256
    self.info = info
    self.pictures = pictures
  }

  public init(sha256: ContentDigest, _ error: DecodeError) {
    self.init(
      sha256: sha256, info: error.info, pictures: error.further?.count ?? PictureCount(judged: 0))
    isUnread = error.isUnreadPicture
  }

  public init(sha256: ContentDigest, _ picture: HashedPicture) {
    self.init(sha256: sha256, info: picture.info, pictures: picture.info.pictures)
    primary = picture.primary
    decode = picture.decode
  }
}
