import HashCore
import MatchProtocol
import Testing

@Suite struct ReplyTests {
  private static let near = MatchFields(
    list: "demo", entry: "demo 17", labels: ["a:1,2", "b%"], state: "confirmed", method: "pdq",
    grade: "strong", distance: 6, threshold: 31,
    view: ViewWords(PictureView(orientation: .rot90, background: .white)))
  private static let digest = MatchFields(
    list: "demo", entry: "x", labels: [], state: "disputed", method: "md5", grade: "exact")
  private static let far = MatchFields(
    list: "l", entry: "e", labels: [], state: "confirmed", method: "pdq", grade: nil, distance: 90,
    view: ViewWords(.stored))
  private static let picture = PictureFields(
    hash: ReplyHash(.fast, PDQHash(words: (1, 2, 3, 4))), quality: 77, sha256: "00ff", width: 640,
    height: 480,
    format: "jpeg", decode: "fast", warningCount: 2, isDamaged: true, name: "a b.jpg")

  private static let items: [Item] = [
    Item(index: 0, outcome: .known(KnownFields(best: near))),
    Item(
      index: 1, outcome: .known(KnownFields(best: digest, further: [near, far], more: 5)), picture: picture),
    Item(index: 2, outcome: .unknown(nearest: [])),
    Item(
      index: 3, outcome: .unknown(nearest: [far, far]),
      picture: PictureFields(hash: ReplyHash(.exact, PDQHash(words: (1, 0, 0, 0))))),
    Item(index: 4, outcome: .unjudged(UnjudgedFields(reason: "truncated", detail: "rows, missing"))),
    Item(
      index: 5, outcome: .unjudged(UnjudgedFields(reason: "low_quality")),
      picture: PictureFields(hash: ReplyHash(.damaged, PDQHash(words: (0, 0, 0, 1))), quality: 3)),
    Item(
      index: 5, outcome: .unjudged(UnjudgedFields(reason: "unstable")),
      leads: ToldLeads(
        nearest: LeadFields(
          list: "l 1", entry: "e", distance: 9, view: ViewWords(.stored), labels: ["a,b"],
          state: "confirmed"),
        total: 3)),
    Item(index: 6, outcome: .failed(ItemError(.badHash, "expected 64 hexadecimal digits, found 2"))),
  ]

  @Test(arguments: [nil, "r7"]) func clientsReadWhatServersWrite(tag: String?) throws {
    var encoder = ResponseEncoder(tag: tag)
    for item in Self.items { encoder.item(item) }
    encoder.stat("entries", "12")
    encoder.ok([Field("n", "7"), Field("note", "a b")])
    var assembler = ReplyAssembler()
    var replies: [Reply] = []
    for line in encoder.bytes.split(separator: 10) {
      if let reply = try assembler.append(Array(line)) { replies.append(reply) }
    }
    #expect(replies.count == 1)
    #expect(replies.first?.items == Self.items)
    #expect(replies.first?.tag == tag)
    #expect(replies.first?.stats == [Field("entries", "12")])
    #expect(replies.first?.status == .ok([Field("n", "7"), Field("note", "a b")]))
  }

  @Test func itemsStandAsTheContractWritesThem() {
    var encoder = ResponseEncoder(tag: "r7")
    encoder.item(Self.items[7])
    encoder.item(Self.items[0])
    #expect(
      String(decoding: encoder.bytes, as: UTF8.self) == """
        ITEM i=6 error=BAD_HASH class=fix msg=expected%2064%20hexadecimal%20digits%2C%20found%202 #r7
        ITEM i=0 verdict=known grade=strong distance=6 threshold=31 method=pdq orientation=rot90 \
        background=white list=demo entry=demo%2017 labels=a:1%2C2,b%25 state=confirmed #r7

        """)
  }

  @Test func errorsNameCodeClassFactsAndWords() throws {
    var encoder = ResponseEncoder(tag: nil)
    encoder.error(ProtocolError(.tooLarge, "too much", fields: [Field("limit", "5")]))
    #expect(String(decoding: encoder.bytes, as: UTF8.self) == "ERR TOO_LARGE fix limit=5 msg=too%20much\n")
    let line = try ReplyLine.decode(Array(encoder.bytes.dropLast())).line
    let expected = ReplyFailure(
      code: "TOO_LARGE", errorClass: "fix", fields: [Field("limit", "5"), Field("msg", "too much")])
    #expect(line == .failed(expected))
    #expect(expected.message == "too much")
  }

  @Test func knownItemsCountEntriesWithinTheThreshold() {
    let known = KnownFields(best: Self.digest, further: [Self.near, Self.far], more: 5)
    #expect(known.matchCount == 7)
  }

  @Test func unknownKeysAreIgnored() throws {
    let line = "ITEM i=3 verdict=unknown newer=1 another"
    #expect(try ReplyLine.decode(Array(line.utf8)).line == .item(Self.items[2].at(3)))
  }

  @Test(arguments: [
    "", "HTTP/1.1 400", "ITEM verdict=unknown", "ITEM i=0", "ITEM i=0 verdict=known", "ALSO i=0",
  ])
  func foreignLinesAreRefused(line: String) {
    #expect(throws: ReplyLineError.self) { try ReplyLine.decode(Array(line.utf8)) }
  }

  @Test func alsoNeedsItsItem() throws {
    var assembler = ReplyAssembler()
    let line = "ALSO i=0 method=pdq list=a entry=b labels= state=confirmed"
    #expect(throws: ReplyLineError.self) { try assembler.append(Array(line.utf8)) }
  }
}

extension Item {
  fileprivate func at(_ index: Int) -> Item { Item(index: index, outcome: outcome, picture: picture) }
}
