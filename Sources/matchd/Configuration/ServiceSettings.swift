import Cells
import HashCore
import Kernels
import MatchProtocol
import MatchService
import Matcher

/// A value that a setting cannot have.
struct SettingError: Error, CustomStringConvertible {
  let key: String
  let expected: String
  let found: String

  var description: String { "\(key): expected \(expected), found \(found)" }
}

/// What a daemon is told, by its configuration file and its command line.
struct ServiceSettings {
  private var source: IndexSource?
  private var socket: String?
  private var isIsolated = true
  private var budget = PictureBudget()
  /// `nil`: the usual one, as far as requests may ask for it.
  private var nearThreshold: Threshold?
  private var labelMap: PathArgument?
  private var configuration = ServiceConfiguration(
    index: .file(path: ""), socketPath: "", version: Matchd.version)

  /// In the order in which they are documented.
  static let keys = [
    "index", "store", "socket", "socket-mode", "admin-socket", "listen", "allow-folder", "workers",
    "max-connections", "decode-memory", "decode-seconds", "isolation", "threshold", "near-threshold",
    "max-matches", "quality-min", "decode", "protocol", "engine", "label-map", "limit-threshold",
    "limit-nearest",
    "limit-matches", "limit-queries", "limit-reply-bytes", "limit-reply-lines",
  ]

  mutating func set(_ key: String, _ value: String) throws(SettingError) {
    switch key {
    case "index": source = .file(path: value)
    case "store": source = .store(path: value)
    case "socket": socket = value
    case "admin-socket": configuration.adminSocketPath = value
    case "allow-folder": configuration.allowedFolders.append(value)
    case "socket-mode": configuration.socketMode = try Self.mode(key, value)
    case "listen": configuration.loopback = try Self.address(key, value)
    case "workers": configuration.workerCount = try Self.number(key, value, 1...1024)
    case "max-connections": configuration.connectionCountMax = try Self.number(key, value, 1...100_000)
    default: try setDecoding(key, value)
    }
  }

  private mutating func setDecoding(_ key: String, _ value: String) throws(SettingError) {
    switch key {
    case "decode-memory":
      let count = try Self.number(key, value, DecodeArguments.memoryRange)
      configuration.decodeLimits.decodeByteCountMax = count << 20
    case "decode-seconds":
      budget.processorSeconds = try Self.number(key, value, DecodeArguments.secondsRange)
    case "isolation":
      let isolation: Isolation = try Self.choice(key, value)
      isIsolated = isolation == .on
    default: try setJudging(key, value)
    }
  }

  private enum Isolation: String, CaseIterable {
    case on, off
  }

  /// What requests leave open is judged by these.
  private mutating func setJudging(_ key: String, _ value: String) throws(SettingError) {
    switch key {
    case "threshold":
      let distance = try Self.number(key, value, SearchKeys.thresholdRange)
      configuration.scanOptions.search.threshold.standard = Threshold(distance) ?? .standard
    case "near-threshold":
      nearThreshold = Threshold(try Self.number(key, value, SearchKeys.thresholdRange))
    case "max-matches":
      configuration.scanOptions.search.matchCountMax =
        try Self.number(key, value, SearchKeys.matchCountRange)
    case "quality-min":
      configuration.scanOptions.qualityMin = try Self.number(key, value, ScanKeys.qualityRange)
    case "decode": configuration.scanOptions.decode = try Self.choice(key, value)
    case "protocol": configuration.scanOptions.recipes = try Self.choice(key, value) as HashRecipes
    case "label-map": labelMap = PathArgument(argument: value)
    case "engine": configuration.scanOptions.search.engine = try Self.choice(key, value)
    default: try setLimit(key, value)
    }
  }

  /// What one request may cost.
  private mutating func setLimit(_ key: String, _ value: String) throws(SettingError) {
    let counts = 1...1_000_000_000
    switch key {
    case "limit-threshold":
      configuration.limits.thresholdMax = try Self.number(key, value, SearchKeys.thresholdRange)
    case "limit-nearest":
      configuration.limits.nearestMax = try Self.number(key, value, SearchKeys.matchCountRange)
    case "limit-matches":
      configuration.limits.matchCountMax = try Self.number(key, value, SearchKeys.matchCountRange)
    case "limit-queries": configuration.limits.batchCountMax = try Self.number(key, value, 1...1_000_000)
    case "limit-reply-bytes": configuration.limits.replyByteCountMax = try Self.number(key, value, counts)
    case "limit-reply-lines": configuration.limits.replyLineCountMax = try Self.number(key, value, counts)
    default:
      throw SettingError(
        key: key, expected: "one of \(Self.keys.joined(separator: ", "))", found: "another key")
    }
  }

  /// - Throws: `Failure` where what a daemon cannot do without is missing, or a default is one that requests
  ///   may not ask for.
  func configuration(kernels: KernelTable) throws(Failure) -> ServiceConfiguration {
    guard let source, let socket else {
      throw Failure(
        "expected an index or a list store, and a socket, found "
          + (source == nil ? "neither index nor store" : "no socket"), .configuration)
    }
    try checkDefaults()
    var result = configuration
    (result.index, result.socketPath, result.kernels) = (source, socket, kernels)
    result.scanOptions.nearThreshold.standard =
      nearThreshold
      ?? min(ScanOptions.standardNearThreshold, Threshold(result.limits.thresholdMax) ?? .standard)
    if let labelMap { result.labels = try LabelMap(at: labelMap) }
    if isIsolated {
      result.cells = CellSettings(
        cellCount: result.workerCount + 1, limits: result.decodeLimits, kernels: kernels, budget: budget,
        standsBack: true)
    }
    return result
  }

  private func checkDefaults() throws(Failure) {
    let (search, limits) = (configuration.scanOptions.search, configuration.limits)
    for (key, value, limit) in [
      ("threshold", search.threshold.standard.distanceMax, limits.thresholdMax),
      ("near-threshold", nearThreshold?.distanceMax ?? 0, limits.thresholdMax),
      ("max-matches", search.matchCountMax, limits.matchCountMax),
    ] where value > limit {
      throw Failure(
        "\(key): expected at most \(limit), which requests may ask for, found \(value)", .configuration)
    }
  }

  private static func number(
    _ key: String, _ value: String, _ range: ClosedRange<Int>
  ) throws(SettingError) -> Int {
    guard let number = Int(value), range.contains(number) else {
      throw SettingError(
        key: key, expected: "\(range.lowerBound) to \(range.upperBound)", found: "'\(value)'")
    }
    return number
  }

  private static func mode(_ key: String, _ value: String) throws(SettingError) -> UInt32 {
    guard let mode = UInt32(value, radix: 8), mode <= 0o777 else {
      throw SettingError(key: key, expected: "three octal digits such as 660", found: "'\(value)'")
    }
    return mode
  }

  private static func address(_ key: String, _ value: String) throws(SettingError) -> LoopbackAddress {
    guard let address = LoopbackAddress(parsing: value) else {
      throw SettingError(
        key: key, expected: "an address of this machine such as 127.0.0.1:7777", found: "'\(value)'")
    }
    return address
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ value: String
  ) throws(SettingError) -> Choice {
    guard let choice = Choice(rawValue: value) else {
      let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw SettingError(key: key, expected: "one of \(names)", found: "'\(value)'")
    }
    return choice
  }
}
