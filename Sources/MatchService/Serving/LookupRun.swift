import HashCore
import MatchProtocol
import Matcher

/// A look-up under way: as many of its queries at a time as a step of work may take, by whichever worker has
/// it. One index answers all of it.
struct LookupRun: Sendable {
  private let queries: QueryLines
  private let leavesOutUnknown: Bool
  private let judge: QueryJudge
  private let mapping: ReplyMapping
  private let limits: ProtocolLimits
  /// The site's own labels where nothing else is told of a match; else `nil`.
  private let restrictedLabels: LabelMap?
  private var pace = LookupPace()
  /// Why the queries from here on are not searched for any more.
  private var cut: ItemError?
  private(set) var tally = ItemTally()
  /// What its queries came near to, since it was taken last.
  private var sightings: [ProbeWatch.Sighting] = []
  private var encoder: ResponseEncoder

  let loaded: LoadedIndex
  /// Microseconds of the monotonic clock; queries that are not answered by then are told so.
  private let deadline: UInt64

  init(
    _ lookup: LookupRequest, _ options: LookupOptions, in loaded: LoadedIndex, labels: LabelMap = LabelMap(),
    isRestricted: Bool = false, tag: String?, limits: ProtocolLimits, deadline: UInt64
  ) {
    queries = lookup.queries
    leavesOutUnknown = lookup.leavesOutUnknown
    judge = QueryJudge(index: loaded.index, options: options)
    mapping = ReplyMapping(index: loaded.index, labels: labels)
    self.limits = limits
    self.loaded = loaded
    self.deadline = deadline
    encoder = ResponseEncoder(tag: tag, form: lookup.form, isRestricted: isRestricted)
    restrictedLabels = isRestricted ? labels : nil
  }

  var isFinished: Bool { tally.total == queries.count }
  /// Bytes of the reply that were written and not taken.
  var byteCount: Int { encoder.bytes.count }

  /// Answers the next queries. A step is one search of the index at least; where searches are short it is as
  /// many of them as take about `LookupPace.stepMicroseconds`.
  mutating func step(_ clock: () -> UInt64) {
    let end = min(queries.count, tally.total + pace.queryCount)
    let start = clock()
    if cut == nil && start >= deadline { cut = .tookTooLong }
    if cut == nil {
      // Handed over in order, so that the tally says which query each is.
      let (judge, queries, places) = (judge, queries, tally.total..<end)
      judge.forEachJudgement(on: queries, in: places) { add($0) }
    } else {
      while tally.total < end { fail() }
    }
    pace.adapt(to: clock() - start)
  }

  private mutating func add(_ judgement: Judgement) {
    guard cut == nil else { return fail() }
    let item = mapping.item(judgement, at: tally.total)
    if let sighting = ProbeWatch.Sighting(item, hash: hash(at: tally.total)) { sightings.append(sighting) }
    let told = restrictedLabels.map { RestrictedRole.item(item, $0) } ?? item
    if case .unknown(let nearest) = item.outcome, nearest.isEmpty, leavesOutUnknown { return tally.add(item) }
    if encoder.item(told, within: limits) { return tally.add(item) }
    cut = .replyTooLarge(limits)
    fail()
  }

  private func hash(at place: Int) -> PDQHash? {
    let query = queries.withBytes(at: place) { try? MatchQuery(parsing: $0) }
    return if case .hash(let hash) = query { hash } else { nil }
  }

  /// Takes what the queries of the last steps came near to, which began with this one.
  mutating func takeSightings(since place: Int) -> [ProbeWatch.Sighting] {
    defer { sightings = [] }
    return sightings.map { sighting in
      var sighting = sighting
      sighting.place -= place
      return sighting
    }
  }

  private mutating func fail() {
    guard let cut else { return }
    let item = Item(index: tally.total, outcome: .failed(cut))
    encoder.item(item)
    tally.add(item)
  }

  /// Takes what was written of the reply since the last time.
  mutating func takeBytes() -> [UInt8] { encoder.takeBytes() }

  /// Writes the last line.
  mutating func finish(with fields: [Field]) { encoder.ok(fields) }
}

/// How many queries a step of work has, by how long the last one took.
struct LookupPace: Sendable {
  /// About how long a step is to take.
  static let stepMicroseconds: UInt64 = 1_000

  private(set) var queryCount = 16

  /// A step took so long: the next one has as many queries as would have filled the time, and at most four
  /// times as many, since the next queries may be dearer.
  mutating func adapt(to microseconds: UInt64) {
    let fitting = UInt64(queryCount) * Self.stepMicroseconds / max(1, microseconds)
    queryCount = Int(max(1, min(fitting, UInt64(4 * queryCount), 1 << 14)))
  }
}

extension ItemError {
  fileprivate static let tookTooLong = ItemError(
    .timeout, "the look-up took too long as a whole; ask for fewer queries at a time")

  fileprivate static func replyTooLarge(_ limits: ProtocolLimits) -> ItemError {
    ItemError(
      .tooLarge,
      "expected a reply of at most \(limits.replyByteCountMax) bytes and \(limits.replyLineCountMax) lines, "
        + "found a longer one; ask for fewer matches or fewer queries at a time")
  }
}
