import MatchService

/// One key of the configuration: all that is known of it stands in one place, `Setting.all`.
struct Setting: Sendable {
  let key: String
  /// What it decides, as a clause.
  let meaning: String
  /// The values that it can have, with their unit: `bits, 0 to 256`.
  let values: String
  /// Whether it may stand several times; each time adds a value.
  let mayRepeat: Bool
  /// Whether a reload takes a new value up; else it holds from the next start on.
  let isReloaded: Bool
  let assign: @Sendable (inout SettingValues, String) throws(SettingError) -> Void
  /// What the file would say, a value for each line; none where nothing is set.
  let texts: @Sendable (SettingValues) -> [String]

  private init(
    _ key: String, _ meaning: String, values: String, mayRepeat: Bool = false, isReloaded: Bool = false,
    assign: @escaping @Sendable (inout SettingValues, String) throws(SettingError) -> Void,
    texts: @escaping @Sendable (SettingValues) -> [String]
  ) {
    self.key = key
    self.meaning = meaning
    self.values = values
    self.mayRepeat = mayRepeat
    self.isReloaded = isReloaded
    self.assign = assign
    self.texts = texts
  }
}

/// A value that a setting cannot have.
struct SettingError: Error, CustomStringConvertible {
  let key: String
  let expected: String
  let found: String

  var description: String { "\(key): expected \(expected), found \(found)" }
}

// MARK: The types of values

extension Setting {
  typealias Path<Value> = any WritableKeyPath<SettingValues, Value> & Sendable

  /// A path of a file or folder.
  static func path(_ key: String, _ path: Path<String?>, _ meaning: String, isReloaded: Bool = false) -> Self
  {
    Self(
      key, meaning, values: "a path", isReloaded: isReloaded,
      assign: { (values, text) throws(SettingError) in
        values[keyPath: path] = try nonEmpty(key, text)
      },
      texts: { values in values[keyPath: path].map { [$0] } ?? [] })
  }

  /// Paths, one for each time that the key stands there.
  static func paths(_ key: String, _ path: Path<[String]>, _ meaning: String) -> Self {
    Self(
      key, meaning, values: "a path", mayRepeat: true,
      assign: { (values, text) throws(SettingError) in
        values[keyPath: path].append(try nonEmpty(key, text))
      },
      texts: { $0[keyPath: path] })
  }

  /// - Parameter unit: what is counted.
  static func number(
    _ key: String, _ path: Path<Int>, _ range: ClosedRange<Int>, _ unit: String, _ meaning: String,
    isReloaded: Bool = false
  ) -> Self {
    Self(
      key, meaning, values: "\(unit), \(range.lowerBound) to \(range.upperBound)", isReloaded: isReloaded,
      assign: { (values, text) throws(SettingError) in
        values[keyPath: path] = try number(key, text, range)
      },
      texts: { ["\($0[keyPath: path])"] })
  }

  /// One of the words of `Choice`.
  static func word<Choice: RawRepresentable<String> & CaseIterable & SendableMetatype>(
    _ key: String, _ path: Path<Choice>, _ meaning: String, isReloaded: Bool = false
  ) -> Self {
    Self(
      key, meaning, values: words(Choice.self), isReloaded: isReloaded,
      assign: { (values, text) throws(SettingError) in
        values[keyPath: path] = try choice(key, text)
      },
      texts: { [$0[keyPath: path].rawValue] })
  }

  /// The same of what need not be set.
  /// - Parameter shown: what holds then, where anything does.
  static func word<Choice: RawRepresentable<String> & CaseIterable & SendableMetatype>(
    _ key: String, _ path: Path<Choice?>, _ meaning: String, isReloaded: Bool = false,
    shown: @escaping @Sendable (SettingValues) -> Choice? = { _ in nil }
  ) -> Self {
    Self(
      key, meaning, values: words(Choice.self), isReloaded: isReloaded,
      assign: { (values, text) throws(SettingError) in
        values[keyPath: path] = try choice(key, text) as Choice
      },
      texts: { values in (values[keyPath: path] ?? shown(values)).map { [$0.rawValue] } ?? [] })
  }

  /// A number that need not be set.
  /// - Parameter shown: what holds then.
  static func number(
    _ key: String, _ path: Path<Int?>, _ range: ClosedRange<Int>, _ unit: String, _ meaning: String,
    isReloaded: Bool = false, shown: @escaping @Sendable (SettingValues) -> Int
  ) -> Self {
    Self(
      key, meaning, values: "\(unit), \(range.lowerBound) to \(range.upperBound)", isReloaded: isReloaded,
      assign: { (values, text) throws(SettingError) in
        values[keyPath: path] = try number(key, text, range)
      },
      texts: { ["\(shown($0))"] })
  }

  /// Permission bits.
  static func mode(_ key: String, _ path: Path<UInt32>, _ meaning: String) -> Self {
    let values = "three octal digits such as 660"
    return Self(
      key, meaning, values: values,
      assign: { (settings, text) throws(SettingError) in
        guard let mode = UInt32(text, radix: 8), mode <= 0o777 else {
          throw SettingError(key: key, expected: values, found: "'\(text)'")
        }
        settings[keyPath: path] = mode
      },
      texts: { [String($0[keyPath: path], radix: 8)] })
  }

  static func address(_ key: String, _ path: Path<LoopbackAddress?>, _ meaning: String) -> Self {
    let values = "an address of this machine such as 127.0.0.1:7777"
    return Self(
      key, meaning, values: values,
      assign: { (settings, text) throws(SettingError) in
        guard let address = LoopbackAddress(parsing: text) else {
          throw SettingError(key: key, expected: values, found: "'\(text)'")
        }
        settings[keyPath: path] = address
      },
      texts: { settings in settings[keyPath: path].map { [$0.description] } ?? [] })
  }

  /// Clients, one kind for each time that the key stands there.
  static func clients(_ key: String, _ path: Path<[ClientPattern]>, _ meaning: String) -> Self {
    let values = "all, tcp, user:NAME or group:NAME of this machine"
    return Self(
      key, meaning, values: values, mayRepeat: true, isReloaded: true,
      assign: { (settings, text) throws(SettingError) in
        guard let clients = ClientPattern(parsing: text) else {
          throw SettingError(key: key, expected: values, found: "'\(text)'")
        }
        settings[keyPath: path].append(clients)
      },
      texts: { $0[keyPath: path].map(\.description) })
  }

  private static func nonEmpty(_ key: String, _ text: String) throws(SettingError) -> String {
    guard !text.isEmpty else { throw SettingError(key: key, expected: "a path", found: "nothing") }
    return text
  }

  private static func number(
    _ key: String, _ text: String, _ range: ClosedRange<Int>
  ) throws(SettingError) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw SettingError(
        key: key, expected: "\(range.lowerBound) to \(range.upperBound)", found: "'\(text)'")
    }
    return number
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ text: String
  ) throws(SettingError) -> Choice {
    guard let choice = Choice(rawValue: text) else {
      throw SettingError(key: key, expected: "one of \(words(Choice.self))", found: "'\(text)'")
    }
    return choice
  }

  private static func words<Choice: RawRepresentable<String> & CaseIterable>(_: Choice.Type) -> String {
    Choice.allCases.map(\.rawValue).joined(separator: ", ")
  }
}
