import MatchProtocol
import MatchService

extension Setting {
  /// Every setting, in the order in which they are documented.
  static let all = sourceSettings + processSettings + judgingSettings + limitSettings

  private static let byKey = Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0) })

  /// - Throws: `SettingError` that names the nearest key.
  static func named(_ key: String) throws(SettingError) -> Setting {
    if let setting = byKey[key] { return setting }
    let nearest = all.map { (key: $0.key, distance: EditDistance.between($0.key, key)) }
      .min { $0.distance < $1.distance }
    let hint = nearest.flatMap { 2 * $0.distance <= max(key.count, 4) ? "; the nearest is '\($0.key)'" : nil }
    throw SettingError(
      key: key, expected: "a setting",
      found: "none of this name" + (hint ?? "; 'matchd serve --print-config' shows all"))
  }

  private static let sourceSettings = [
    path("index", \.index, "the index file to answer from"),
    path("store", \.store, "the list store to answer from, in the place of an index"),
    path("socket", \.socket, "the Unix socket to listen on"),
    mode("socket-mode", \.socketMode, "permission bits of the socket; the admin socket always has 600"),
    path("admin-socket", \.adminSocket, "a second Unix socket that also takes RELOAD, for its owner alone"),
    address("listen", \.listen, "TCP on this machine alone"),
    paths("allow-folder", \.allowedFolders, "a folder below which SCAN path= may name files"),
    clients(
      "restricted", \.access.restricted, "who is told a verdict and the site's own labels, and nothing else"),
    number(
      "client-rate", \.access.quota.perSecond, 0...1_000_000_000, "queries and pictures a second",
      "that each client may ask for, ten seconds' worth at once; 0: any number", isReloaded: true),
    number(
      "client-day", \.access.quota.perDay, 0...1_000_000_000_000, "queries and pictures in 24 hours",
      "that each client may ask for; 0: any number", isReloaded: true),
    word(
      "probe-alarm", \.access.probeAlarm, "what is done about clients that feel for a listed entry",
      isReloaded: true),
  ]

  private static let processSettings = [
    word("log-format", \.logFormat, "how the log's lines are written"),
    number(
      "workers", \.workers, 1...1024, "threads",
      "for look-ups of few queries; as many for longer ones, and as many that decode"),
    number(
      "max-connections", \.connectionCountMax, 1...100_000, "connections",
      "further ones are turned away with BUSY; the admin socket has 16 of its own", isReloaded: true),
    number(
      "decode-memory", \.decodeMemory, DecodeArguments.memoryRange, "mebibytes",
      "that decoding one picture may take"),
    number(
      "decode-seconds", \.decodeSeconds, DecodeArguments.secondsRange, "processor seconds",
      "that decoding one picture may take, more for large files"),
    word("tiff", \.tiff, "on decodes TIFF too, where package matchd-tiff is installed"),
    word("isolation", \.isolation, "on decodes pictures in cells, off in the daemon itself"),
  ]

  private static let judgingSettings = [
    number(
      "threshold", \.threshold, SearchKeys.thresholdRange, "bits",
      "largest distance that matches, in lists and for requests that do not say otherwise", isReloaded: true),
    number(
      "near-threshold", \.nearThreshold, SearchKeys.thresholdRange, "bits",
      "largest distance of a lead, in the same way", isReloaded: true,
      shown: { $0.effectiveNearThreshold }),
    number(
      "max-matches", \.matchCountMax, SearchKeys.matchCountRange, "entries", "in an answer, at most",
      isReloaded: true),
    number(
      "quality-min", \.qualityMin, ScanKeys.qualityRange, "of PDQ's quality",
      "lowest that is matched on", isReloaded: true),
    word("decode", \.decode, "how pictures are decoded at first", isReloaded: true),
    word("protocol", \.recipes, "how pictures are hashed, whatever their lists say", isReloaded: true),
    word(
      "variants", \.variants, "what pictures are also looked up as; none where decode is fast",
      isReloaded: true, shown: { $0.effectiveVariants }),
    word("engine", \.engine, "how to search: speed alone", isReloaded: true),
    path("label-map", \.labelMap, "a file with the site's own labels", isReloaded: true),
  ]

  private static let limitSettings = [
    number(
      "limit-threshold", \.limits.thresholdMax, SearchKeys.thresholdRange, "bits",
      "largest threshold= and near_threshold= of a request", isReloaded: true),
    number(
      "limit-nearest", \.limits.nearestMax, SearchKeys.matchCountRange, "entries",
      "largest nearest= of a request", isReloaded: true),
    number(
      "limit-matches", \.limits.matchCountMax, SearchKeys.matchCountRange, "entries",
      "largest max_matches= of a request", isReloaded: true),
    number(
      "limit-queries", \.limits.batchCountMax, 1...1_000_000, "queries", "of one request, at most",
      isReloaded: true),
    number(
      "limit-reply-bytes", \.limits.replyByteCountMax, 1...1_000_000_000, "bytes",
      "of items in one reply, at most", isReloaded: true),
    number(
      "limit-reply-lines", \.limits.replyLineCountMax, 1...1_000_000_000, "lines",
      "of items in one reply, at most", isReloaded: true),
  ]
}
