/// Puts values into a message, one after the other. Whole numbers are 8 bytes, least significant first;
/// texts and lists begin with their length.
struct MessageWriter {
  private(set) var bytes: [UInt8] = []

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func number(_ value: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  mutating func number(_ value: Int) { number(UInt64(bitPattern: Int64(value))) }

  mutating func flag(_ value: Bool) { bytes.append(value ? 1 : 0) }

  /// The place of `value` among the cases of its kind.
  mutating func choice<Choice: CaseIterable & Equatable>(_ value: Choice) {
    bytes.append(UInt8(Choice.allCases.prefix { $0 != value }.count))
  }

  mutating func text(_ value: String) {
    let text = Array(value.utf8)
    number(text.count)
    bytes += text
  }

  /// What is there, behind whether it is there.
  mutating func optional<Value>(_ value: Value?, _ body: (inout MessageWriter, Value) -> Void) {
    flag(value != nil)
    if let value { body(&self, value) }
  }

  mutating func list<Values: Collection>(
    _ values: Values, _ body: (inout MessageWriter, Values.Element) -> Void
  ) {
    number(values.count)
    for value in values { body(&self, value) }
  }
}
