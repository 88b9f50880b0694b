import ContentDigests

/// Bytes that say one thing in one way, for digests: numbers have eight bytes, texts and bytes stand behind
/// their length. No text of SQL or JSON, whose spelling may change.
struct CanonicalBytes {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ number: Int) {
    let bits = UInt64(bitPattern: Int64(number))
    for place in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * place))) }
  }

  mutating func add(_ text: String) { add(Array(text.utf8)) }

  mutating func add(_ more: [UInt8]) {
    add(more.count)
    bytes += more
  }

  var digest: ContentDigest {
    // SAFETY: single bytes have no padding, and the array outlives the span.
    unsafe ContentDigest(.sha256, of: bytes.span.bytes)
  }
}
