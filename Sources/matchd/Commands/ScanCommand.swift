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

struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan", abstract: "Judge the pictures in files and folders.",
    discussion: """
      Folders are walked in byte order; links are not followed unless that is asked for. Exit codes: 1 at \
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
  @OptionGroup var decoding: DecodeArguments
  @Flag(help: "Also look for the picture turned and mirrored, in all eight orientations.")
  var allOrientations = false
  @Option(help: "Pictures judged at the same time (default: one per processor).")
  var jobs: Int?
  @Flag(help: "Follow symbolic links to files and folders, each once.")
  var followLinks = false
  @Flag(name: .shortAndLong, help: "Also name what was skipped in a table; the other formats always do.")
  var verbose = false
  @Option(
    help: """
      With --decode fast: hash one picture in N both ways, answer from the exact hash where they differ, and \
      report how much of their windows the margins needed.
      """)
  var auditFast: Int?
  @Option(help: "table, jsonl, csv or html.")
  var format: ScanFormat = .table
  @Option(
    help: ArgumentHelp("Write the report to this file, which appears when it is complete.", valueName: "file")
  )
  var output: PathArgument?
  @Argument(help: ArgumentHelp("Files and folders.", valueName: "path"))
  var paths: [PathArgument]

  func validate() throws {
    if let nearThreshold { try check("--near-threshold", nearThreshold, in: SearchKeys.thresholdRange) }
    try check("--quality-min", qualityMin, in: ScanKeys.qualityRange)
    try labels.check(source)
    if let jobs { try check("--jobs", jobs, in: 1...1024) }
    if decoding.areGiven, !source.isLocal {
      throw ValidationError(
        "--decode-memory, --decode-seconds and --no-isolation do not go with --socket"
      )
    }
    guard let auditFast else { return }
    try check("--audit-fast", auditFast, in: 1...1_000_000_000)
    guard decode == .fast, source.isLocal else {
      throw ValidationError("--audit-fast needs --decode fast, and does not go with --socket")
    }
  }

  func run() throws {
    let audit = auditFast.map(FastAudit.init)
    let walk = FolderWalk(paths.map(\.bytes), followsLinks: followLinks)
    try checkOutput(against: walk)
    let scan = try scanner(audit)
    let report = ScanReport(format: format.rows(verbose: verbose), file: try ReportFile(output))
    report.begin()
    try scan(walk) { report.add($0) }
    let summary = report.finish(decode: decode)
    if let audit { StandardError.line(audit.text) }
    if summary.isEmpty {
      StandardError.line("nothing to judge: no file was found")
      throw ExitStatus.failure
    }
    if summary.status != .success { throw summary.status }
    if audit?.hasFailed == true { throw ExitStatus.failure }
  }

  /// The report replaces nothing that is read for it.
  private func checkOutput(against walk: FolderWalk) throws(Failure) {
    guard let output else { return }
    let index = source.index.flatMap { PathArgument(argument: $0) }.map { (path: $0, name: "the index") }
    try OutputClash.check(
      output, against: [index].compactMap(\.self) + paths.map { ($0, "a file to be scanned,") })
    try OutputClash.check(output, against: walk)
  }

  /// Judges every file of a walk and reports it, until told to stop.
  private typealias Scanner = (
    _ walk: FolderWalk, _ report: @escaping @Sendable (ScannedFile) -> Bool
  ) throws(Failure) -> Void

  private var options: ScanOptions {
    ScanOptions(
      search: search.options, nearThreshold: nearThreshold.flatMap { Threshold($0) }, qualityMin: qualityMin,
      decode: decode, allOrientations: allOrientations, recipes: recipes)
  }

  private func scanner(_ audit: FastAudit?) throws -> Scanner {
    guard let index = try source.opened(for: search.engine) else { return try daemonScanner() }
    let labels = try labels.opened()
    let jobCount = jobs ?? BatchScanner.processorCount
    let makeHasher = try decoding.hashSources(cellCount: jobCount + 1)
    let scanner = BatchScanner(jobCount: jobCount, limits: decoding.limits) { [options] in
      let hasher = makeHasher()
      let judge = PictureJudge(hasher: hasher)
      let mapping = ReplyMapping(index: index, labels: labels)
      return { content, place in
        var options = options
        if case .whole(let bytes) = content,
          audit?.findsDisagreement(on: bytes, place: place, hasher) == true
        {
          options.decode = .exact
        }
        return mapping.item(judge.judge(content, in: index, options), at: place)
      }
    }
    return { walk, report throws(Failure) in
      do throws(SystemError) {
        try scanner.run(walk, report)
      } catch {
        throw Failure("\(error)")
      }
    }
  }

  /// The daemon decides how many pictures are judged at the same time.
  private func daemonScanner() throws -> Scanner {
    let client = try source.connectedDaemon()
    return { [options] walk, report in client.scan(walk, options: options, report) }
  }
}
