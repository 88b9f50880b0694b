import ArgumentParser
import HashCore
import Kernels
import MatchProtocol
import MatchService
import Matcher
import Platform

extension HashRecipes: ExpressibleByArgument {
  static let help =
    "full, cli512 or both: how pictures are hashed (default: as each list says of its hashes)."
}

extension VariantSet: ExpressibleByArgument {}

struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan", abstract: "Judge the pictures in files and folders.",
    discussion: """
      Folders are walked in byte order; links are not followed unless that is asked for. Ctrl-C finishes \
      what is under way, and leaves a report of what was looked at, which says so. Exit codes: 1 at \
      least one picture is known, 2 none is and something could not be judged or was skipped, or there was \
      no file, 0 everything was judged and nothing is known.
      """)

  @OptionGroup var source: SourceOptions
  @OptionGroup var search: SearchArguments
  @OptionGroup var labels: LabelMapOption
  @Option(
    help: """
      Largest distance of a lead, 0 to 256 bits, in all lists; 0 for none beyond the threshold (default: \
      each list's own, else \(ScanOptions.standardNearThreshold.distanceMax)).
      """)
  var nearThreshold: Int?
  @Option(help: "Lowest quality that is matched on, 0 to 100.")
  var qualityMin = ScanOptions().qualityMin
  @Option(
    help: ArgumentHelp(
      "exact, or fast for large back-scans of files that nobody has crafted.",
      discussion: """
        fast decodes large pictures at a fraction of their size and hashes exactly whatever comes near a \
        match. It is measured, not proved, and blind to what it does not decode.
        """))
  var decode = ScanOptions().decode
  @Option(
    name: .customLong("protocol"),
    help: ArgumentHelp(
      HashRecipes.help,
      discussion: """
        cli512 finds what lists hold that were made by the reference's command line. It takes a full \
        decode: with --decode fast too, pictures are then hashed exactly.
        """))
  var recipes: HashRecipes?
  @Option(
    help: ArgumentHelp(
      "none, standard or thorough: look for what the picture was before it was edited (default: standard).",
      discussion: """
        standard looks for mirrored, turned and inverted copies, and inside borders, caption bands, pages, \
        bars and collages; thorough also for slight turns and crops. --decode fast has none.
        """))
  var variants: VariantSet?
  @OptionGroup var decoding: DecodeArguments
  @Flag(help: "Also look for the picture turned and mirrored, in all eight orientations.")
  var allOrientations = false
  @Option(help: "Pictures judged at the same time (default: one per processor).")
  var jobs: Int?
  @Option(
    help: """
      With --decode fast: hash one picture in N both ways, answer from the exact hash where they differ, and \
      report how much of their windows the margins needed.
      """)
  var auditFast: Int?
  @OptionGroup var report: ReportArguments
  @OptionGroup var walking: WalkArguments

  func validate() throws {
    if let nearThreshold { try check("--near-threshold", nearThreshold, in: SearchKeys.thresholdRange) }
    try check("--quality-min", qualityMin, in: ScanKeys.qualityRange)
    try labels.check(source)
    if let jobs { try check("--jobs", jobs, in: 1...1024) }
    if decoding.areGiven, !source.isLocal {
      throw ValidationError(
        "--decode-memory, --decode-seconds, --tiff and --no-isolation do not go with --socket"
      )
    }
    if decode == .fast, let variants, variants != .none {
      throw ValidationError("--variants \(variants.rawValue) needs --decode exact")
    }
    guard let auditFast else { return }
    try check("--audit-fast", auditFast, in: 1...1_000_000_000)
    guard decode == .fast, source.isLocal else {
      throw ValidationError("--audit-fast needs --decode fast, and does not go with --socket")
    }
  }

  func run() throws {
    let stop = ScanStop()
    try Interruption.watch(for: stop)
    let audit = auditFast.map(FastAudit.init)
    let walk = try walking.walk()
    try checkOutputs(against: walk)
    let work = ScanWork(walk, shard: walking.shard, stop: stop)
    let index = try source.opened(for: search.engine)
    let scan = try scanner(index, audit)
    let report = ScanReport(
      try self.report.outputs(), only: Set(self.report.only), gathered: try self.report.gathering(),
      progress: ScanProgress(of: work, isQuiet: self.report.quiet))
    report.begin()
    var facts = facts(of: index)
    let start = Clock.milliseconds
    let copyCount = try scan(work) { report.add($0) }
    (facts.seconds, facts.end) = (Double(Clock.milliseconds - start) / 1000, Clock.unixSeconds)
    let summary = report.finish(
      decode: decode, copyCount: copyCount, interrupted: stop.isRequested, facts, self.report.pageStyle)
    if let audit { StandardError.line(audit.text) }
    try end(summary, audit)
  }

  private func end(_ summary: ScanSummary, _ audit: FastAudit?) throws {
    if summary.isEmpty, !summary.isInterrupted {
      StandardError.line("nothing to judge: no file was found")
      throw ExitStatus.failure
    }
    if summary.status != .success { throw summary.status }
    if audit?.hasFailed == true { throw ExitStatus.failure }
  }

  /// The reports replace nothing that is read for them.
  private func checkOutputs(against walk: FolderWalk) throws(Failure) {
    let index = source.index.flatMap { PathArgument(argument: $0) }.map { (path: $0, name: "the index") }
    let list = walking.filesFrom.map { (path: $0, name: "the list of files") }
    for output in report.output {
      try OutputClash.check(
        output,
        against: [index, list].compactMap(\.self) + walking.paths.map { ($0, "a file to be scanned,") })
      try OutputClash.check(output, against: walk)
    }
  }

  /// Judges every file of a walk and reports it, until told to stop; gives how many files had the bytes of
  /// another one, where that is known.
  private typealias Scanner = (
    _ work: ScanWork, _ report: @escaping @Sendable (ScannedFile) -> Bool
  ) throws(Failure) -> Int?

  private var options: ScanOptions {
    ScanOptions(
      search: search.options, nearThreshold: nearThreshold.flatMap { Threshold($0) }, qualityMin: qualityMin,
      decode: decode, allOrientations: allOrientations, recipes: recipes, variants: variants)
  }

  /// What a page says of the scan, before it has begun.
  private func facts(of index: (any EntrySource)?) -> ScanPage.Facts {
    ScanPage.Facts(
      paths: walking.paths.map(\.shown), source: source.index ?? source.store ?? source.socket ?? "",
      generation: index?.generation, entryCount: index?.entryCount,
      threshold: search.threshold, clusterThreshold: report.clusterDistance,
      begin: Clock.unixSeconds)
  }

  private func scanner(_ index: (any EntrySource)?, _ audit: FastAudit?) throws -> Scanner {
    guard let index else { return try daemonScanner() }
    let labels = try labels.opened()
    let jobCount = jobs ?? BatchScanner.processorCount
    let makeHasher = try decoding.hashSources(cellCount: jobCount + 1)
    let scanner = BatchScanner(jobCount: jobCount, limits: decoding.limits) { [options] in
      let hasher = makeHasher()
      let judge = PictureJudge(hasher: hasher)
      let mapping = ReplyMapping(index: index, labels: labels)
      return { content, sha256, place in
        var options = options
        if case .whole(let bytes) = content,
          audit?.findsDisagreement(on: bytes, place: place, hasher) == true
        {
          options.decode = .exact
        }
        return mapping.item(judge.judge(content, sha256: sha256, in: index, options), at: place)
      }
    }
    return { work, report throws(Failure) in
      do throws(SystemError) {
        return try scanner.run(work, report)
      } catch {
        throw Failure("\(error)")
      }
    }
  }

  /// The daemon decides how many pictures are judged at the same time.
  private func daemonScanner() throws -> Scanner {
    let client = try source.connectedDaemon()
    return { [options] work, report in
      client.scan(work, options: options, report)
      return nil
    }
  }
}
