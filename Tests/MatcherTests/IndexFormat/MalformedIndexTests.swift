import ContentDigests
import Foundation
import HashCore
import Kernels
import Matcher
import TestSupport
import Testing

/// Every check of `open` and `verify` has a file that it alone refuses.
///
/// The files stand in `Vectors/malformed-index`; `MATCHD_WRITE_VECTORS=1 swift test --filter
/// MalformedIndexTests` makes them anew from the mutations below.
@Suite struct MalformedIndexTests {
  struct Malformed: Sendable, CustomStringConvertible {
    let check: IndexError.Check
    let isFoundByOpen: Bool
    let mutate: @Sendable (inout [UInt8]) -> Void
    var description: String { check.rawValue }
  }

  private static func header(_ check: IndexError.Check, _ mutate: @escaping @Sendable (inout [UInt8]) -> Void)
    -> Malformed
  {
    Malformed(check: check, isFoundByOpen: true) {
      mutate(&$0)
      $0.sealHeader()
    }
  }

  /// The section table's record of a section: see HeaderLayout.
  private static func record(_ place: Int) -> Int { 1024 + 32 * place }

  static let all: [Malformed] = [
    Malformed(check: .magic, isFoundByOpen: true) { $0[1] = 0x50 },
    Malformed(check: .headerPresent, isFoundByOpen: true) { $0.removeSubrange(2000...) },
    Malformed(check: .headerChecksum, isFoundByOpen: true) { $0[32] ^= 1 },
    Malformed(check: .truncated, isFoundByOpen: true) { $0.removeLast() },
    Malformed(check: .trailingBytes, isFoundByOpen: true) { $0.append(0) },
    header(.formatVersion) { $0[8] = 2 },
    header(.headerLength) { $0[13] = 0x20 },
    header(.requiredFeatures) { $0[24] = 1 },
    header(.counts) { $0[55] = 1 },
    header(.ringShape) { $0[120] = 17 },
    header(.asOf) {
      $0[44] = 1
      $0[160] = 0xff
    },
    header(.sectionCount) { $0[40] = 65 },
    header(.sectionKind) { $0[record(0)] = 0x58 },
    header(.sectionPlace) { $0[record(1) + 9] ^= 0x10 },
    header(.sectionLength) { $0[record(0) + 16] += 1 },
    Malformed(check: .sectionChecksum, isFoundByOpen: false) { $0[4096] ^= 1 },
    Malformed(check: .padding, isFoundByOpen: false) { $0[4096 + 4095] = 1 },
    header(.contentDigest) { $0[128] ^= 1 },
    // The references of row 0 made to lead to an entry that does not exist, every checksum made anew.
    Malformed(check: .structure, isFoundByOpen: false) {
      $0[4096 * 3] = 200
      $0.sealSection(2, at: 4096 * 3, byteCount: 12)
      $0.sealContent()
      $0.sealHeader()
    },
  ].map {
    $0.check == .contentDigest ? Malformed(check: $0.check, isFoundByOpen: false, mutate: $0.mutate) : $0
  }

  private static let folder = Vectors.root.appending(path: "malformed-index")

  private static func valid() throws -> [UInt8] {
    let folder = try TemporaryFolder()
    var writer = IndexWriter()
    for (number, hash) in clusteredHashes(3, seed: 51).enumerated() {
      writer.add(.hash(hash), list: "list", id: "\(number)")
    }
    try writer.write(to: folder.path("i"), tables: .bkOnly)
    return [UInt8](try Data(contentsOf: folder.url.appending(path: "i")))
  }

  @Test(arguments: all) func theFileIsRefusedByItsCheck(malformed: Malformed) throws {
    let url = Self.folder.appending(path: malformed.check.rawValue + ".mdx")
    var bytes = try Self.valid()
    malformed.mutate(&bytes)
    if ProcessInfo.processInfo.environment["MATCHD_WRITE_VECTORS"] == "1" {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
    }
    #expect([UInt8](try Data(contentsOf: url)) == bytes)
    let error = #expect(throws: IndexError.self) {
      let index = try HashIndex.open(path: url.path)
      #expect(!malformed.isFoundByOpen)
      try index.verify()
    }
    #expect(error?.check == malformed.check)
    #expect(error?.description.contains("expected") == true && error?.remedy.isEmpty == false)
  }

  @Test func everyCheckHasItsFile() {
    let elsewhere: Set<IndexError.Check> = [.readable, .ringTables, .capacity, .writable]
    #expect(Set(Self.all.map(\.check)) == Set(IndexError.Check.allCases).subtracting(elsewhere))
  }

  @Test func whatIsNoFileIsNotReadable() throws {
    let folder = try TemporaryFolder()
    for path in [folder.path("missing"), folder.url.path] {
      let error = #expect(throws: IndexError.self) { try HashIndex.open(path: path) }
      #expect(error?.check == .readable)
    }
    try Data().write(to: folder.url.appending(path: "empty"))
    let error = #expect(throws: IndexError.self) { try HashIndex.open(path: folder.path("empty")) }
    #expect(error?.check == .magic)
  }

  /// Any byte of the file changed, cut short anywhere: opening may fail, a search never reads outside.
  @Test func damageNeverLeadsOutside() throws {
    let hashes = clusteredHashes(900, seed: 52)
    let test = try TestIndex(hashes)
    let valid = [UInt8](try Data(contentsOf: test.folder.url.appending(path: "index")))
    var generator = SeededGenerator(seed: 53)
    for round in 0..<60 {
      var bytes = valid
      for _ in 0..<(1 << (round % 12)) {
        bytes[Int.random(in: 4096..<bytes.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      try Data(bytes).write(to: test.folder.url.appending(path: "damaged"))
      let index = try HashIndex.open(path: test.folder.path("damaged"))
      for query in queries(2, near: hashes, seed: UInt64(round)) {
        for engine in SearchEngine.allCases {
          for match in try index.matches(for: query, within: #require(Threshold(60)), engine: engine) {
            _ = index.entry(match.entry)
          }
        }
        _ = index.nearest(5, to: query)
      }
      index.forEachLine { _ in }
      #expect(throws: IndexError.self) { try index.verify() }
    }
  }
}

extension [UInt8] {
  mutating func sealHeader() {
    put(checksum(of: 0..<4092), at: 4092)
  }

  mutating func sealSection(_ place: Int, at offset: Int, byteCount: Int) {
    put(checksum(of: offset..<offset + byteCount), at: 1024 + 32 * place + 24)
  }

  /// The content digest of an index without tree nodes: everything behind the header.
  mutating func sealContent() {
    let content = Array(self[4096...])
    var digester = SHA256Digester()
    digester.update(content.span.bytes)
    replaceSubrange(128..<160, with: digester.finish().bytes)
  }

  private func checksum(of range: Range<Int>) -> UInt32 {
    KernelTable.best.checksum.crc32c(0, span.bytes.extracting(range))
  }

  private mutating func put(_ value: UInt32, at offset: Int) {
    for index in 0..<4 { self[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * UInt32(index))) }
  }
}
