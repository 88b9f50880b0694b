import ListFormats
import Matcher
import Testing

@Suite struct TextLinesImporterTests {
  @Test func aLineWithoutAnIDIsNamedAfterItsContent() throws {
    let md5 = String(repeating: "0a", count: 16)
    let list = try ReadList("md5:\(md5.uppercased())\t\"\"\tl\tx\n", as: "text")
    #expect(list.lines == ["record\tmd5:\(md5)\tlist=l\tmd5:\(md5)\tlabel=x"])
  }

  @Test func aBadLineIsRefusedAndTheNextOneRead() throws {
    let list = try ReadList(
      "# made up\nmd5:0\n\nsha512:00\tid\nsha1:\(String(repeating: "1", count: 40))", as: "text")
    #expect(
      list.lines.map { $0.prefix(60) }
        == [
          "record\tsha1:1111111111111111111111111111111111111111\tsha1:11111111111",
          "refused\tline 2: query: expected 32 hexadecimal digits, found 1",
          "refused\tline 4: expected a kind of hash that is kept, found 'sha51",
        ].map { $0.prefix(60) })
  }
}
