import ContentDigests
import Foundation
import Matcher
import Platform
import TestSupport
import Testing

/// Every file call of writing an index fails once.
@Suite struct IndexFileFaultTests {
  private static func writer(seed: UInt64) -> IndexWriter {
    var generator = SeededGenerator(seed: seed)
    var writer = IndexWriter()
    for number in 0..<20 { writer.add(.hash(generator.hash()), list: "list", id: "\(number)") }
    writer.add(.digest(ContentDigest(.md5, bytes: [UInt8](repeating: 7, count: 16))), list: "list", id: "d")
    return writer
  }

  private static func bytes(seed: UInt64, _ tables: IndexWriter.Tables) throws -> Data {
    let folder = try TemporaryFolder()
    try writer(seed: seed).write(to: folder.path("index"), tables: tables)
    return try Data(contentsOf: folder.url.appending(path: "index"))
  }

  @Test(arguments: [(true, IndexWriter.Tables.ringAndBK), (false, .bkOnly)])
  func theOldIndexOrTheNewOneIsWhole(hasUnnamedFiles: Bool, tables: IndexWriter.Tables) throws {
    let (old, new) = (try Self.bytes(seed: 1, tables), try Self.bytes(seed: 2, tables))
    let writer = Self.writer(seed: 2)
    let struck = try forEachFault(hasUnnamedFiles: hasUnnamedFiles) { plan, words in
      let folder = try TemporaryFolder()
      let path = try folder.file("index", old).path
      var failure: IndexError?
      do throws(IndexError) {
        try plan.run { () throws(IndexError) in _ = try writer.write(to: path, tables: tables) }
      } catch {
        failure = error
      }
      let found = try Data(contentsOf: URL(filePath: path))
      #expect(found == new || (failure != nil && found == old), "\(words)")
      #expect(try folder.names == ["index"], "\(words)")
      #expect(failure != nil || !plan.hasStruck || plan.call.mayGoUnseen, "\(words)")
      if let failure {
        #expect(plan.hasStruck, "\(words): \(failure)")
        #expect(failure.check == .writable && failure.found == "Input/output error", "\(words): \(failure)")
      }
    }
    let expected: Set<FileCall> = [.open, .read, .write, .truncate, .sync, .rename, .status]
    #expect(Set(struck.keys) == expected.union(hasUnnamedFiles ? [.openUnnamed, .link] : []))
    #expect(struck[.write, default: 0] > 10 && struck[.sync] == 2)
  }
}
