import ContentDigests
import HashCore
import Matcher
import Testing

@testable import ListFormats

/// The traps that files of every format have.
@Suite struct RecordDraftTests {
  private let hash = PDQHash.madeUp(1)

  private func outcome(_ body: (inout RecordDraft) -> Void) -> ImportBatch {
    var draft = RecordDraft()
    draft.record.id = "a"
    body(&draft)
    var batch = ImportBatch()
    batch.add(draft, at: .record(1))
    return batch
  }

  @Test(arguments: DigestAlgorithm.allCases) func theDigestOfAnEmptyFileRefusesTheRecord(
    algorithm: DigestAlgorithm
  ) {
    let batch = outcome { draft in
      draft.addHash(hash)
      draft.add(kind: algorithm.rawValue, algorithm.ofNothing.hex.uppercased(), field: "x")
    }
    #expect(batch.records.isEmpty)
    #expect(batch.refusals.map(\.reason) == [.emptyFileDigest(algorithm)])
    #expect(batch.refusals.map(\.reason.kind) == ["empty-file digest"])
  }

  @Test(arguments: [
    (PDQHash(words: (0, 0, 0, 0)), 0), (PDQHash(words: (.max, .max, .max, .max)), 256),
    (PDQHash(words: (.max, 0x7fff_ffff, 0, 0)), 95), (PDQHash(words: (.max, .max, 0x1_ffff_ffff, 0)), 161),
  ]) func anImplausibleHashIsLeftOut(implausible: PDQHash, oneCount: Int) {
    let batch = outcome { draft in
      draft.addHash(implausible)
      draft.addHash(hash)
    }
    #expect(batch.records.map(\.hashes) == [[hash]])
    #expect(batch.refusals.map(\.reason) == [.implausibleHash(oneCount: oneCount)])
  }

  @Test func aRecordOfWhichNothingIsRightIsRefusedOnce() {
    let batch = outcome { $0.add(kind: "pdq", "00", field: "pdq") }
    #expect(batch.records.isEmpty)
    #expect(
      batch.refusals.map(\.reason) == [
        .wrongLength(field: "pdq", expected: "64 hexadecimal digits", found: 2)
      ])
    #expect(outcome { _ in }.refusals.map(\.reason) == [.nothingToMatch])
  }

  /// No fault of a part keeps an entry in service that its source took back.
  @Test func aWithdrawalNeedsNothingButItsID() {
    for fault in ["", "zz", DigestAlgorithm.md5.ofNothing.hex] {
      let batch = outcome { draft in
        if !fault.isEmpty { draft.add(kind: "md5", fault, field: "md5") }
        draft.setState(.withdrawn, word: "Deleted")
      }
      #expect(batch.records.map(\.state) == [.withdrawn])
      #expect(batch.refusals.count == (fault.isEmpty ? 0 : 1))
    }
  }

  @Test func base64IsAHashToo() {
    let text = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    let hash = PDQHash(base64: Array(text.utf8).span)
    #expect(hash?.description == "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
    for other in ["", text.dropLast(), "!" + text.dropFirst(), text.dropLast(2) + "9=", text + "="] as [Any] {
      #expect(PDQHash(base64: Array("\(other)".utf8).span) == nil)
    }
  }

  @Test func namesAreBounded() {
    let long = String(repeating: "x", count: ImportLimits.nameByteCountMax + 1)
    let byID = outcome { draft in
      draft.record.id = long
      draft.addHash(hash)
    }
    #expect(byID.records.isEmpty && byID.refusals.map(\.reason.kind) == ["too long"])
    let byLabel = outcome { draft in
      draft.addLabel(ImportedLabel(code: long))
      draft.addLabel(ImportedLabel(code: "a"))
      draft.addHash(hash)
    }
    #expect(byLabel.records.map(\.labels) == [[ImportedLabel(code: "a")]])
    #expect(byLabel.refusals.map(\.reason.kind) == ["too long"])
    let byValue = outcome { draft in
      draft.addHash(hash)
      draft.addForeign(kind: "tmk", String(repeating: "A", count: ImportLimits.valueByteCountMax + 1))
    }
    #expect(byValue.records.count == 1 && byValue.refusals.map(\.reason.kind) == ["too long"])
  }
}
