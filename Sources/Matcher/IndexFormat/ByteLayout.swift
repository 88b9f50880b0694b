/// A row of bytes that stands in an index file: the one declaration of its fields that the writer, the
/// reader, the verifier and the document's test use. Bytes that no field covers are zeros.
protocol ByteLayout {
  /// The heading of its table in `docs/index-format.md`.
  static var title: String { get }
  static var byteCount: Int { get }
  /// In file order.
  static var fields: [any LayoutField] { get }
}

/// A run of bytes in a layout.
protocol LayoutField: Sendable {
  /// As the document calls it.
  var name: StaticString { get }
  /// From the start of the row.
  var offset: Int { get }
  var byteCount: Int { get }
}

/// A field of plain bytes.
struct BytesField: LayoutField {
  let name: StaticString
  let offset: Int
  let byteCount: Int

  init(_ name: StaticString, at offset: Int, byteCount: Int) {
    self.name = name
    self.offset = offset
    self.byteCount = byteCount
  }

  /// Where it stands in a row that starts at `base`.
  func range(from base: Int = 0) -> Range<Int> { base + offset..<base + offset + byteCount }
}

/// A field that is one little-endian number.
struct NumberField<Number: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>: LayoutField {
  let name: StaticString
  let offset: Int

  init(_ name: StaticString, at offset: Int) {
    self.name = name
    self.offset = offset
  }

  var byteCount: Int { MemoryLayout<Number>.size }
}

extension RawSpan {
  /// The number of a row that starts at `base`. Reading outside the span stops the program;
  /// callers check or clamp first.
  func number<Number>(_ field: NumberField<Number>, from base: Int = 0) -> Number {
    // SAFETY: bounds are checked by the call; every bit pattern is a value.
    Number(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: base + field.offset, as: Number.self))
  }
}

extension [UInt8] {
  mutating func put<Number>(_ value: Number, _ field: NumberField<Number>, from base: Int = 0) {
    put(value, at: base + field.offset)
  }

  /// - Precondition: `value` is not longer than the field.
  mutating func put(_ value: [UInt8], _ field: BytesField, from base: Int = 0) {
    precondition(value.count <= field.byteCount, "\(field.name) is too long")
    let start = base + field.offset
    replaceSubrange(start..<start + value.count, with: value)
  }

  /// Adds a row of zeros; gives where it starts.
  mutating func appendRow(_ layout: (some ByteLayout).Type) -> Int {
    append(contentsOf: repeatElement(0, count: layout.byteCount))
    return count - layout.byteCount
  }
}
