/// One key of an item: its name, what its value is, and where it stands.
///
/// Everything that writes or reads items works from lists of these (`ReplyFields.swift`), so that a key is
/// written down once.
struct ReplyField<Subject>: Sendable {
  let key: String
  let places: ReplyPlaces
  /// Whether a line without it says nothing.
  let isRequired: Bool
  /// What `Subject` says under this key; `nil` leaves the key out.
  let value: @Sendable (Subject) -> ReplyValue?
  /// Takes what stood on a line; text that is no value of the key's type is as if it were not there.
  let assign: @Sendable (inout Subject, ReplyText) -> Void

  init(
    _ key: String, in places: ReplyPlaces, isRequired: Bool = false,
    value: @escaping @Sendable (Subject) -> ReplyValue?,
    assign: @escaping @Sendable (inout Subject, ReplyText) -> Void = { _, _ in }
  ) {
    self.key = key
    self.places = places
    self.isRequired = isRequired
    self.value = value
    self.assign = assign
  }
}

/// What stands under a key.
public enum ReplyValue: Equatable, Sendable {
  case number(Int)
  case text(String)
  case texts([String])
  /// `yes` on lines and in rows, `true` in objects.
  case yes
}

/// The outputs that have a key.
public struct ReplyPlaces: OptionSet, Sendable {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// `ITEM` and `ALSO` lines of the protocol.
  public static let line = ReplyPlaces(rawValue: 1)
  /// The row of an item in a table: CSV, HTML.
  public static let row = ReplyPlaces(rawValue: 2)
  /// The JSON object of an item.
  public static let object = ReplyPlaces(rawValue: 4)
  /// An object within that one: a match, an error.
  public static let nested = ReplyPlaces(rawValue: 8)

  static let item: ReplyPlaces = [line, row, object]
  static let all: ReplyPlaces = [item, nested]
}

// MARK: The types of values

extension ReplyField {
  typealias Path<Value> = any WritableKeyPath<Subject, Value> & Sendable

  static func text(
    _ key: String, _ path: Path<String?>, in places: ReplyPlaces
  ) -> Self {
    Self(
      key, in: places, value: { $0[keyPath: path].map(ReplyValue.text) },
      assign: { $0[keyPath: path] = $1.text })
  }

  static func text(
    _ key: String, _ path: Path<String>, in places: ReplyPlaces,
    isRequired: Bool = false
  ) -> Self {
    Self(
      key, in: places, isRequired: isRequired, value: { .text($0[keyPath: path]) },
      assign: { $0[keyPath: path] = $1.text })
  }

  static func texts(
    _ key: String, _ path: Path<[String]>, in places: ReplyPlaces
  ) -> Self {
    Self(
      key, in: places, value: { .texts($0[keyPath: path]) }, assign: { $0[keyPath: path] = $1.texts })
  }

  static func number(
    _ key: String, _ path: Path<Int?>, in places: ReplyPlaces
  ) -> Self {
    Self(
      key, in: places, value: { $0[keyPath: path].map(ReplyValue.number) },
      assign: { $0[keyPath: path] = $1.number })
  }

  /// A number that is left out where it is 0.
  static func count(
    _ key: String, _ path: Path<Int>, in places: ReplyPlaces
  ) -> Self {
    Self(
      key, in: places, value: { $0[keyPath: path] == 0 ? nil : .number($0[keyPath: path]) },
      assign: { $0[keyPath: path] = $1.number ?? 0 })
  }

  /// Something that is so, or is left out.
  static func flag(
    _ key: String, _ path: Path<Bool>, in places: ReplyPlaces
  ) -> Self {
    Self(
      key, in: places, value: { $0[keyPath: path] ? .yes : nil },
      assign: { $0[keyPath: path] = $1.text == "yes" })
  }
}

// MARK: Lists

/// Is called with each key that an item, a match or an error has in some output, in order.
public typealias ReplyFieldBody = (_ key: String, _ value: ReplyValue) -> Void

extension Array {
  func forEachValue<Subject>(
    of subject: Subject, in place: ReplyPlaces, _ body: ReplyFieldBody
  ) where Element == ReplyField<Subject> {
    for field in self where field.places.contains(place) {
      if let value = field.value(subject) { body(field.key, value) }
    }
  }

  func keys<Subject>(in place: ReplyPlaces) -> [String] where Element == ReplyField<Subject> {
    filter { $0.places.contains(place) }.map(\.key)
  }

  /// Fills `subject` with what a line says of it; `nil` where a required key is missing.
  func read<Subject>(_ line: ReplyTexts, into subject: Subject) -> Subject?
  where Element == ReplyField<Subject> {
    var subject = subject
    for field in self where field.places.contains(.line) {
      if let text = line[field.key] {
        field.assign(&subject, text)
      } else if field.isRequired {
        return nil
      }
    }
    return subject
  }
}

/// The `key=value` words of a reply line.
struct ReplyTexts {
  private(set) var pairs: [(key: String, text: ReplyText)] = []

  mutating func append(_ key: String, _ text: ReplyText) { pairs.append((key, text)) }

  /// The first value of a key.
  subscript(_ key: String) -> ReplyText? { pairs.first { $0.key == key }?.text }
}

/// A value as it stood on the line, percent-encoded.
struct ReplyText {
  let bytes: ArraySlice<UInt8>

  /// Percent-decoded; a value that is badly encoded is taken as it stands.
  var text: String { String(decoding: PercentCoding.decode(bytes) ?? Array(bytes), as: UTF8.self) }

  var number: Int? { decimalValue(Array(bytes)) }

  /// The elements of a list; commas within them are encoded.
  var texts: [String] { bytes.split(separator: UInt8(ascii: ",")).map { ReplyText(bytes: $0).text } }
}
