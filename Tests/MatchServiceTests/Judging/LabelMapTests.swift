import HashCore
import MatchService
import Matcher
import TestSupport
import Testing

/// What a site calls labels stands behind what their sources call them.
@Suite struct LabelMapTests {
  private static let map = """
    # ours
    a:1\tillegal-fr,review\r

    b:2\treview
    comma%2C\tlocal%09tab
    strict\ta:1\tbaseline
    strict\tc\treview
    """

  @Test func localLabelsStandBehindThoseTheyAreDerivedFrom() throws {
    let map = try LabelMap(parsing: Self.map)
    for (labels, told) in [
      ([], []), (["c"], ["c"]), (["a:1"], ["a:1", "illegal-fr", "review"]),
      (["a:1", "b:2"], ["a:1", "b:2", "illegal-fr", "review"]), (["b:2", "review"], ["b:2", "review"]),
      (["comma,"], ["comma,", "local\ttab"]),
    ] as [([String], [String])] {
      #expect(map.applied(to: labels, of: "l") == told)
      #expect(LabelMap().applied(to: labels, of: "l") == labels)
    }
  }

  /// The same label may mean something else in another list.
  @Test func whatIsSaidOfAListCountsThere() throws {
    let map = try LabelMap(parsing: Self.map)
    #expect(map.applied(to: ["a:1", "b:2"], of: "strict") == ["a:1", "b:2", "baseline", "review"])
    #expect(map.applied(to: ["c"], of: "strict") == ["c", "review"])
    #expect(map.applied(to: ["c"], of: "other") == ["c"])
  }

  @Test(arguments: [
    ("a", 1), ("a\tb\tc\td", 1), ("\tb\tc", 1), ("l\tb\tc\nl\tb\td", 2), ("\tb", 1), ("a\t", 1),
    ("a\tb,,c", 1), ("# x\na\tb\na\tc", 3), ("a%zz\tb", 1),
  ])
  func whatIsWrongIsNamed(text: String, line: Int) {
    let error = #expect(throws: LabelMapError.self) { try LabelMap(parsing: text) }
    #expect(error?.lineNumber == line)
  }

  @Test func matchesAndLeadsHaveThem() throws {
    var writer = IndexWriter()
    for (id, distance) in [("match", 3), ("lead", 40)] {
      writer.add(.hash(DemoList.query.flipping(distance)), list: "l", id: id, labels: ["a:1"])
    }
    let folder = try TemporaryFolder()
    try writer.write(to: folder.path("index"))
    let index = try HashIndex.open(path: folder.path("index"))
    let picture = HashedPicture.invented(DemoList.query, decode: .exact)
    let judge = PictureJudge(hasher: InventedHasher(fast: picture, exact: picture))
    let judgement = judge.judge([1].span.bytes, in: index, .init())
    let item = ReplyMapping(index: index, labels: try LabelMap(parsing: Self.map)).item(judgement, at: 0)
    #expect(item.listedMatches.map(\.labels) == [["a:1", "illegal-fr", "review"]])
    #expect(item.leads?.nearest.labels == ["a:1", "illegal-fr", "review"])
  }
}
