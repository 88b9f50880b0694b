import HashCore
import Testing

@Suite struct TransposedHashTests {
  @Test func everyBitGoesToItsMirrorPlace() {
    for bit in 0..<256 {
      let mirrored = bit % 16 * 16 + bit / 16
      #expect(hash(settingBit: bit).transposed == hash(settingBit: mirrored), "bit \(bit)")
    }
  }

  @Test func twiceIsNothing() {
    let hash = PDQHash(words: (0x0123_4567_89ab_cdef, 0xfedc_ba98_7654_3210, 0x5555_aaaa_0f0f_f0f0, 7))
    #expect(hash.transposed != hash && hash.transposed.transposed == hash)
  }

  private func hash(settingBit bit: Int) -> PDQHash {
    var words: [UInt64] = [0, 0, 0, 0]
    words[bit / 64] = 1 << UInt64(bit % 64)
    return PDQHash(words: (words[0], words[1], words[2], words[3]))
  }
}
