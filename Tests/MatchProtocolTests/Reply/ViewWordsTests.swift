import HashCore
import MatchProtocol
import Testing

@Suite struct ViewWordsTests {
  @Test("every view has its words, and no two views that differ in one share them all")
  func words() {
    let views = Orientation.allCases.flatMap { orientation in
      Background.allCases.flatMap { background in
        HashRecipe.allCases.flatMap { recipe in
          [nil, .number(0), .number(12), .auxiliary(7), .thumbnail].map {
            PictureView(orientation: orientation, background: background, recipe: recipe, frame: $0)
          }
        }
      }
    }
    let words = views.map(ViewWords.init)
    #expect(Set(words.map { $0.fields.map(\.value) }).count == views.count)
    let leftOut: Set = ["frame", "variant", "protocol"]
    #expect(
      words.allSatisfy { words in
        words.fields.map(\.key) == ViewWords.keys.filter { !leftOut.contains($0) || words[$0] != nil }
      })
    #expect(ViewWords(PictureView(recipe: .cli512))["protocol"] == "cli512")
    #expect(ViewWords(PictureView(frame: .number(3)))["frame"] == "3")
    #expect(ViewWords(.stored).fields == [Field("orientation", "original"), Field("background", "ignored")])
  }

  @Test("a client keeps the words of a newer server, and does not invent missing ones")
  func newerWords() throws {
    let line = "ITEM i=0 verdict=known grade=near method=pdq orientation=rot45 list=a entry=b"
    var assembler = ReplyAssembler()
    _ = try assembler.append(Array(line.utf8))
    let reply = try #require(try assembler.append(Array("OK".utf8)))
    guard case .known(let known) = reply.items.first?.outcome else {
      Issue.record("expected a known item, found \(reply.items)")
      return
    }
    #expect(known.matches[0].view.fields == [Field("orientation", "rot45")])
    #expect(known.matches[0].view["background"] == nil)
  }
}
