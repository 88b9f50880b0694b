import Foundation
import HashCore
import Matcher
import TestSupport
import Testing

/// Every check of `open` and `verify` has a file that it alone refuses, in both formats.
///
/// The files stand in `Vectors/malformed-index`. Those of format 1 were written by the release that wrote it;
/// those of format 2 come from the test's own writer: `MATCHD_WRITE_VECTORS=1 swift test --filter
/// MalformedIndexTests` makes them anew.
@Suite struct MalformedIndexTests {
  struct Malformed: Sendable, CustomStringConvertible {
    let check: IndexError.Check
    let bytes: [UInt8]
    var description: String { check.rawValue }

    init(_ check: IndexError.Check, _ damage: (inout [UInt8]) -> Void) {
      self.check = check
      var bytes = HandmadeIndex().bytes
      damage(&bytes)
      self.bytes = bytes
    }

    /// Damage to the header or to what stands behind it, with the header's checksum made anew.
    static func sealed(_ check: IndexError.Check, _ damage: (inout [UInt8]) -> Void) -> Malformed {
      Malformed(check) {
        damage(&$0)
        $0.sealHeader()
      }
    }
  }

  /// Where the section table's row of a section starts.
  private static func row(_ place: Int) -> Int { 1024 + 32 * place }

  /// The checks of `open` in their order, then those of `verify`.
  static let all: [Malformed] = [
    Malformed(.magic) { $0[1] = 0x50 },
    Malformed(.headerPresent) { $0.removeSubrange(2000...) },
    .sealed(.formatVersion) { $0[8] = 3 },
    .sealed(.headerLength) { $0[13] = 0x20 },
    Malformed(.headerChecksum) { $0[32] ^= 1 },
    .sealed(.requiredFeatures) { $0[31] = 0x80 },
    Malformed(.truncated) { $0.removeLast() },
    Malformed(.trailingBytes) { $0.append(0) },
    .sealed(.counts) { $0[55] = 1 },
    .sealed(.asOf) {
      $0[44] = 1
      $0[160] = 0xff
    },
    .sealed(.ringShape) { $0[120] = 17 },
    .sealed(.blockSize) { $0[123] = 25 },
    .sealed(.sectionCount) { $0[40] = 65 },
    .sealed(.sectionKind) { $0[row(0)] = 0x58 },
    .sealed(.sectionPlace) { $0[row(1) + 9] ^= 0x10 },
    .sealed(.sectionLength) { $0[row(1) + 16] += 1 },
    Malformed(.padding) { $0[4096 + 4095] = 1 },
    Malformed(.sectionChecksum) { $0[4096] ^= 1 },
    .sealed(.contentDigest) { $0[128] ^= 1 },
    Malformed(.structure) { file in
      var index = HandmadeIndex()
      index["REFS"][0] = 200
      file = index.bytes
    },
  ]

  private static let byVerify: Set<IndexError.Check> = [
    .padding, .sectionChecksum, .contentDigest, .structure,
  ]

  private static let folder = Vectors.root.appending(path: "malformed-index")

