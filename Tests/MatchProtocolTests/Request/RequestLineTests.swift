import Testing

@testable import MatchProtocol

@Suite struct RequestLineTests {
  /// Whoever reads on past a bad line has to find what it announces, wherever it stands.
  @Test func ofManyKeysTheLastOnesAreReadForWhatTheyAnnounce() {
    let many = (0..<10_000).map { "k\($0)=1" }.joined(separator: " ")
    let line = line("SCAN \(many) bytes=7 z=1 bytes=8 #t")
    #expect(line.pairs.count == 65)
    #expect(line.place(of: "bytes") == 64 && line.pairs[64].value == Array("7".utf8))
    #expect(line.place(of: "k63") == 63 && line.place(of: "k64") == nil && line.place(of: "z") == nil)
    #expect(line.problem?.code == .badRequest && line.tag == "t")
  }

  @Test func countsAreUnclearWhereOthersMightReadThemAndThisDoesNot() {
    let unclear = [
      "SCAN\tbytes=3", "SCAN bytes:3", "SCAN bytes =3", "SCAN Bytes=3", "LOOKUP N=3", "LOOKUP n", "n=3",
      "SCAN x\rbytes=3", "SCAN\u{7F}n=1", "LOOKUP a n:2 #t",
    ]
    for text in unclear {
      #expect(line(text).hasUnclearCount, "\(text)")
      #expect(line(text).problem != nil, "\(text)")
    }
    let clear = [
      "SCAN bytes=3", "LOOKUP n=3 nearest=2", "SCAN fd name=bytes:3", "LOOKUP not", "X N_a=1 bytesize=2",
      "LOOKUP md5:00 #n", "SCAN  bytes=3",
    ]
    for text in clear { #expect(!line(text).hasUnclearCount, "\(text)") }
  }

  private func line(_ text: String) -> RequestLine { RequestLine(Array(text.utf8)) }

  @Test func aLineIsVerbWordsPairsAndTag() {
    let line = line("LOOKUP pdq:00 threshold=3 md5:11 engine=bk #t.1")
    #expect(line.verb == "LOOKUP")
    #expect(line.words.map(Array.init) == [Array("pdq:00".utf8), Array("md5:11".utf8)])
    #expect(line.pairs.map(\.key) == ["threshold", "engine"])
    #expect(line.pairs.map(\.value) == [Array("3".utf8), Array("bk".utf8)])
    #expect(line.tag == "t.1")
    #expect(line.problem == nil)
  }

  @Test func placesAreThoseOfTheFirstOfEachKey() {
    let line = line("X a=1 b=2 a=3")
    #expect(line.place(of: "a") == 0)
    #expect(line.place(of: "b") == 1)
    #expect(line.place(of: "c") == nil)
    #expect(line.problem?.message == "expected a= once, found it twice")
  }

  @Test func theFirstProblemIsReportedAndTheRestIsRead() {
    let line = line("X a=%zz n=1 b=1 n=2 #bad/tag")
    #expect(line.problem?.message.hasPrefix("expected a tag of 1 to 32") == true)
    #expect(line.pairs.map(\.key) == ["n"] && line.pairs.map(\.value) == [[UInt8(ascii: "1")]])
    #expect(self.line("X a=%zz b=1 b=2").problem?.message.contains("in a=") == true)
  }

  @Test(arguments: ["=x", "A=x", "pdq:a=b", "a-b=c"]) func whatIsNoKeyIsAWord(word: String) {
    #expect(line("X \(word)").words.map(Array.init) == [Array(word.utf8)])
  }

  @Test func wordsKeepTheirBytes() {
    let line = RequestLine([UInt8(ascii: "X"), 32, 0xFF, 0xC3, 32, 0x80])
    #expect(line.words.map(Array.init) == [[0xFF, 0xC3], [0x80]])
  }
}
