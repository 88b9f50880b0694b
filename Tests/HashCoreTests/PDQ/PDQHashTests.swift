import HashCore
import Testing

@Suite struct PDQHashTests {
  let text = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"

  @Test func hexRoundTrips() throws {
    let hash = try #require(PDQHash(text))
    #expect(hash.description == text)
    #expect(PDQHash(text.uppercased()) == hash)
    #expect(hash.words.0 & 0xffff == 0x9b22)
    #expect(hash.words.3 >> 48 == 0xf8f8)
  }

  @Test(arguments: [
    "", "zz", String(repeating: "0", count: 63), String(repeating: "0", count: 63) + "g",
    String(repeating: "0", count: 65),
  ])
  func otherTextIsRefused(bad: String) { #expect(PDQHash(bad) == nil) }

  @Test func distanceCountsBits() throws {
    let hash = try #require(PDQHash(text))
    let inverse = PDQHash(words: (~hash.words.0, ~hash.words.1, ~hash.words.2, ~hash.words.3))
    #expect(hash.distance(to: hash) == 0)
    #expect(hash.distance(to: inverse) == 256)
    var near = hash
    near.words.2 ^= 0b1011
    #expect(hash.distance(to: near) == 3)
  }

  @Test func numericOrderIsTextOrder() throws {
    let low = try #require(PDQHash(String(repeating: "0", count: 63) + "f"))
    let high = try #require(PDQHash("1" + String(repeating: "0", count: 63)))
    #expect(low < high)
    #expect(low.description < high.description)
  }
}
