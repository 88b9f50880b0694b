import TestSupport
import Testing

@Suite struct CompareCommandTests {
  private static let original = "pictures/edited/201-original.jpg"
  private static let mirrored = "pictures/edited/201-mirrored.jpg"
  private static let one = String(repeating: "0", count: 63) + "1"
  private static let three = String(repeating: "0", count: 63) + "3"

  @Test func hashesAndFilesMayBeMixed() throws {
    #expect(try Program.run(["compare", Self.one, Self.three]).lines == ["1"])
    let hash = try Vectors.expectation(Self.original).hash
    #expect(try Program.run(["compare", Self.original, hash]).lines == ["0"])
    #expect(try Program.run(["compare", hash, Self.original]).lines == ["0"])
  }

  @Test func allOrientationsFindTheMirrorImage() throws {
    let outcome = try Program.run(["compare", "--all-orientations", Self.original, Self.mirrored])
    let rows = outcome.lines.map { $0.split(separator: "\t") }
    #expect(rows.count == 8)
    let nearest = try #require(rows.min { Int($0[0])! < Int($1[0])! })
    #expect(nearest[1] == "flipy")
    #expect(Int(nearest[0])! <= 16)
  }

  @Test func aBareHashCannotBeTurned() throws {
    let outcome = try Program.run(["compare", "--all-orientations", Self.one, Self.original])
    #expect(outcome.status == 64)
    #expect(outcome.errorLines.count == 1)
  }

  @Test func aFileWithoutAHashIsOneLineAndExit2() throws {
    for path in try BadFiles().paths {
      let outcome = try Program.run(["compare", Self.one, path])
      #expect(outcome.status == 2, "\(path)")
      #expect(outcome.output.isEmpty && outcome.errorLines.count == 1, "\(outcome.errors)")
    }
  }
}
