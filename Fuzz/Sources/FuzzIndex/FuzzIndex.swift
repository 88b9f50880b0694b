import HashCore
import Matcher

/// Any damage to an index file: opening may fail, answers may be wrong, but nothing is read outside the
/// mapping.
///
/// The first byte chooses a valid file (with ring tables or without), whether its header's checksum is made
/// anew, the threshold, and whether the file is verified too; the rest are patches (see `Patch`).
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzIndex(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
  // SAFETY: libFuzzer hands over `byteCount` bytes that live until the return.
  let input = unsafe Array(UnsafeBufferPointer(start: start, count: byteCount))
  guard let choice = input.first else { return 0 }
  // SAFETY: libFuzzer calls on one thread only.
  let file = unsafe choice & 1 == 0 ? bases.ring : bases.tree
  file.withDamage(Patch.all(in: Array(input.dropFirst())), sealsHeader: choice & 2 == 0) {
    search(file.path, within: [0, 31, 90, 31][Int(choice >> 2 & 3)], verifies: choice & 16 != 0)
  }
  return 0
}

/// Two small valid files.
///
/// SAFETY: libFuzzer calls on one thread only.
private nonisolated(unsafe) let bases = (
  ring: FuzzedFile(writer, tables: .ringAndBK), tree: FuzzedFile(writer, tables: .bkOnly)
)

/// A few entries of every kind: crowded buckets, equal hashes, digests, labels.
private let writer: IndexWriter = {
  var writer = IndexWriter()
  for (number, hash) in hashes.enumerated() {
    writer.add(.hash(hash), list: "list \(number % 3)", id: "\(number)", labels: ["a", "b\(number % 7)"])
  }
  for algorithm in ["md5:", "sha1:", "sha256:"] {
    let digits = ["md5:": 32, "sha1:": 40, "sha256:": 64][algorithm]!
    for (number, hash) in hashes.prefix(6).enumerated() {
      guard let digest = try? MatchQuery(parsing: algorithm + hash.description.prefix(digits)) else {
        fatalError("no digest of \(digits) digits")
      }
      writer.add(digest, list: "list \(number % 3)", id: "\(number)")
    }
  }
  return writer
}()

private let hashes: [PDQHash] = {
  var state: UInt64 = 1
  func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
  return (0..<60).map { number in
    let crowd = UInt64(number % 2 == 0 ? 7 : number)
    return PDQHash(words: (next() &* crowd, next(), crowd << 40 | 5, number % 5 == 0 ? 1 : next()))
  }
}()

private func search(_ path: String, within distanceMax: Int, verifies: Bool) {
  guard let index = try? HashIndex.open(path: path), let threshold = Threshold(distanceMax) else { return }
  let queries = Array(hashes.prefix(2))
  for query in queries {
    for engine in SearchEngine.allCases {
      let matches = try? index.matches(for: query, within: threshold, engine: engine)
      for match in matches ?? [] { _ = index.entry(match.entry) }
    }
  }
  _ = index.nearest(3, to: queries[0])
  _ = try? index.matches(for: queries, within: threshold)
  index.forEachLine { _ in }
  if verifies { try? index.verify() }
}
