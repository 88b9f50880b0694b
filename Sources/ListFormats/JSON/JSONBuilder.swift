/// Puts the tokens of one value together. What is above the bound is left out: memory is at most that.
struct JSONBuilder: Sendable {
  private var levels: [Level] = []
  private(set) var byteCount = 0
  /// Whether part of the value was left out.
  private(set) var isTooLong = false
  /// A key that an object has twice, which says two things.
  private(set) var repeatedKey: String?

  /// An array or object whose end has not come.
  private struct Level {
    var values: [JSONValue] = []
    var object = JSONObject()
    /// Of the value that comes next; `nil` in an array.
    var key: String?
  }

  /// - Parameter byteCount: what was already read of the bound.
  init(byteCount: Int = 0) { self.byteCount = byteCount }

  /// Takes a token; gives the value when this was its last.
  mutating func take(_ token: JSONToken) -> JSONValue? {
    switch token {
    case .beginArray, .beginObject: levels.append(Level())
    case .endArray: return put(.array(levels.removeLast().values))
    case .endObject: return put(.object(levels.removeLast().object))
    case .key(let key): levels[levels.count - 1].key = key.text ?? ""
    case .text(.text(let text)): return put(.text(text), byteCount: text.utf8.count)
    case .text(.unreadable(let fault)): return put(.unreadable(fault))
    case .number(let number): return put(.number(number), byteCount: number.utf8.count)
    case .bool(let flag): return put(.bool(flag))
    case .null: return put(.null)
    }
    return nil
  }

  /// What a value takes beside its text.
  static let valueByteCount = 32

  private mutating func put(_ value: JSONValue, byteCount count: Int = 0) -> JSONValue? {
    guard let place = levels.indices.last else {
      byteCount += count
      return value
    }
    let key = levels[place].key
    byteCount += Self.valueByteCount + count + (key?.utf8.count ?? 0)
    if byteCount > ImportLimits.recordByteCountMax { isTooLong = true }
    guard !isTooLong else { return nil }
    if let key {
      if !levels[place].object.set(key, value) { repeatedKey = key }
    } else {
      levels[place].values.append(value)
    }
    return nil
  }
}
