import HashCore
import ListFormats
import Matcher
import TestSupport
import Testing

@Suite struct ImportedRecordTests {
  private let hash = PDQHash(words: (1, 2, 3, 4))
  private let other = PDQHash(words: (5, 6, 7, 8))

  @Test func whatIsSaidOfOneIdAtOneTimeAllCounts() {
    let first = ImportedRecord(id: "a", hashes: [hash], labels: [ImportedLabel(code: "1")])
    let second = ImportedRecord(
      id: "a", list: "l", hashes: [hash, other], labels: [ImportedLabel(code: "2")])
    let merged = first.merged(with: second)
    #expect(merged.hashes == [hash, other])
    #expect(merged.labels.map(\.code) == ["1", "2"])
    #expect(merged.list == "l" && merged.state == nil)
  }

  /// Whichever comes first in the file.
  @Test func aWithdrawalWinsInEitherOrder() {
    let known = ImportedRecord(id: "a", hashes: [hash])
    let gone = ImportedRecord(id: "a", state: .withdrawn, stateWord: "Deleted")
    for merged in [known.merged(with: gone), gone.merged(with: known)] {
      #expect(merged.state == .withdrawn && merged.stateWord == "Deleted" && merged.hashes == [hash])
    }
  }

  @Test func theLaterOfTwoTimesStandsAlone() {
    let old = ImportedRecord(
      id: "a", hashes: [hash], state: .withdrawn, updated: SourceTime(seconds: 1))
    let new = ImportedRecord(id: "a", hashes: [other], updated: SourceTime(seconds: 2))
    #expect(old.merged(with: new) == new)
    #expect(new.merged(with: old) == new)
  }
}
