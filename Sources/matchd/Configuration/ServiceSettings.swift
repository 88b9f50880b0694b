/// What a daemon is told, and who told it what: its configuration file and, with more weight, its command
/// line.
struct ServiceSettings: Sendable {
  private(set) var values = SettingValues()
  private var origins: [String: Origin] = [:]

  enum Origin: Equatable, Sendable {
    case file(line: Int)
    case commandLine
  }

  /// Keys that stand for each other: the one or the other.
  private static let alternatives = ["index": "store", "store": "index"]

  /// - Throws: `SettingError` for a key that there is not, one that stands in the file again, and a value
  ///   that the key cannot have.
  mutating func set(_ key: String, _ text: String, _ origin: Origin) throws(SettingError) {
    let setting = try Setting.named(key)
    if origin == .commandLine {
      for key in [key, Self.alternatives[key]].compactMap(\.self) { forget(key) }
    }
    try checkUnset(setting)
    try setting.assign(&values, text)
    origins[key] = origin
  }

  private mutating func forget(_ key: String) {
    origins[key] = nil
    switch key {
    case "index": values.index = nil
    case "store": values.store = nil
    default: break
    }
  }

  private func checkUnset(_ setting: Setting) throws(SettingError) {
    if let earlier = line(of: setting.key), !setting.mayRepeat {
      throw SettingError(key: setting.key, expected: "it once", found: "it in line \(earlier) too")
    }
    if let other = Self.alternatives[setting.key], let earlier = line(of: other) {
      throw SettingError(
        key: setting.key, expected: "index or store", found: "\(other) in line \(earlier) too")
    }
  }

  private func line(of key: String) -> Int? {
    if case .file(let line) = origins[key] { line } else { nil }
  }

  /// The keys that differ from those of `running`, which a reload does not take up.
  func keysNeedingRestart(since running: ServiceSettings) -> [String] {
    Setting.all.filter { !$0.isReloaded && $0.texts(values) != $0.texts(running.values) }.map(\.key)
  }

  // MARK: What holds

  /// Every setting as a line of a configuration file: its value, what it means, its unit and range, and where
  /// it comes from.
  /// What has no value stands behind `#`. Read as a configuration file the lines mean the same again.
  var lines: [String] {
    Setting.all.flatMap { setting -> [String] in
      let texts = setting.texts(values)
      let note = "# \(setting.meaning) (\(setting.values); \(origin(of: setting.key, texts)))"
      return texts.isEmpty
        ? [Self.columns("# \(setting.key) =", note)]
        : texts.map { Self.columns("\(setting.key) = \($0)", note) }
    }
  }

  private func origin(of key: String, _ texts: [String]) -> String {
    switch origins[key] {
    case .file(let line): "line \(line)"
    case .commandLine: "command line"
    case nil: texts.isEmpty ? "not set" : "default"
    }
  }

  private static func columns(_ text: String, _ note: String) -> String {
    text + String(repeating: " ", count: max(1, 40 - text.count)) + note
  }
}

/// Where a daemon's settings come from; read at its start and again with each reload.
struct SettingSources: Sendable {
  let file: PathArgument?
  /// In the order in which they stand.
  let commandLine: [CommandLineSetting]

  struct CommandLineSetting: Sendable {
    let key: String
    let text: String
  }

  /// - Throws: `Failure` with exit code 78, naming the line of the file, or 64, naming the option.
  func read() throws(Failure) -> ServiceSettings {
    var settings = ServiceSettings()
    if let file { try settings.read(file) }
    do throws(SettingError) {
      for given in commandLine { try settings.set(given.key, given.text, .commandLine) }
    } catch {
      throw Failure("--\(error)", .usage)
    }
    return settings
  }
}
