import Foundation
import TestSupport
import Testing

@Suite struct HashCommandTests {
  private static let picture = "pictures/jpeg/odd-17x9.jpg"

  @Test func aLineIsHashQualityAndPath() throws {
    let outcome = try Program.run(["hash", Self.picture, "pictures/png/gray-4.png"])
    let expected = try [Self.picture, "pictures/png/gray-4.png"].map { path in
      let (hash, quality) = try Vectors.expectation(path)
      return "\(hash)\t\(quality)\t\(path)"
    }
    #expect(outcome.lines == expected)
    #expect(outcome.status == 0)
  }

  @Test func allOrientationsAreEightLines() throws {
    let path = "pictures/jpeg/exif-6.jpg"
    let outcome = try Program.run(["hash", "--all-orientations", path])
    let found = outcome.lines.map { $0.split(separator: "\t").map(String.init) }
    #expect(
      found.map { $0[3] } == [
        "original", "rot90", "rot180", "rot270", "flipx", "flipy", "flipplus1", "flipminus1",
      ])
    #expect(Dictionary(uniqueKeysWithValues: found.map { ($0[3], $0[0]) }) == (try Vectors.turned(path)))
  }

  @Test func standardInputIsAPicture() throws {
    let scratch = try TemporaryFolder()
    let copy = scratch.path("copy.png")
    try FileManager.default.copyItem(
      at: Vectors.root.appending(path: "pictures/png/gray-4.png"), to: URL(filePath: copy))
    let shell = Process()
    let output = Pipe()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", "\"$0\" hash - < \"$1\"", Program.url.path, copy]
    shell.standardOutput = output
    try shell.run()
    shell.waitUntilExit()
    let line = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(line == "\(try Vectors.expectation("pictures/png/gray-4.png").hash)\t100\t-\n")
  }

  @Test func jsonHasTheDocumentedKeys() throws {
    let object = try Program.run(["hash", "--json", "pictures/jpeg/exif-6.jpg"]).objects[0]
    #expect(
      Set(object.keys) == [
        "path", "pdq", "quality", "stability", "width", "height", "format", "md5", "sha1", "sha256",
        "exif_orientation",
        "decode", "warnings",
      ])
    #expect(object["pdq"] as? String == (try Vectors.expectation("pictures/jpeg/exif-6.jpg").hash))
    #expect(object["width"] as? Int == 320)
    #expect(object["exif_orientation"] as? Int == 6)
    #expect(object["decode"] as? String == "exact")
    #expect((object["sha256"] as? String)?.count == 64)
  }

  @Test func filesTooLargeToDecodeHaveDigests() throws {
    let scratch = try TemporaryFolder()
    let large = try scratch.file("large", "")
    // Zeros that take no place on the disk, and a last byte that is none.
    let file = try FileHandle(forWritingTo: large)
    try file.seek(toOffset: 66 << 20)
    try file.write(contentsOf: [1])
    try file.close()
    let outcome = try Program.run(["hash", "--json", large.path])
    let object = try outcome.objects[0]
    #expect(outcome.status == 2)
    #expect(object["md5"] as? String == "153ded8f8262b2b60bb9c9eaec6d4317")
    #expect(object["sha1"] as? String == "9be307b3099ae63c8bc2becf905b9eb2ff118cf2")
    #expect(
      object["sha256"] as? String == "21d0654b2dd1a7d61f96e1ba9febd2cf4abd5cc9cee0f1f2bb9d0b8c12fcc8d5"
    )
    let error = try #require(object["error"] as? [String: String])
    #expect(error["code"] == "TOO_LARGE")
    #expect(error["msg"] == "expected at most 67108864 encoded bytes, found 69206017")
  }

  @Test func jsonGivesEachPictureOfAFile() throws {
    let object = try Program.run(["hash", "--json", "frames/mpo-three.jpg"]).objects[0]
    #expect(object["pictures"] as? Int == 3 && object["pictures_judged"] as? Int == 3)
    let frames = try #require(object["frames"] as? [[String: Any]])
    #expect(frames.map { $0["frame"] as? String } == ["1", "2"])
    let expected = try ["201", "202"].map {
      try Vectors.expectation("pictures/edited/\($0)-original.jpg").hash
    }
    #expect(frames.map { $0["pdq"] as? String } == expected)
    #expect(try Program.run(["hash", "frames/mpo-three.jpg"]).lines.count == 1)
    let maps = try Program.run(["hash", "--json", "frames/gain-map.jpg"]).objects[0]
    #expect(maps["pictures"] as? Int == 2 && maps["pictures_auxiliary"] as? Int == 1)
    let told = try #require(maps["frames"] as? [[String: Any]])
    #expect(told.map { $0["auxiliary"] as? Bool } == [true, nil])
  }

  @Test func jsonGivesTheOtherPicturesWhereTheFirstHasNoHash() throws {
    let scratch = try TemporaryFolder()
    var bytes = try Vectors.bytes("frames/mpo-three.jpg")
    let frame = try #require(bytes.firstRange(of: [0xFF, 0xC0, 0x00, 0x11, 8]))
    bytes[frame.upperBound - 1] = 12
    let path = try scratch.file("broken.jpg", Data(bytes)).path
    let object = try Program.run(["hash", "--json", path]).objects[0]
    #expect((object["error"] as? [String: String])?["code"] == "UNSUPPORTED_FORMAT")
    #expect(object["pictures"] as? Int == 3 && object["pictures_judged"] as? Int == 2)
    let frames = try #require(object["frames"] as? [[String: Any]])
    #expect(frames.map { $0["frame"] as? String } == ["1", "2"])
  }

  @Test func aSmallPictureAskedForFastIsAnsweredExactly() throws {
    let object = try Program.run(["hash", "--json", "--decode", "fast", Self.picture]).objects[0]
    #expect(object["decode"] as? String == "exact")
    #expect(object["pdq"] as? String == (try Vectors.expectation(Self.picture).hash))
    #expect(object["pdq_fast"] == nil)
  }

  @Test func theCommandLineProtocolSaysItsName() throws {
    let path = "pictures/jpeg/progressive-large.jpg"
    let object = try Program.run(["hash", "--json", "--protocol", "cli512", path]).objects[0]
    #expect(object["protocol"] as? String == "cli512")
    #expect(object["pdq"] as? String != (try Vectors.expectation(path).hash))
    let full = try Program.run(["hash", "--protocol", "full", path])
    #expect(full.output.hasPrefix(try Vectors.expectation(path).hash))
  }

  @Test func oneBadFileNeverStopsTheOthers() throws {
    let scratch = try BadFiles()
    let outcome = try Program.run(["hash"] + scratch.paths + [Self.picture])
    #expect(outcome.status == 2)
    #expect(outcome.lines.count == 1)
    #expect(outcome.errorLines.count == scratch.paths.count)
    for (line, path) in zip(outcome.errorLines, scratch.paths) {
      #expect(line.hasPrefix("matchd: \(path): "), "\(line)")
    }
  }

  @Test func inJSONABadFileIsItsOwnObject() throws {
    let scratch = try BadFiles()
    let outcome = try Program.run(["hash", "--json"] + scratch.paths)
    #expect(outcome.status == 2)
    #expect(outcome.errors.isEmpty)
    let objects = try outcome.objects
    #expect(objects.map { $0["path"] as? String } == scratch.paths)
    let codes = objects.map { ($0["error"] as? [String: Any])?["code"] as? String }
    #expect(
      codes == ["UNREADABLE", "UNDECODABLE", "UNSUPPORTED_FORMAT", "TRUNCATED", "TOO_SMALL", "UNREADABLE"])
    #expect(objects.allSatisfy { $0["pdq"] == nil })
    #expect((objects[3]["pdq_damaged"] as? String)?.count == 64)
    #expect(objects[3]["damaged"] as? Bool == true)
  }

  @Test func aDamagedPictureHasNoHashToRelyOn() throws {
    let path = "malformed/noise-in-scan.jpg"
    let text = try Program.run(["hash", path])
    #expect(text.status == 2 && text.output.isEmpty)
    #expect(text.errors.contains("\(path): damaged: expected pixels that decode without errors, found "))
    let json = try Program.run(["hash", "--json", path])
    let object = try json.objects[0]
    #expect(json.status == 2)
    #expect((object["error"] as? [String: Any])?["code"] as? String == "DAMAGED")
    #expect(object["pdq"] == nil && (object["pdq_damaged"] as? String)?.count == 64)
    #expect(object["damaged"] as? Bool == true)
  }

  @Test func pathsArePercentEncoded() throws {
    let scratch = try TemporaryFolder()
    let name = "a%b\u{1}c\u{7f}é \"quoted\".png"
    try FileManager.default.copyItem(
      at: Vectors.root.appending(path: "pictures/png/gray-4.png"), to: scratch.url.appending(path: name))
    let shown = "a%25b%01c%7Fé \"quoted\".png"
    let text = try Program.run(["hash", name], in: scratch.url)
    #expect(text.lines[0].hasSuffix("\t\(shown)"))
    let object = try Program.run(["hash", "--json", name], in: scratch.url).objects[0]
    #expect(object["path"] as? String == shown)
  }
}

/// One file of each kind that has no hash.
struct BadFiles {
  let folder: TemporaryFolder
  let paths: [String]

  init() throws {
    folder = try TemporaryFolder()
    let whole = try Data(contentsOf: Vectors.root.appending(path: "pictures/jpeg/420.jpg"))
    _ = try folder.file("empty.jpg", "")
    _ = try folder.file("text.jpg", "This is no picture.\n")
    _ = try folder.file("half.jpg", whole.prefix(whole.count / 2))
    paths =
      ["missing.jpg", "empty.jpg", "text.jpg", "half.jpg"].map(folder.path)
      + [Vectors.root.appending(path: "pictures/poor/tiny-4x4.png").path, folder.path]
  }
}