  private func expectRefused(_ path: String, _ check: IndexError.Check) {
    let error = #expect(throws: IndexError.self) {
      let index = try HashIndex.open(path: path)
      #expect(Self.byVerify.contains(check), "\(path) was opened")
      try index.verify()
    }
    #expect(error?.check == check, "\(path): \(error?.description ?? "no error")")
    #expect(error?.description.contains("expected") == true && error?.remedy.isEmpty == false)
  }

  @Test(arguments: all) func theFileIsRefusedByItsCheck(malformed: Malformed) throws {
    let url = Self.folder.appending(path: "v2/\(malformed.check.rawValue).mdx")
    if ProcessInfo.processInfo.environment["MATCHD_WRITE_VECTORS"] == "1" {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(malformed.bytes).write(to: url)
    }
    #expect([UInt8](try Data(contentsOf: url)) == malformed.bytes)
    expectRefused(url.path, malformed.check)
  }

  @Test func everyCheckHasItsFile() {
    let elsewhere: Set<IndexError.Check> = [
      .readable, .ringTables, .changedInPlace, .capacity, .entryOrder, .writable,
    ]
    #expect(Set(Self.all.map(\.check)) == Set(IndexError.Check.allCases).subtracting(elsewhere))
  }

  @Test func filesOfFormat1AreRefusedByTheSameChecks() throws {
    let folder = Self.folder.appending(path: "v1")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    #expect(files.count == 18)
    for file in files {
      let check = IndexError.Check(rawValue: file.deletingPathExtension().lastPathComponent)
      expectRefused(file.path, try #require(check))
    }
  }

  /// What the test's own writer makes of three entries is what ours makes of them.
  @Test func theValidFileIsWhatTheWriterWrites() throws {
    let folder = try TemporaryFolder()
    var writer = IndexWriter()
    for (number, bytes) in HandmadeIndex.hashes.enumerated() {
      let hash = try #require(PDQHash(bytes.reversed().map { $0.hexadecimal }.joined()))
      writer.add(.hash(hash), list: "list", id: "\(number)")
    }
    try writer.write(to: folder.path("ours"), tables: .bkOnly)
    #expect([UInt8](try Data(contentsOf: folder.url.appending(path: "ours"))) == HandmadeIndex().bytes)
    try HashIndex.open(path: folder.path("ours")).verify()
  }

  struct Disorder: Sendable, CustomStringConvertible {
    let description: String
    let damage: @Sendable (inout HandmadeIndex) -> Void

    init(_ description: String, _ damage: @escaping @Sendable (inout HandmadeIndex) -> Void) {
      self.description = description
      self.damage = damage
    }
  }

  /// Everything that the tables say is checked: each of these has every checksum right.
  @Test(arguments: [
    Disorder("the first list begins late") { $0["LIST"][0] = 1 },
    Disorder("a name beyond the names") { $0["LIST"][4] = 5 },
    Disorder("a kind that does not exist") { $0["LIST"][16] = 3 },
    Disorder("a protocol that does not exist") { $0["LIST"][17] = 3 },
    Disorder("a threshold above 256") { $0["LIST"].replaceSubrange(18..<20, with: [1, 1]) },
    Disorder("a near threshold above 256") { $0["LIST"].replaceSubrange(20..<22, with: [1, 1]) },
    Disorder("neither all lists nor some") { $0["LIST"][22] = 2 },
    Disorder("suppressed lists that are not there") { $0["LIST"][28] = 1 },
    Disorder("a suppressed list that does not exist") {
      $0["LIST"][28] = 1
      $0["SUPL"] = [1, 0, 0, 0]
      $0.suppressedCount = 1
    },
    Disorder("an as_of beyond the names") { $0["LIST"][32] = 5 },
    Disorder("a state that does not exist") { $0["ATTR"][0] = 4 },
    Disorder("labels beyond the names") { $0["ATTR"][4] = 1 },
    Disorder("a state that the features leave out") { $0["ATTR"][0] = 2 },
    Disorder("a negative list that the features leave out") { $0["LIST"][16] = 2 },
    Disorder("a threshold that the features leave out") {
      $0["LIST"].replaceSubrange(18..<20, with: [16, 0])
    },
    Disorder("a feature that the file does not have") { $0.features = 1 << 3 },
    Disorder("a view that does not exist") {
      $0["VIEW"] = [1, 0, 0x61]
      $0["REFV"] = [0, 0, 2, 0, 0, 0]
      $0.viewCount = 1
      $0.features = 1 << 4
    },
    Disorder("views out of order") {
      $0["VIEW"] = [1, 0, 0x62, 1, 0, 0x61]
      $0["REFV"] = [0, 0, 2, 0, 1, 0]
      $0.viewCount = 2
      $0.features = 1 << 4
    },
    Disorder("an attribute set that does not exist") { $0["ENTA"][8] = 1 },
    Disorder("ids out of order") { $0["IDST"] = Array("021".utf8) },
    Disorder("reference offsets that do not ascend") { $0["REFO"][4] = 0 },
  ]) func disorderIsFoundByVerify(disorder: Disorder) throws {
    let folder = try TemporaryFolder()
    var index = HandmadeIndex()
    disorder.damage(&index)
    try folder.write(index.bytes, to: "i")
    let error = #expect(throws: IndexError.self) {
      try HashIndex.open(path: folder.path("i"), honoured: .all).verify()
    }
    #expect(error?.check == .structure, "\(error?.description ?? "no error")")
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
            _ = index.viewName(of: match, for: query)
          }
        }
        _ = index.nearest(5, to: query)
      }
      _ = (index.lists, index.listEntryCounts, index.viewNames)
      index.forEachLine { _ in }
      #expect(throws: IndexError.self) { try index.verify() }
    }
  }
}

extension UInt8 {
  fileprivate var hexadecimal: String { (self < 16 ? "0" : "") + String(self, radix: 16) }
}
