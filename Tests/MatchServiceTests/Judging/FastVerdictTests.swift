import HashCore
import Matcher
import TestSupport
import Testing

@testable import MatchService

/// Whatever the list, a picture decoded fast gets the verdict that the exact path gives it.
@Suite struct FastVerdictTests {
  /// A made picture and the entries that are hardest on its fast hash: one that the exact hash just matches
  /// while the fast one is as far from it as can be, one just beyond the threshold with the fast one as near
  /// as can be; and the hash of another copy of the picture.
  private struct HardCase {
    let bytes: [UInt8]
    let entries: [PDQHash]

    init(_ made: MadeJPEG, copy: MadeJPEG, _ hasher: PictureHasher) throws {
      let file = made.bytes
      bytes = file
      let found = try hasher.comparison(file.span.bytes)
      let exact = try found?.exact.hash ?? hasher.hash(file.span.bytes).primary.hash
      let fast = found?.fast.hash ?? exact
      let same = (0..<256).filter { exact.hasBit($0) == fast.hasBit($0) }
      let other = (0..<256).filter { exact.hasBit($0) != fast.hasBit($0) }
      entries = [
        exact.flipping(Array(same.prefix(31))), exact.flipping(Array((other + same).prefix(32))),
        try hasher.hash(copy.bytes.span.bytes).primary.hash,
      ]
    }
  }

  /// A gate that few pictures fail, so that many are matched at all, and the usual one.
  @Test(arguments: [0, 50])
  func verdictsAreThoseOfTheExactPath(qualityMin: Int) throws {
    let hasher = PictureHasher()
    let made = MadeJPEG.some(Proof.count(36, long: 1200))
    let cases = try made.map { try HardCase($0, copy: $0.otherCopy, hasher) }
    let index = try TestIndex(cases.flatMap(\.entries)).index
    let judge = PictureJudge(hasher: hasher)
    var knownCount = 0
    var fastCount = 0
    for (picture, hard) in zip(made, cases) {
      let judgements = [DecodeMode.exact, .fast].map { decode in
        judge.judge(hard.bytes.span.bytes, in: index, ScanOptions(qualityMin: qualityMin, decode: decode))
      }
      #expect(judgements[0].verdict == judgements[1].verdict, "\(picture)")
      if case .success(.known) = judgements[0].verdict { knownCount += 1 }
      let alone = try judge.judge(
        hard.bytes.span.bytes, in: TestIndex([DemoList.query]).index,
        ScanOptions(qualityMin: qualityMin, decode: .fast))
      if alone.picture?.decode == .fast { fastCount += 1 }
    }
    #expect(knownCount > made.count / 4 && fastCount > made.count / 12)
  }
}
