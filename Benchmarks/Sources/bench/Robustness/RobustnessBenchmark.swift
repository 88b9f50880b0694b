import ArgumentParser
import Foundation
import HashCore

/// How many edited copies of known pictures each set of variants finds, edit by edit.
struct RobustnessBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "robustness", abstract: "Edited copies of known pictures that each set of variants finds.")

  @Option(help: "A folder of JPEG and PNG files to edit; made pictures otherwise.") var pictures: String?
  @Option(help: "Pictures, each edited in every way.") var count = 100
  @Option(help: "Where to draw the share that each edit leaves, as SVG.") var plot: String?

  func run() throws {
    let originals = try PictureSource.pictures(inFolder: pictures, count: count)
    check(originals.count >= 4, "expected four pictures at least, found \(originals.count)")
    let hasher = PictureHasher()
    let entries = try originals.map { try Self.hashes(of: Self.original($0), hasher)[0].hash.hash }
    let tallies = try PictureEdit.all.map { edit in
      var tally = EditTally(edit)
      for (number, original) in originals.enumerated() {
        let others = (1...3).map { originals[(number + $0) % originals.count] }
        var context = EditContext(others: others, seed: number)
        let hashes = try Self.hashes(of: edit.file(of: original, &context), hasher)
        tally.add(VariantFindings(hashes, to: entries[number]))
      }
      return tally
    }
    report(tallies, pictureCount: originals.count)
    if let plot { try Self.bars(tallies).write(to: URL(filePath: plot)) }
  }

  private static func original(_ picture: DrawnPixels) -> [UInt8] {
    Codec.jpeg(picture.samples, width: picture.width, height: picture.height, quality: 95)
  }

  private static func hashes(of file: [UInt8], _ hasher: PictureHasher) throws -> [ViewHash] {
    // SAFETY: bytes have no padding.
    try unsafe hasher.hash(file.span.bytes, HashRequest(variants: .thorough)).hashes
  }

  private func report(_ tallies: [EditTally], pictureCount: Int) {
    for kind in PictureEdit.Kind.allCases {
      var table = MarkdownTable(
        "\(kind.rawValue)", "none %", "standard %", "with leads %", "thorough %", "with leads %")
      let ofKind = tallies.filter { $0.edit.kind == kind }
      for tally in ofKind { table.rows.append([tally.edit.name] + tally.shares.map { $0.fixed(0) }) }
      let means = EditTally.columns.indices.map { column in
        ofKind.map { $0.shares[column] }.reduce(0, +) / Double(ofKind.count)
      }
      table.rows.append(["**mean of kinds**"] + means.map { "**\($0.fixed(1))**" })
      print(table.text + "\n")
    }
    print("\(pictureCount) pictures, \(tallies.count) edits of each.")
    let plain = tallies.allSatisfy { $0.shares[0] <= $0.shares[1] && $0.shares[1] <= $0.shares[3] }
    check(plain, "a larger set finds fewer copies than a smaller one")
  }

  private static func bars(_ tallies: [EditTally]) -> BarChart {
    BarChart(
      title: "Edited copies found, in percent", names: ["none", "standard", "thorough, with leads"],
      rows: tallies.map { ($0.edit.name, [$0.shares[0], $0.shares[1], $0.shares[4]]) })
  }
}

/// What was found of the copies that one edit made.
struct EditTally {
  /// Matches of a set, or leads beside them.
  static let columns: [(set: VariantSet, countsLeads: Bool)] = [
    (.none, false), (.standard, false), (.standard, true), (.thorough, false), (.thorough, true),
  ]

  let edit: PictureEdit
  private var count = 0
  private var foundCounts = columns.map { _ in 0 }

  init(_ edit: PictureEdit) { self.edit = edit }

  mutating func add(_ findings: VariantFindings) {
    count += 1
    for (place, column) in Self.columns.enumerated() {
      let isFound = column.countsLeads ? findings.leads(column.set) : findings.matches(column.set)
      foundCounts[place] += isFound ? 1 : 0
    }
  }

  /// In percent, in the order of the columns.
  var shares: [Double] { foundCounts.map { 100 * Double($0) / Double(max(1, count)) } }
}
