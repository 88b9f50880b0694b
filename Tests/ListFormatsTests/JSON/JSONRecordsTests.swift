import TestSupport
import Testing

@testable import ListFormats

@Suite struct JSONRecordsTests {
  private let layout = JSONLayout(arrays: ["items", "inner"], fields: ["id", "page", "list"])

  private func events(_ text: String) throws -> [JSONRecords.Event] {
    var records = JSONRecords(layout)
    var events: [JSONRecords.Event] = []
    let bytes = Array(text.utf8)
    var start = 0
    while let event = try records.next(in: bytes.span, from: &start) { events.append(event) }
    while let event = try records.last() { events.append(event) }
    return events
  }

  private func object(_ fields: (String, JSONValue)...) -> JSONObject {
    var object = JSONObject()
    for (key, value) in fields {
      let isNew = object.set(key, value)
      #expect(isNew)
    }
    return object
  }

  @Test func recordsStandInArraysOrAlone() throws {
    let one = object(("id", .number("1")))
    #expect(try events(#"{"id":1,"skipped":{"id":[2,{"id":3}]}}"#) == [.record(one, number: 1)])
    #expect(try events(#"[{"id":1},{"id":1}]"#) == [.record(one, number: 1), .record(one, number: 2)])
    #expect(try events("{\"id\":1}\n{\"id\":1}") == [.record(one, number: 1), .record(one, number: 2)])
  }

  @Test func pagesAreToldBeforeTheirRecordsAndAfter() throws {
    let text = #"{"page":"a","items":[{"id":1},{"page":"b","inner":[{"id":2}]}],"id":"end"}"#
    #expect(
      try events(text) == [
        .opened(object(("page", .text("a")))), .record(object(("id", .number("1"))), number: 1),
        .opened(object(("page", .text("b")))), .record(object(("id", .number("2"))), number: 2),
        .page(object(("page", .text("b"))), recordCount: 1),
        .page(object(("page", .text("a")), ("id", .text("end"))), recordCount: 1),
      ])
  }

  @Test func whatIsNoObjectIsRefused() throws {
    let events = try events(#"{"items":[1,[{"id":1}],null,{"id":2}]}"#)
    #expect(events.count == 6)
    #expect(
      events[2] == .refused(.badField(field: "record", expected: "an object", found: "an array"), number: 2))
    #expect(events[4] == .record(object(("id", .number("2"))), number: 4))
    #expect(events[5] == .page(JSONObject(), recordCount: 4))
  }

  @Test func aKeyGivenTwiceIsRefused() throws {
    for text in [#"{"id":1,"id":2}"#, #"{"list":{"a":1,"a":2}}"#] {
      let key = text.contains("list") ? "a" : "id"
      let reason = Refusal.Reason.badField(field: key, expected: "one value", found: "several")
      #expect(try events(text) == [.refused(reason, number: 1)])
    }
  }

  @Test func aRecordAboveTheBoundIsRefusedAndTheNextOneRead() throws {
    let value = "\"" + String(repeating: "x", count: ImportLimits.valueByteCountMax) + "\","
    let long = String(repeating: value, count: 5)
    let reason = Refusal.Reason.tooLong(what: "record", byteCountMax: ImportLimits.recordByteCountMax)
    let events = try events("[{\"list\":[\(long)0]},{\"other\":[\(long)0],\"id\":1}]")
    #expect(events == [.refused(reason, number: 1), .record(object(("id", .number("1"))), number: 2)])
  }
}
