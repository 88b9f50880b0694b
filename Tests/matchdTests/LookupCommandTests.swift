import Foundation
import TestSupport
import Testing

@Suite struct LookupCommandTests {
  /// The first entry of the demo list.
  private static let known = "4739f399aa1c9c2755eb99c68a059639f7ba61f04063945b9fdc8ee080626f9a"
  private static let unknown = String(repeating: "0123456789abcdef", count: 4)

  @Test func answersComeInOrderWithTheDocumentedKeys() throws {
    let index = try Index()
    let md5 = "md5:00112233445566778899aabbccddeeff"
    let outcome = try index.lookup(
      "pdq:\(Self.known)\n\(md5)\r\npdq:zz\nsha512:00\n\(Self.known.uppercased())")
    #expect(outcome.status == 1)
    let objects = try outcome.objects
    #expect(objects.map { $0["i"] as? Int } == [0, 1, 2, 3, 4])
    #expect(objects[0]["query"] as? String == "pdq:\(Self.known)")
    #expect(objects[0]["verdict"] as? String == "known")
    #expect(objects[0]["grade"] as? String == "strong")
    #expect(objects[0]["distance"] as? Int == 0)
    #expect(objects[0]["threshold"] as? Int == 31)
    #expect(objects[0]["method"] as? String == "pdq")
    #expect(objects[0]["list"] as? String == "garden")
    #expect(objects[0]["entry"] as? String == "scene-300")
    #expect(objects[0]["labels"] as? [String] == ["demo:landscape"])
    #expect(objects[0]["state"] as? String == "confirmed")
    #expect((objects[0]["matches"] as? [[String: Any]])?.count == 1)
    #expect(objects[1]["verdict"] as? String == "unknown")
    #expect(objects[1]["query"] as? String == md5)
    #expect((objects[2]["error"] as? [String: String])?["code"] == "BAD_HASH")
    #expect((objects[2]["error"] as? [String: String])?["class"] == "fix")
    #expect((objects[2]["error"] as? [String: String])?["msg"] == "expected 64 hexadecimal digits, found 2")
    #expect((objects[3]["error"] as? [String: String])?["code"] == "UNSUPPORTED_TYPE")
    #expect(objects[4]["verdict"] as? String == "known")
  }

  /// What the index does not hold any more would be unknown; what was known stays it.
  @Test(arguments: [(unknown, "unknown", 2), (known, "known", 1)])
  func anIndexThatIsCutMeanwhileIsAnError(query: String, verdict: String, status: Int32) throws {
    let scratch = try TemporaryFolder()
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = Program.url
    process.arguments = ["lookup", "--index", try scratch.demoIndex()]
    (process.standardInput, process.standardOutput) = (input, output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    input.fileHandleForWriting.write(Data("\(query)\n".utf8))
    let first = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    #expect(first.contains("\"verdict\":\"\(verdict)\""), "\(first)")
    truncate(scratch.path("demo.index"), 4096)
    input.fileHandleForWriting.write(Data("\(Self.known)\n".utf8))
    input.fileHandleForWriting.closeFile()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == status)
    #expect(output.fileHandleForReading.availableData.isEmpty)
  }

  @Test func theExitCodeNeverTakesSilenceForClean() throws {
    let index = try Index()
    #expect(try index.lookup("").status == 0)
    #expect(try index.lookup("\(Self.unknown)\n").status == 0)
    #expect(try index.lookup("\(Self.unknown)\npdq:zz\n").status == 2)
    #expect(try index.lookup("pdq:zz\n\(Self.known)\n").status == 1)
  }

  @Test func aDigestIsAnExactMatchWithoutDistance() throws {
    let list = try String(contentsOf: Vectors.root.appending(path: "demo/list.tsv"), encoding: .utf8)
    let line = try #require(list.split(separator: "\n").first { $0.hasPrefix("md5:") })
    let object = try Index().lookup(String(line.prefix { $0 != "\t" })).objects[0]
    #expect(object["grade"] as? String == "exact")
    #expect(object["method"] as? String == "md5")
    #expect(object["distance"] == nil && object["threshold"] == nil)
  }

