import HashCore
import TestSupport

/// A small list with hashes at known distances from `DemoList.query`, and digests.
enum DemoList {
  static let query = PDQHash(
    words: (0x1234_5678_9ABC_DEF0, 0x0F0F_3C3C_5555_9999, 0x8001_7FFE_1248_8421, 0xF0E1_D2C3_B4A5_9687))

  static let lines: [String] = [
    "pdq:\(query.flipping(6))\tdemo-17\tdemo\tscheme:a,scheme:b",
    "pdq:\(query.flipping(20))\tdemo-3\tdemo",
    "pdq:\(query.flipping(31))\tother 1\tsecond",
    "pdq:\(query.flipping(32))\tbeyond\tsecond",
    "md5:00112233445566778899aabbccddeeff\tdemo-40\tdemo",
    "sha1:00112233445566778899aabbccddeeff00112233\tdemo-40\tdemo",
    "sha256:\(String(repeating: "ab", count: 32))\tdemo-41\tdemo",
  ]
}
