import Foundation
import Matcher
import TestSupport
import Testing

@testable import matchd

/// Nothing is answered from a damaged index.
@Suite struct DamagedIndexTests {
  private static let queries = [
    "4739f399aa1c9c2755eb99c68a059639f7ba61f04063945b9fdc8ee080626f9a",
    String(repeating: "0123456789abcdef", count: 4), "md5:00112233445566778899aabbccddeeff",
  ]

  private func whole(_ folder: TemporaryFolder, _ version: Int) throws -> [UInt8] {
    if version == 1 { return try Vectors.bytes("index/golden-v1.mdx") }
    return [UInt8](try Data(contentsOf: URL(filePath: try folder.demoIndex())))
  }

  /// What the index says of everything that it has.
  private func answers(_ index: HashIndex) -> [String] {
    var lines: [String] = []
    index.forEachLine { lines.append($0.text) }
    return lines
  }

  @Test(arguments: [1, 2]) func aByteChangedAnywhereIsRefusedOrChangesNothing(version: Int) throws {
    let folder = try TemporaryFolder()
    let bytes = try whole(folder, version)
    try folder.write(bytes, to: "index")
    let index = try openIndexToAnswer(folder.path("index"))
    let expected = answers(index)
    // Few of them among the zeros between sections.
    var places = Array(0..<300) + Array(stride(from: 300, to: bytes.count, by: bytes.count / 100))
    for section in index.header.sections {
      let step = max(1, section.byteCount / 80)
      places += Array(stride(from: section.offset, to: section.offset + section.byteCount, by: step))
    }
    var refusedCount = 0
    for place in places {
      var damaged = bytes
      damaged[place] ^= 1 << (place % 8)
      try folder.write(damaged, to: "index")
      do throws(Failure) {
        let index = try openIndexToAnswer(folder.path("index"))
        #expect(answers(index) == expected, "byte \(place)")
      } catch {
        #expect(error.message.contains("/index: expected "), "\(error.message)")
        refusedCount += 1
      }
    }
    #expect(places.count >= 600 && refusedCount > 300, "\(refusedCount) of \(places.count)")
  }

  @Test func lookupAndScanRefuseIt() throws {
    let folder = try TemporaryFolder()
    var bytes = try whole(folder, 2)
    // In the middle of the hashes, which opening alone does not look at.
    let header = try openIndex(folder.path("demo.index"), honoured: .all).header
    bytes[try #require(header.section(.hashes)).offset + 77] ^= 4
    try folder.write(bytes, to: "demo.index")
    let input = Self.queries.joined(separator: "\n")
    for command in [["lookup"], ["scan", "pictures/png/gray-4.png"]] {
      let outcome = try Program.run(command + ["--index", folder.path("demo.index")], input: input)
      #expect(outcome.status == 2)
      #expect(outcome.output.isEmpty && outcome.errorLines.count == 1, "\(outcome.errors)")
      #expect(outcome.errors.contains("the file is damaged: build it anew"))
    }
  }
}
