import Foundation
import HashCore
import Kernels
import TestSupport
import Testing

@testable import Matcher

/// The tables of docs/index-format.md say what the declarations say.
@Suite struct IndexLayoutTests {
  /// The rows of the table under a heading, without its first two.
  private func table(under heading: String) throws -> [[String]] {
    let url = Repository.root.appending(path: "docs/index-format.md")
    let lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
    let start = try #require(
      lines.firstIndex { $0.hasPrefix("#") && $0.drop { $0 == "#" } == " \(heading)" }, "no \(heading)")
    let rows = lines[(start + 1)...].prefix { !$0.hasPrefix("#") }.drop { !$0.hasPrefix("|") }
      .prefix { $0.hasPrefix("|") }
    return rows.dropFirst(2).map { row in
      row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  private var layouts: [any ByteLayout.Type] {
    [
      HeaderLayout.self, SectionLayout.self, ListLayout.self, AttributeSetLayout.self, TreeNodeLayout.self,
      TreeChildLayout.self,
    ]
  }

  @Test func everyLayoutHasItsTable() throws {
    for layout in layouts {
      let rows = try table(under: layout.title).map { Array($0.prefix(3)) }
      let declared = layout.fields.map { ["\($0.offset)", "\($0.byteCount)", "\($0.name)"] }
      #expect(rows == declared, "\(layout.title)")
    }
  }

  @Test func fieldsStandApartInsideTheirRow() {
    for layout in layouts {
      var end = 0
      for field in layout.fields {
        #expect(field.offset >= end, "\(layout.title): \(field.name)")
        end = field.offset + field.byteCount
      }
      #expect(end <= layout.byteCount, "\(layout.title)")
    }
  }

  @Test func sectionsStandInTheOrderOfTheTable() throws {
    let rows = try table(under: "Sections")
    let declared = IndexSection.Kind.allCases.map { ["`\($0.rawValue)`", $0.isContent ? "yes" : "no"] }
    #expect(rows.map { Array($0.prefix(2)) } == declared)
    for (kind, byteCount) in [
      ("LIST", ListLayout.byteCount), ("ATTR", AttributeSetLayout.byteCount),
      ("BKTN", TreeNodeLayout.byteCount),
    ] {
      let text = try #require(rows.first { $0[0] == "`\(kind)`" })[2]
      #expect(text.contains("\(byteCount) bytes each"))
    }
  }

  @Test func featuresHaveTheirBits() throws {
    let rows = try table(under: "Required features")
    let declared = IndexFeatures.named.map { ["\($0.feature.rawValue.trailingZeroBitCount)", $0.name] }
    #expect(rows.map { Array($0.prefix(2)) } == declared)
  }

  /// Numbers that stand in the files for good.
  @Test func casesKeepTheirNumbers() {
    #expect(EntryState.allCases.map(\.rawValue) == ["confirmed", "proposed", "disputed", "withdrawn"])
    #expect(IndexList.Kind.allCases.map(\.rawValue) == ["official", "own", "negative"])
    #expect(HashRecipes.allCases.map(\.rawValue) == ["full", "cli512", "both"])
    for state in EntryState.allCases { #expect(EntryState(fileNumber: state.fileNumber) == state) }
    #expect(EntryState(fileNumber: 4) == nil)
  }

  /// `RNGB` by the document: 32 slots a line, the first three taken.
  @Test func bucketsHoldWhatTheDocumentSays() throws {
    let slots = try table(under: "Ring tables").map { $0[0] }
    #expect(slots == ["0", "1-2", "3-"])
    for lines in RingShape.lineCounts {
      let shape = try #require(RingShape(chunkWidth: 9, linesPerBucket: lines, rowNumberByteCount: 3))
      #expect(shape.bucketCapacity == 32 * lines - 3)
      #expect(shape.tableByteCount == 512 * 64 * lines && shape.bucketsByteCount == 28 * 512 * 64 * lines)
      #expect(shape.rowsByteCount(rowCount: 10) == 28 * 10 * 3 + 4 && shape.heavyByteCount == 28 * 512 / 8)
    }
  }
}
