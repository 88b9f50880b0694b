import ContentDigests

/// A record, or a part of one, that is not taken in. The import goes on without it.
public struct Refusal: Hashable, Sendable, CustomStringConvertible {
  public var place: RecordPlace
  /// The source's id, if it was read before what is wrong.
  public var id: String?
  public var reason: Reason

  public init(_ reason: Reason, at place: RecordPlace, id: String? = nil) {
    self.place = place
    self.id = id
    self.reason = reason
  }

  public enum Reason: Hashable, Sendable {
    /// The digest of a file without bytes, which every empty file has.
    case emptyFileDigest(DigestAlgorithm)
    /// The hash stands under so many different digests that it says nothing of any of them; the record stays
    /// without it.
    case constantHash(String)
    /// No PDQ hash has so many, or so few, ones: half of a real one's 256 bits are.
    case implausibleHash(oneCount: Int)
    /// The same 16 bits all over, as nothing but a program's filling has them.
    case periodicHash
    case wrongLength(field: String, expected: String, found: Int)
    case badField(field: String, expected: String, found: String)
    case missingField(String)
    /// Nothing in it is a hash or digest.
    case nothingToMatch
    /// It is of a kind that is no hash, or of none that is known.
    case unsupportedKind(String)
    /// A line, field or record above the bound for one.
    case tooLong(what: String, byteCountMax: Int)
  }

  public var description: String { "\(place): \(reason)" }
}

/// Where in its file a record stands; lines and records count from 1.
public enum RecordPlace: Hashable, Sendable, CustomStringConvertible {
  case line(Int)
  case record(Int)

  public var description: String {
    switch self {
    case .line(let number): "line \(number)"
    case .record(let number): "record \(number)"
    }
  }
}

extension Refusal.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .emptyFileDigest(let algorithm): "the \(algorithm.rawValue) of an empty file, which matches them all"
    case .constantHash(let hash): "the same hash under many digests: \(hash)"
    case .implausibleHash(let count): "expected a PDQ hash with 96 to 160 ones, found \(count)"
    case .periodicHash: "expected a PDQ hash of a picture, found the same 16 bits sixteen times"
    case .wrongLength(let field, let expected, let found): "\(field): expected \(expected), found \(found)"
    case .badField(let field, let expected, let found): "\(field): expected \(expected), found \(found)"
    case .missingField(let field): "expected the field \(field), found none"
    case .nothingToMatch: "expected a hash or digest, found none"
    case .unsupportedKind(let kind): "expected a kind of hash that is kept, found '\(kind)'"
    case .tooLong(let what, let limit): "\(what): expected at most \(limit) bytes, found more"
    }
  }

  /// What refusals are counted by, in the words of the summary: `empty-file digest`.
  public var kind: String {
    switch self {
    case .emptyFileDigest: "empty-file digest"
    case .constantHash, .periodicHash: "constant hash"
    case .implausibleHash: "implausible hash"
    case .wrongLength: "wrong length"
    case .badField: "bad field"
    case .missingField: "missing field"
    case .nothingToMatch: "nothing to match"
    case .unsupportedKind: "unsupported kind"
    case .tooLong: "too long"
    }
  }
}
