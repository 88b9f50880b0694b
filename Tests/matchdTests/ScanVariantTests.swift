import Foundation
import HashCore
import TestSupport
import Testing

/// A captioned copy is found where variants are asked for, by this process and by a daemon.
@Suite struct ScanVariantTests {
  private let scratch: TemporaryFolder
  private let index: String
  private let captioned: String

  init() throws {
    scratch = try TemporaryFolder()
    let photograph = MadePixels.photograph(seed: 11, width: 400, height: 300)
    let hash = try PictureHasher().hash(photograph.jpeg().span.bytes).primary.hash
    index = scratch.path("index")
    let lines = "pdq:\(hash)\tphotograph\tlist\n"
    let built = try Program.run(["index", "build", "--from", "-", "--output", index], input: lines)
    try #require(built.status == 0, "\(built.errors)")
    let copy = photograph.framed(left: 0, top: 70, right: 0, bottom: 0, level: 250)
      .captioned(from: 15, height: 36, level: 0)
    captioned = try scratch.file("pictures/captioned.jpg", Data(copy.jpeg())).path
  }

  private func object(_ arguments: [String]) throws -> [String: Any] {
    try #require(try Program.run(["scan", "--format", "jsonl"] + arguments + [captioned]).objects.first)
  }

  @Test func aCaptionedCopyIsKnown() throws {
    #expect(try object(["--index", index, "--variants", "none"])["verdict"] as? String == "unknown")
    #expect(try object(["--index", index, "--decode", "fast"])["verdict"] as? String == "unknown")
    let known = try object(["--index", index])
    #expect(known["entry"] as? String == "photograph" && known["grade"] as? String == "near")
    let variant = try #require(known["variant"] as? String)
    #expect(PictureRegion(rawValue: variant).map { $0 != .whole } == true, "\(variant)")
  }

  @Test func aDaemonFindsItUnlessRequestOrSettingSayOtherwise() throws {
    let usual = try RunningDaemon(["--index", index], in: scratch)
    #expect(try object(["--socket", usual.socket])["entry"] as? String == "photograph")
    let none = try object(["--socket", usual.socket, "--variants", "none"])
    #expect(none["verdict"] as? String == "unknown")
  }

  @Test func fastDecodingHasNoVariants() throws {
    let both = ["scan", "--index", index, "--decode", "fast", "--variants"]
    #expect(try Program.run(both + ["standard", captioned]).status == 64)
    #expect(try Program.run(both + ["none", captioned]).status == 0)
  }
}
