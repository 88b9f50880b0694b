import Foundation
import HashCore
import TestSupport
import Testing

@testable import MatchProtocol

/// Whatever key stands in the lists of `ReplyFields.swift` is written, read back, reported and documented.
@Suite struct ReplyFieldsTests {
  private static let match = MatchFields(
    list: "l", entry: "e", labels: ["x"], state: "confirmed", method: "pdq", grade: "near")

  private static func known(_ best: MatchFields) -> Item {
    Item(index: 4, outcome: .known(KnownFields(best: best)))
  }

  @Test func everyKeyOfAMatchIsCarried() throws {
    try expectCarried(MatchFields.inLine, by: Self.match, Self.known)
  }

  @Test func everyKeyOfAKnownItemIsCarried() throws {
    try expectCarried(KnownFields.all, by: KnownFields(best: Self.match)) {
      Item(index: 4, outcome: .known($0))
    }
  }

  @Test func everyKeyOfAnUnjudgedItemIsCarried() throws {
    try expectCarried(UnjudgedFields.all, by: UnjudgedFields(reason: "r")) {
      Item(index: 4, outcome: .unjudged($0))
    }
  }

  @Test func everyKeyOfALeadIsCarried() throws {
    let lead = LeadFields(list: "l", entry: "e", labels: ["x"], state: "confirmed")
    try expectCarried(ToldLeads.fields, by: ToldLeads(nearest: lead)) {
      Item(index: 4, outcome: .unjudged(UnjudgedFields(reason: "unstable")), leads: $0)
    }
  }

  @Test func everyKeyOfAPictureIsCarried() throws {
    try expectCarried(PictureFields.all, by: PictureFields()) {
      Item(index: 4, outcome: .unknown(nearest: []), picture: $0)
    }
  }

  @Test func everyKeyOfAnErrorIsCarried() throws {
    try expectCarried(ItemError.all, by: ItemError(code: "c", errorClass: "fix", message: "m")) {
      Item(index: 4, outcome: .failed($0))
    }
  }

  /// Gives each key a value and looks for it in every output that is to have it, and for the same item in
  /// what a client reads.
  private func expectCarried<Part>(
    _ fields: [ReplyField<Part>], by part: Part, _ item: (Part) -> Item
  ) throws {
    #expect(!fields.isEmpty)
    for field in fields {
      let filled = try #require(Self.filled(part, field), "no value shows under \(field.key)=")
      let item = item(filled)
      let line = Self.line(item)
      #expect(line.contains(" \(field.key)=") == field.places.contains(.line), "\(field.key)= on \(line)")
      #expect(try Self.read(line) == item, "\(field.key)=")
      for place in [ReplyPlaces.row, .object] {
        var keys: [String] = []
        item.forEachField(in: place) { key, _ in keys.append(key) }
        #expect(keys.contains(field.key) == field.places.contains(place), "\(field.key) in \(keys)")
        #expect(Item.keys(in: place).contains(field.key) == field.places.contains(place), "\(field.key)")
      }
    }
  }

  /// The part with a value under the key: the first text that is one, of any type.
  private static func filled<Part>(_ part: Part, _ field: ReplyField<Part>) -> Part? {
    ["7", "yes", String(repeating: "0123456789abcdef", count: 4)].lazy.compactMap { text in
      var part = part
      field.assign(&part, ReplyText(bytes: Array(text.utf8)[...]))
      return field.value(part) == nil ? nil : part
    }.first
  }

  private static func line(_ item: Item) -> String {
    var encoder = ResponseEncoder(tag: nil)
    encoder.item(item)
    return String(decoding: encoder.bytes.dropLast(), as: UTF8.self)
  }

  private static func read(_ line: String) throws -> Item? {
    guard case .item(let item) = try ReplyLine.decode(Array(line.utf8)).line else { return nil }
    return item
  }

  // MARK: Names

  @Test(arguments: [ReplyPlaces.line, .row, .object]) func noTwoKeysAreTheSame(place: ReplyPlaces) {
    let keys = Item.keys(in: place)
    #expect(Set(keys).count == keys.count)
  }

  @Test func theProtocolsDocumentNamesEveryKey() throws {
    let document = try Self.document("protocol.md")
    for key in Item.keys(in: .line) { #expect(document.contains("\(key)="), "\(key)=") }
  }

  @Test func theDocumentOfReportsHasTheKeysInTheirOrder() throws {
    let document = try Self.document("command-line.md").split { $0.isWhitespace }.joined(separator: " ")
    let columns = (["i", "path"] + Item.keys(in: .row)).joined(separator: " ")
    #expect(document.contains("`\(columns)`"), "columns: \(columns)")
    let keys = Item.keys(in: .object).joined(separator: " ")
    #expect(document.contains("`\(keys)`"), "keys of an object: \(keys)")
    for keys in [
      MatchFields.nested.keys(in: .nested), LeadFields.nested.keys(in: .nested),
      ItemError.all.keys(in: .nested),
    ] {
      #expect(document.contains("{\(keys.joined(separator: ", "))}"), "\(keys)")
    }
  }

  private static func document(_ name: String) throws -> String {
    try String(contentsOf: Repository.root.appending(path: "docs/\(name)"), encoding: .utf8)
  }
}