  @Test func nearestListsEntriesBeyondTheThreshold() throws {
    let index = try Index()
    let object = try index.lookup(Self.unknown, "--nearest", "3").objects[0]
    #expect(object["verdict"] as? String == "unknown")
    #expect(object["entry"] == nil && object["distance"] == nil)
    let distances = try #require(object["matches"] as? [[String: Any]]).map { $0["distance"] as? Int ?? -1 }
    #expect(distances.count == 3 && distances == distances.sorted() && distances[0] > 31)
    #expect(try index.lookup(Self.unknown, "--nearest", "3").status == 0)
  }

  @Test func everyEngineGivesTheSameAnswers() throws {
    let index = try Index(tables: "ring,bk")
    let queries = "\(Self.known)\n\(Self.unknown)\n"
    let answers = try ["auto", "ring", "bk", "linear"].map {
      try index.lookup(queries, "--engine", $0, "--threshold", "128").output
    }
    #expect(Set(answers).count == 1)
    #expect(answers[0].contains("\"more\":"))
  }

  @Test func ringNeedsItsTables() throws {
    let outcome = try Index().lookup(Self.known, "--engine", "ring")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty && outcome.errorLines.count == 1)
  }

  @Test func queriesAreReadAsPeopleSaveThem() throws {
    let index = try Index()
    let saved =
      "\u{feff}  \(Self.known) \r\r\n\"pdq:\(Self.known.uppercased())\"\r"
      + "PDQ:\(Self.unknown)\n\n\r\n"
    let objects = try index.lookup(saved).objects
    // The empty line between queries has its answer, those at the end are none.
    #expect(objects.map { $0["verdict"] as? String } == ["known", nil, "known", "unknown"])
  }

  @Test func otherEncodingsAreRefusedByName() throws {
    let index = try Index()
    let outcome = try index.lookup("p\0d\0q\0:\0\n\0")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("iconv -f UTF-16LE -t UTF-8"))
  }

  @Test func whatHashPrintsIsLookedUpWhenAskedTo() throws {
    let index = try Index()
    let lines = "\(Self.known)\t100\ta b.jpg\n\(Self.unknown),3,c.jpg\nmd5:\(Self.known.prefix(32))\n"
    let outcome = try index.lookup(lines, "--input", "hash")
    let objects = try outcome.objects
    #expect(objects.map { $0["verdict"] as? String } == ["known", "unknown", "unknown"])
    #expect(objects.map { $0["path"] as? String } == ["a b.jpg", "c.jpg", nil])
    #expect(objects[0]["query"] as? String == "pdq:\(Self.known)")
    #expect(outcome.errors.contains("line 2: quality 3 is below 50"))
    let refused = try index.lookup(lines)
    for object in try refused.objects.prefix(2) {
      let error = try #require(object["error"] as? [String: String])
      #expect(error["code"] == "BAD_HASH" && error["msg"]?.contains("--input hash") == true)
    }
  }

  @Test func anIndexThatCannotBeOpenedIsOneLineAndExit2() throws {
    let scratch = try TemporaryFolder()
    _ = try scratch.file("text", "hello\n")
    for name in ["missing", "text"] {
      let outcome = try Program.run(["lookup", "--index", scratch.path(name)], input: Self.known)
      #expect(outcome.status == 2)
      #expect(outcome.output.isEmpty && outcome.errorLines.count == 1)
    }
  }

  /// A demo index for one test.
  private struct Index {
    let folder: TemporaryFolder
    let path: String

    init(tables: String = "bk") throws {
      folder = try TemporaryFolder()
      path = try folder.demoIndex(tables: tables)
    }

    func lookup(_ queries: String, _ arguments: String...) throws -> Program.Outcome {
      try Program.run(["lookup", "--index", path] + arguments, input: queries)
    }
  }
}
