/// What is told to StopNCII of hashes that came from there: the body of SubmitFeedback.
public struct StopNCIIFeedback: Hashable, Sendable {
  public var items: [Item]

  public init(items: [Item]) { self.items = items }

  public struct Item: Hashable, Sendable {
    /// As it was received.
    public var hashValue: String
    public var value: Value
    public var tags: [String]

    public init(hashValue: String, value: Value, tags: [String] = []) {
      self.hashValue = hashValue
      self.value = value
      self.tags = tags
    }
  }

  /// In their words.
  public enum Value: String, CaseIterable, Sendable {
    case none = "None"
    case qualityUnknown = "QualityUnknown"
    case pendingReview = "PendingReview"
    case blocked = "Blocked"
    case notBlocked = "NotBlocked"
  }

  public var body: String {
    let feedbacks = items.map { item in
      JSONOutput.object([
        ("feedbackValue", JSONOutput.text(item.value.rawValue)),
        ("hashValue", JSONOutput.text(item.hashValue)),
        ("tags", JSONOutput.array(item.tags.map(JSONOutput.text))),
      ])
    }
    return JSONOutput.object([("count", "\(items.count)"), ("hashFeedbacks", JSONOutput.array(feedbacks))])
      + "\n"
  }
}
