import Cells
import HashCore
import Kernels
import MatchProtocol
import MatchService
import Matcher

/// The value of every setting, the usual one where nothing was set.
struct SettingValues: Sendable {
  var index: String?
  var store: String?
  var socket: String?
  var socketMode: UInt32 = 0o660
  var adminSocket: String?
  var listen: LoopbackAddress?
  var allowedFolders: [String] = []
  var logFormat = LogFormat.plain
  var workers = BatchScanner.processorCount
  var connectionCountMax = 1000
  /// Mebibytes.
  var decodeMemory = DecodeLimits().decodeByteCountMax >> 20
  var decodeSeconds = PictureBudget().processorSeconds
  var tiff = Switch.off
  var isolation = Switch.on
  var threshold = Threshold.standard.distanceMax
  /// `nil`: the usual one, as far as requests may ask for it.
  var nearThreshold: Int?
  var matchCountMax = SearchOptions().matchCountMax
  var qualityMin = ScanOptions().qualityMin
  var decode = ScanOptions().decode
  var recipes: HashRecipes?
  /// `nil`: the usual ones, as far as the decoding has any.
  var variants: VariantSet?
  var engine = SearchOptions().engine
  var labelMap: String?
  var limits = ProtocolLimits()
  var access = AccessRules()

  enum Switch: String, CaseIterable {
    case on, off
  }

  var effectiveNearThreshold: Int {
    nearThreshold ?? min(ScanOptions.standardNearThreshold.distanceMax, limits.thresholdMax)
  }

  var effectiveVariants: VariantSet { ScanOptions(decode: decode, variants: variants).appliedVariants }
}

// MARK: What a daemon is made of

extension SettingValues {
  /// - Parameter hasInheritedSocket: whether there is a socket to listen on without a path.
  /// - Throws: `Failure` where what a daemon cannot do without is missing, a default is one that requests may
  ///   not ask for, or the map of labels cannot be read.
  func configuration(
    kernels: KernelTable, hasInheritedSocket: Bool
  ) throws(Failure) -> ServiceConfiguration {
    guard socket != nil || hasInheritedSocket else {
      throw Failure("socket: expected a path, found none", .configuration)
    }
    let rules = try rules()
    var result = ServiceConfiguration(
      index: try source(), socketPath: socket ?? "", socketMode: socketMode, adminSocketPath: adminSocket,
      loopback: listen, allowedFolders: allowedFolders, limits: rules.limits,
      connectionCountMax: rules.connectionCountMax, workerCount: workers, kernels: kernels,
      scanOptions: rules.scanOptions, version: Matchd.version)
    result.decodeLimits.decodeByteCountMax = decodeMemory << 20
    result.labels = rules.labels
    result.access = rules.access
    if isolation == .on {
      result.cells = CellSettings(
        cellCount: workers + 1, limits: result.decodeLimits, kernels: kernels,
        budget: PictureBudget(processorSeconds: decodeSeconds), standsBack: true,
        turnedOn: tiff == .on ? [.tiff] : [])
    }
    return result
  }

  private func source() throws(Failure) -> IndexSource {
    if let store { return .store(path: store) }
    if let index { return .file(path: index) }
    throw Failure("expected an index or a list store, found neither index nor store", .configuration)
  }

  /// What a reload may change.
  func rules() throws(Failure) -> ServiceRules {
    try checkDefaults()
    var options = ScanOptions(
      qualityMin: qualityMin, decode: decode, recipes: recipes, variants: variants)
    options.search.threshold.standard = Threshold(threshold) ?? .standard
    options.search.matchCountMax = matchCountMax
    options.search.engine = engine
    options.nearThreshold.standard = Threshold(effectiveNearThreshold) ?? .standard
    var rules = ServiceRules(
      limits: limits, connectionCountMax: connectionCountMax, scanOptions: options, labels: try labels())
    rules.access = access
    return rules
  }

  private func labels() throws(Failure) -> LabelMap {
    guard let path = labelMap.flatMap(PathArgument.init(argument:)) else { return LabelMap() }
    return try LabelMap(at: path)
  }

  private func checkDefaults() throws(Failure) {
    for (key, value, limit) in [
      ("threshold", threshold, limits.thresholdMax),
      ("near-threshold", nearThreshold ?? 0, limits.thresholdMax),
      ("max-matches", matchCountMax, limits.matchCountMax),
    ] where value > limit {
      throw Failure(
        "\(key): expected at most \(limit), which requests may ask for, found \(value)", .configuration)
    }
    if decode == .fast, let variants, variants != .none {
      throw Failure("variants: expected none with decode fast, found \(variants.rawValue)", .configuration)
    }
  }
}
