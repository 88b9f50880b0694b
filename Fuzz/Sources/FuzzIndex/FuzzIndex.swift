import Glibc
import HashCore
import Kernels
import Matcher

/// Any damage to an index file: opening may fail, answers may be wrong, but nothing
/// is read outside the mapping.
///
/// The first byte chooses a valid file (with ring tables or without), whether its header's checksum is made
/// anew, the threshold, and whether the file is verified too; the rest are patches: three bytes of place, one
/// of length, then the bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzIndex(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: byteCount))
  guard let choice = input.first else { return 0 }
  var file = choice & 1 == 0 ? bases.ring : bases.tree
  patch(&file, with: input.dropFirst())
  if choice & 2 == 0, file.count >= 4096 {
    let checksum = KernelTable.best.checksum.crc32c(0, file.span.bytes.extracting(0..<4092))
    for byte in 0..<4 { file[4092 + byte] = UInt8(truncatingIfNeeded: checksum >> UInt32(8 * byte)) }
  }
  write(file, to: path)
  search(bases.queries, within: [0, 31, 90, 31][Int(choice >> 2 & 3)], verifies: choice & 16 != 0)
  return 0
}

private let path = "/tmp/matchd-fuzz-index.\(getpid())"

/// Two small valid files and hashes near theirs.
private let bases: (ring: [UInt8], tree: [UInt8], queries: [PDQHash]) = {
  var writer = IndexWriter()
  var state: UInt64 = 1
  func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
  let hashes = (0..<700).map { number in
    let crowd = UInt64(number % 3 == 0 ? 7 : number)
    return PDQHash(words: (next() &* crowd, next(), crowd << 40 | 5, number % 5 == 0 ? 1 : next()))
  }
  for (number, hash) in hashes.enumerated() {
    writer.add(.hash(hash), list: "list \(number % 3)", id: "\(number)", labels: ["a", "b\(number % 7)"])
    if let digest = try? MatchQuery(parsing: "md5:\(String(hash.description.prefix(32)))") {
      writer.add(digest, list: "list \(number % 3)", id: "\(number)")
    }
  }
  return (bytes(writer, .ringAndBK), bytes(writer, .bkOnly), Array(hashes.prefix(4)))
}()

private func bytes(_ writer: IndexWriter, _ tables: IndexWriter.Tables) -> [UInt8] {
  guard (try? writer.write(to: path, tables: tables)) != nil else { fatalError("cannot write \(path)") }
  let file = open(path, O_RDONLY)
  defer { close(file) }
  var bytes = [UInt8](repeating: 0, count: Int(lseek(file, 0, SEEK_END)))
  guard pread(file, &bytes, bytes.count, 0) == bytes.count else { fatalError("cannot read \(path)") }
  return bytes
}

/// Places beyond the end wrap round, so that every patch hits. A patch at 0xffffff cuts off as
/// many bytes as its own say.
private func patch(_ file: inout [UInt8], with input: ArraySlice<UInt8>) {
  var rest = input
  while rest.count > 4 {
    let head = Array(rest.prefix(4))
    rest = rest.dropFirst(4)
    let place = Int(head[0]) | Int(head[1]) << 8 | Int(head[2]) << 16
    let patch = rest.prefix(Int(head[3]))
    rest = rest.dropFirst(patch.count)
    if place == 0xffffff {
      file.removeLast(min(file.count, patch.reduce(0) { $0 << 8 | Int($1) } & 0xffffff))
    } else if !file.isEmpty {
      for (offset, byte) in patch.enumerated() { file[(place + offset) % file.count] = byte }
    }
  }
}

private func write(_ bytes: [UInt8], to path: String) {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  defer { close(file) }
  guard pwrite(file, bytes, bytes.count, 0) == bytes.count else { fatalError("cannot write \(path)") }
}

private func search(_ queries: [PDQHash], within distanceMax: Int, verifies: Bool) {
  guard let index = try? HashIndex.open(path: path) else { return }
  let threshold = Threshold(distanceMax)!
  for query in queries {
    for engine in SearchEngine.allCases {
      let matches = try? index.matches(for: query, within: threshold, engine: engine)
      for match in matches ?? [] { _ = index.entry(match.entry) }
    }
    _ = index.nearest(3, to: query)
  }
  _ = try? index.matches(for: queries, within: threshold)
  index.forEachLine { _ in }
  if verifies { try? index.verify() }
}
