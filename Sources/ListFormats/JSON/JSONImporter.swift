/// An importer of a JSON format.
protocol JSONImporter: ListImporter {
  var records: JSONRecords { get set }

  /// A page's records follow.
  mutating func open(_ page: JSONObject) throws(ImportError)

  mutating func take(_ record: JSONObject, number: Int, into batch: inout ImportBatch) throws(ImportError)

  /// A page is at its end.
  mutating func close(_ page: JSONObject, recordCount: Int, into batch: inout ImportBatch)

  /// The file is at its end.
  mutating func end(into batch: inout ImportBatch)
}

extension JSONImporter {
  mutating func open(_ page: JSONObject) {}

  mutating func close(_ page: JSONObject, recordCount: Int, into batch: inout ImportBatch) {}

  mutating func end(into batch: inout ImportBatch) {}

  mutating func read(_ text: Span<UInt8>, into batch: inout ImportBatch) throws(ImportError) {
    var start = 0
    while let event = try records.next(in: text, from: &start) { try take(event, into: &batch) }
  }

  mutating func finish(into batch: inout ImportBatch) throws(ImportError) {
    if let event = try records.last() { try take(event, into: &batch) }
    end(into: &batch)
  }

  private mutating func take(_ event: JSONRecords.Event, into batch: inout ImportBatch) throws(ImportError) {
    switch event {
    case .opened(let page): try open(page)
    case .record(let record, let number): try take(record, number: number, into: &batch)
    case .page(let page, let count): close(page, recordCount: count, into: &batch)
    case .refused(let reason, let number): batch.refuse(reason, at: .record(number))
    }
  }
}

extension RecordDraft {
  /// The text or number of a key; `nil` if there is none, or one that holds nothing. Anything else is a
  /// fault.
  mutating func text(_ key: String, of object: JSONObject) -> String? {
    guard let value = object[key] else { return nil }
    if let text = value.text { return text.isEmpty ? nil : text }
    fault(.badField(field: key, expected: "a text", found: value.kind))
    return nil
  }

  /// The truth value of a key; false if there is none. Anything else is a fault.
  mutating func flag(_ key: String, of object: JSONObject) -> Bool {
    guard let value = object[key], value != .text("") else { return false }
    if let flag = value.flag { return flag }
    fault(.badField(field: key, expected: "true or false", found: value.kind))
    return false
  }
}

extension JSONValue {
  /// What it is, in the words of a refusal.
  fileprivate var kind: String {
    switch self {
    case .text(let text), .number(let text): quoted(text.utf8.span)
    case .bool(let flag): "\(flag)"
    case .null: "null"
    case .array: "an array"
    case .object: "an object"
    case .unreadable(let fault): "\(fault)"
    }
  }
}
