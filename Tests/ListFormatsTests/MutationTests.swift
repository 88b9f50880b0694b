import ListFormats
import TestSupport
import Testing

/// Damaged lists: nothing ends the program, the way they are cut makes no difference, and what is read of
/// them is read again from an export with everything.
@Suite struct MutationTests {
  @Test(arguments: Sample.all) func damagedLists(sample: Sample) throws {
    var numbers = SeededGenerator(seed: sample.description.utf8.reduce(0) { 31 &* $0 &+ UInt64($1) })
    let bytes = try sample.bytes
    let own = try ImporterRegistry.importer(named: sample.format)
    for _ in 0..<Proof.count(30, long: 3000) {
      let damaged = mutated(bytes, &numbers)
      let other = ImporterRegistry.importers[numbers.below(ImporterRegistry.importers.count)]
      _ = try? ImporterRegistry.importer(of: FileHead(fileName: sample.file, bytes: damaged.span))
      for importer in [own, other] {
        let whole = ReadList(damaged, as: importer)
        let cut = numbers.below(damaged.count + 1)
        #expect(ReadList(damaged, as: importer, cutAt: cut) == whole, "cut at \(cut)")
        #expect(try exportedAndRead(whole.records) == whole.records)
      }
    }
  }

  private func exportedAndRead(_ records: [ImportedRecord]) throws -> [ImportedRecord] {
    var exporter = try ExporterRegistry.exporter(named: "jsonl").init()
    var bytes: [UInt8] = []
    exporter.begin(into: &bytes)
    for record in records {
      let isWritten = exporter.write(record, into: &bytes)
      #expect(isWritten)
    }
    exporter.end(into: &bytes)
    return ReadList(bytes, as: try ImporterRegistry.importer(named: "jsonl")).records
  }

  /// One to four of: a byte changed, left out or put in, a stretch left out or repeated.
  private func mutated(_ bytes: [UInt8], _ numbers: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0...numbers.below(4) where !bytes.isEmpty {
      let place = numbers.below(bytes.count)
      let end = min(bytes.count, place + 1 + numbers.below(40))
      switch numbers.below(6) {
      case 0: bytes[place] = UInt8(numbers.below(256))
      case 1: bytes[place] = Self.telling[numbers.below(Self.telling.count)]
      case 2: bytes.insert(Self.telling[numbers.below(Self.telling.count)], at: place)
      case 3: bytes.remove(at: place)
      case 4: bytes.removeSubrange(place..<end)
      default: bytes.insert(contentsOf: bytes[place..<end], at: numbers.below(bytes.count))
      }
    }
    return bytes
  }

  /// Bytes that mean something in some format.
  private static let telling = Array("{}[]\",:;\\<>&/='!?-% \t\r\n0aF@#*()\u{0}".utf8) + [0xff, 0xef, 0xc3]
}
