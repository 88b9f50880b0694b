import ListFormats
import Testing

@Suite struct FeedbackTests {
  @Test func ncmecIsToldByEntryAndFingerprint() {
    let agreed = NCMECFeedback(entryID: "42/img 1/é", fingerprintType: "PDQ", opinion: .affirmative)
    #expect(agreed.path == "/v2/entries/42/img%201%2F%C3%A9/PDQ/feedback")
    #expect(agreed.body == Self.body("<affirmative/>"))
    let denied = NCMECFeedback(
      entryID: "42/a", fingerprintType: "MD5", opinion: .negative(reasonIDs: ["0-1", "<2>"]))
    let reasons = "<reasonIds><guid>0-1</guid><guid>&lt;2&gt;</guid></reasonIds>"
    #expect(denied.body == Self.body("<negative>\(reasons)</negative>"))
    for id in ["42", "/a", "42/", ""] {
      #expect(NCMECFeedback(entryID: id, fingerprintType: "PDQ", opinion: .affirmative).path == nil)
    }
  }

  private static func body(_ content: String) -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feedbackSubmission "
      + "xmlns=\"https://hashsharing.ncmec.org/hashsharing/v2\">\(content)</feedbackSubmission>\n"
  }

  @Test func stopNCIIIsToldByHash() {
    let feedback = StopNCIIFeedback(items: [
      .init(hashValue: "00ff", value: .blocked, tags: ["a\"b", "\u{1}\\"]),
      .init(hashValue: "11", value: .none),
    ])
    #expect(
      feedback.body == #"{"count":2,"hashFeedbacks":["#
        + #"{"feedbackValue":"Blocked","hashValue":"00ff","tags":["a\"b","\u0001\\"]},"#
        + #"{"feedbackValue":"None","hashValue":"11","tags":[]}]}"# + "\n")
  }
}
