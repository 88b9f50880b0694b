/// Where the records of a JSON format stand, and what is read of them.
struct JSONLayout: Sendable {
  /// The keys of arrays whose items are records, wherever an object that could be a record has one. That
  /// object is no record then, but a page of them.
  var arrays: Set<String>
  /// The keys that are read, of records and pages; everything else is passed over, whatever its size.
  var fields: Set<String>
}

/// Finds the records in JSON that arrives in pieces: items of the layout's arrays, of an array that is the
/// whole text, or whole texts themselves, one after the other.
///
/// Memory is at most a record and the pages around it, each up to the bound.
struct JSONRecords: Sendable {
  enum Event: Hashable, Sendable {
    /// A page's records follow; what was read of it so far.
    case opened(JSONObject)
    case record(JSONObject, number: Int)
    /// The page is at its end: all that was read of it, and how many records it held, refused ones included.
    case page(JSONObject, recordCount: Int)
    case refused(Refusal.Reason, number: Int)
  }

  /// How many records there were so far, refused ones included.
  private(set) var recordCount = 0
  private let layout: JSONLayout
  private var tokens = JSONTokenizer()
  private var places: [Place] = []
  private var value = PartialValue.none

  /// What is open around the next token.
  private enum Place {
    /// An array of records; how many it has had.
    case records(count: Int)
    case object(Fields)
  }

  /// What was read of an object that is a record or a page.
  private struct Fields {
    var object = JSONObject()
    var key = ""
    var pageRecordCount: Int?
    var byteCount = 0
    var fault: Refusal.Reason?
  }

  /// A value of which the last token has not come.
  private enum PartialValue {
    case none
    case built(JSONBuilder)
    /// It is passed over; how deep the tokenizer was before it.
    case skipped(depth: Int)
  }

  init(_ layout: JSONLayout) { self.layout = layout }

  /// The next event in `piece` at or after `start`, which it moves; `nil` where there is none.
  mutating func next(in piece: Span<UInt8>, from start: inout Int) throws(ImportError) -> Event? {
    while let token = try tokens.next(in: piece, from: &start) {
      if let event = take(token) { return event }
    }
    return nil
  }

  /// What the end of the file ends; then `nil`.
  mutating func last() throws(ImportError) -> Event? {
    try tokens.last().flatMap { take($0) }
  }

  private mutating func take(_ token: JSONToken) -> Event? {
    switch value {
    case .built(var builder):
      value = .none
      let built = builder.take(token)
      value = .built(builder)
      if let built { end(built, of: builder) }
      return nil
    case .skipped(let depth):
      if tokens.depth == depth { endSkipping() }
      return nil
    case .none:
      guard case .object? = places.last else { return takeRecord(token) }
      return takeField(token)
    }
  }

  /// Takes a token where a record is expected, or the end of an array of them.
  private mutating func takeRecord(_ token: JSONToken) -> Event? {
    switch token {
    case .beginObject: places.append(.object(Fields()))
    case .endArray: endRecords()
    case .beginArray where places.isEmpty: places.append(.records(count: 0))
    case .beginArray:
      skip(depth: tokens.depth - 1)
      return refuse(.badField(field: "record", expected: "an object", found: "an array"))
    default: return refuse(.badField(field: "record", expected: "an object", found: "a value"))
    }
    return nil
  }

  private mutating func endRecords() {
    guard case .records(let count)? = places.popLast(), case .object(var fields)? = places.popLast() else {
      return
    }
    fields.pageRecordCount! += count
    places.append(.object(fields))
  }

  /// Takes a token within a record or page, on its outer level.
  private mutating func takeField(_ token: JSONToken) -> Event? {
    guard case .object(var fields)? = places.popLast() else { return nil }
    switch token {
    case .endObject: return end(fields)
    case .key(let key):
      fields.key = key.text ?? ""
      if !layout.fields.contains(fields.key), !layout.arrays.contains(fields.key) {
        tokens.skipsContent = true
      }
      places.append(.object(fields))
    case .beginArray where layout.arrays.contains(fields.key):
      fields.pageRecordCount = fields.pageRecordCount ?? 0
      places += [.object(fields), .records(count: 0)]
      return .opened(fields.object)
    default:
      places.append(.object(fields))
      beginValue(token, key: fields.key, byteCount: fields.byteCount)
    }
    return nil
  }

  private mutating func beginValue(_ token: JSONToken, key: String, byteCount: Int) {
    if layout.fields.contains(key) {
      var builder = JSONBuilder(byteCount: byteCount)
      let built = builder.take(token)
      value = .built(builder)
      if let built { end(built, of: builder) }
    } else if token.opens {
      skip(depth: tokens.depth - 1)
    } else {
      endSkipping()
    }
  }

  private mutating func skip(depth: Int) {
    tokens.skipsContent = true
    value = .skipped(depth: depth)
  }

  private mutating func endSkipping() {
    tokens.skipsContent = false
    value = .none
  }

  /// A field's value is whole.
  private mutating func end(_ built: JSONValue, of builder: JSONBuilder) {
    value = .none
    guard case .object(var fields)? = places.popLast() else { return }
    fields.byteCount = builder.byteCount
    let isNew = fields.object.set(fields.key, builder.isTooLong ? .null : built)
    if builder.isTooLong {
      fields.fault = .tooLong(what: "record", byteCountMax: ImportLimits.recordByteCountMax)
    } else if let key = isNew ? builder.repeatedKey : fields.key {
      fields.fault = fields.fault ?? .badField(field: key, expected: "one value", found: "several")
    }
    places.append(.object(fields))
  }

  /// An object is at its end.
  private mutating func end(_ fields: Fields) -> Event {
    if let count = fields.pageRecordCount { return .page(fields.object, recordCount: count) }
    if let fault = fields.fault { return refuse(fault) }
    return .record(fields.object, number: countRecord())
  }

  private mutating func refuse(_ reason: Refusal.Reason) -> Event { .refused(reason, number: countRecord()) }

  private mutating func countRecord() -> Int {
    recordCount += 1
    if case .records(let count)? = places.popLast() { places.append(.records(count: count + 1)) }
    return recordCount
  }
}

extension JSONToken {
  fileprivate var opens: Bool { self == .beginObject || self == .beginArray }
}
