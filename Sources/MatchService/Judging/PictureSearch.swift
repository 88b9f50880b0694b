import ContentDigests
import HashCore
public import Matcher

/// What an index holds of one picture, by digest and by hash.
struct PictureSearch<Source: MatchSource> {
  private let source: Source
  private let options: ScanOptions
  private let rules: JudgingRules
  private var collector: MatchCollector
  /// What has an equal digest and counts, until all is known that may take it away.
  private var digestMatches: [ReportedMatch] = []
  /// What negative entries with an equal digest take away.
  private var byDigest = Suppression()
  /// The same, and what those take away whose hash is that of the picture as stored.
  private var byLikeness = Suppression()
  /// The recipes that the picture is looked up by, in one list or another.
  let recipes: HashRecipes

  init(_ source: Source, _ options: ScanOptions) {
    self.source = source
    self.options = options
    rules = JudgingRules(
      source.ruledLists, threshold: options.search.threshold, nearThreshold: options.nearThreshold)
    recipes = options.recipes ?? source.recipes
    collector = MatchCollector(matchCountMax: options.search.matchCountMax)
  }

  /// Looks up the digests that the index has any of.
  /// - Parameter known: their SHA-256, where somebody computed it already.
  /// - Returns: the SHA-256, which every reply carries.
  mutating func addDigests(of bytes: RawSpan, sha256 known: ContentDigest? = nil) -> ContentDigest {
    for algorithm in DigestAlgorithm.allCases where algorithm != .sha256 && source.hasDigests(algorithm) {
      add(ContentDigest(algorithm, of: bytes))
    }
    let sha256 = known ?? ContentDigest(.sha256, of: bytes)
    if source.hasDigests(.sha256) { add(sha256) }
    return sha256
  }

  /// Looks up digests that are known already.
  mutating func add(_ digests: FileDigests) {
    for digest in digests.all where source.hasDigests(digest.algorithm) { add(digest) }
  }

  private mutating func add(_ digest: ContentDigest) {
    for entry in source.entries(with: digest) {
      let (_, rule) = rules.rule(of: entry, in: source)
      let match = ReportedMatch(
        entry: entry, method: .digest(digest.algorithm), threshold: rule.threshold)
      switch rule.standing(at: 0, source.state(of: entry)) {
      case .match: digestMatches.append(match)
      case .lead: collector.addLead(match)
      case .negative: note(HashMatch(entry: entry, distance: 0), rule, isOfDigest: true)
      case .nothing: break
      }
    }
  }

  private mutating func note(_ entry: HashMatch, _ rule: JudgingRules.Rule, isOfDigest: Bool) {
    byLikeness.note(entry, rule)
    if isOfDigest { byDigest.note(entry, rule) }
  }

  /// Looks up every hash whose own quality passes the gate. A hash counts in the lists that hold hashes made
  /// by its recipe, or in all lists where the request names the recipes; that of a variant, which is made by
  /// none of them, in all.
  mutating func add(_ hashes: [ViewHash]) throws(IndexError) {
    for viewHash in hashes where passes(viewHash) { try add(viewHash) }
    settleDigests()
  }

  /// Each view is a query of its own: what is known to be harmless in one picture of a file takes nothing
  /// away that another matches.
  private mutating func add(_ viewHash: ViewHash) throws(IndexError) {
    var suppression = byDigest
    var matches: [(match: HashMatch, list: Int, threshold: Threshold)] = []
    try source.forEachMatch(for: viewHash.hash.hash, within: rules.reach, engine: options.search.engine) {
      guard counts(viewHash.view, for: $0.entry) else { return true }
      let (list, rule) = rules.rule(of: $0.entry, in: source)
      switch rule.standing(at: $0.distance, source.state(of: $0.entry)) {
      case .match: matches.append(($0, list, rule.threshold))
      case .lead where $0.distance > rule.threshold.distanceMax && !viewHash.leads: break
      case .lead: collector.addLead(ReportedMatch($0, of: viewHash.view, rule.threshold))
      case .negative:
        suppression.note($0, rule)
        if $0.distance == 0, viewHash.view.isAsStored { note($0, rule, isOfDigest: false) }
      case .nothing: break
      }
      return true
    }
    for (match, list, threshold) in matches {
      let reported = ReportedMatch(match, of: viewHash.view, threshold)
      if let suppressor = suppression.suppressor(of: match, ofList: list) {
        collector.addSuppressed(reported, by: suppressor)
      } else {
        add(reported, of: viewHash.hash)
      }
    }
  }

  /// The most bits at which a match of an uninformative hash counts: nearly the same picture.
  private static var uninformativeDistanceMax: Int { 4 }

  private mutating func add(_ match: ReportedMatch, of hash: QualifiedHash) {
    if hash.isInformative || (match.distance ?? 0) <= Self.uninformativeDistanceMax {
      collector.add(match)
    } else {
      collector.addGated(match)
    }
  }

  /// Decides about what has an equal digest: of an official list only an equal digest takes it away.
  mutating func settleDigests() {
    for match in digestMatches {
      let (list, rule) = rules.rule(of: match.entry, in: source)
      let suppression = rule.kind == .official ? byDigest : byLikeness
      if let suppressor = suppression.nearest(toList: list) {
        collector.addSuppressed(match, by: suppressor.entry)
      } else {
        collector.add(match)
      }
    }
    digestMatches = []
  }

  private func passes(_ viewHash: ViewHash) -> Bool {
    (recipes.contains(viewHash.view.recipe) || viewHash.view.variant != nil)
      && viewHash.hash.quality >= options.qualityMin
  }

  private func counts(_ view: PictureView, for entry: EntryNumber) -> Bool {
    options.recipes != nil || view.variant != nil || source.recipes(of: entry).contains(view.recipe)
  }

  /// The judgement of this verdict, with what was found and does not count.
  func judgement(_ verdict: Verdict, _ facts: PictureFacts) -> Judgement {
    var judgement = Judgement(.success(verdict), picture: facts)
    judgement.leads = collector.leads
    judgement.suppressed = collector.suppressedMatches
    return judgement
  }

  /// The views that an entry comes within their margin of matching, or near enough for a lead.
  func viewsNearMatching(of picture: HashedPicture) throws(IndexError) -> [PictureView] {
    var near: [PictureView] = []
    for viewHash in picture.hashes {
      let threshold = max(rules.matchReach.raised(by: viewHash.margin), rules.reach)
      let isNear = try source.containsMatch(
        for: viewHash.hash.hash, within: threshold, engine: options.search.engine)
      if isNear { near.append(viewHash.view) }
    }
    return near
  }

  /// The verdict on a picture that has hashes. Without a match it counts as judged only if nothing was found
  /// that does not count, its decoder came to the end of the file, all rows were there, decoded without
  /// errors, it was turned as asked for, each picture of its file was looked at, and its hash as stored
  /// passed the gate and is stable, by each recipe that it is looked up by. Further pictures of low quality
  /// are judged: a viewer shows them after the first.
  func verdict(on picture: HashedPicture) -> Verdict {
    if collector.hasGated {
      let detail =
        "expected a picture that tells more for a match of above \(Self.uninformativeDistanceMax) bits"
      return verdict(otherwise: .unstable, detail: detail)
    }
    if let reason = picture.info.unfinished {
      let error = DecodeError(reason)
      return verdict(otherwise: UnjudgedReason(error), detail: "of a further picture: \(error)")
    }
    if picture.info.isTruncated {
      return verdict(otherwise: .truncated, detail: picture.info.truncation)
    }
    if let damage = picture.info.damage { return verdict(otherwise: .damaged, detail: damage) }
    if let reason = picture.info.unturned {
      let detail = "looked at as stored and not turned: \(DecodeError(reason))"
      return verdict(otherwise: .tooLarge, detail: detail)
    }
    let pictures = picture.info.pictures
    if !pictures.areAllJudged {
      let detail = "expected to look at \(pictures.total) pictures, could look at \(pictures.judged)"
      return verdict(otherwise: .partlyJudged, detail: detail)
    }
    let asked = picture.stored.filter { recipes.contains($0.view.recipe) }
    if let flat = asked.first(where: { $0.hash.quality < options.qualityMin }) {
      return verdict(otherwise: .lowQuality, detail: lowQualityDetail(flat))
    }
    if let stability = worstStability(of: picture) {
      let expected = "expected at most \(QualifiedHash.stabilityMax) bits that rounding may turn"
      return verdict(otherwise: .unstable, detail: "\(expected), found \(stability)")
    }
    return collector.verdict
  }

  /// The quality in the reply is that of the hash at full size; that of another one has to be told.
  private func lowQualityDetail(_ flat: ViewHash) -> String? {
    let (recipe, quality) = (flat.view.recipe.rawValue, flat.hash.quality)
    return flat.view.recipe == .full
      ? nil : "expected a quality of at least \(options.qualityMin) by \(recipe), found \(quality)"
  }

  /// The stability of the least stable hash that was looked up of a picture as stored, if it is not stable.
  private func worstStability(of picture: HashedPicture) -> Int? {
    picture.hashes.filter {
      passes($0) && !$0.hash.isStable && $0.view.orientation == .original
        && $0.view.variant == nil && $0.view.frame?.onlyAddsMatches != true
    }.map(\.hash.stability).max()
  }

  /// Known if anything matched, else unjudged for `reason`.
  func verdict(otherwise reason: UnjudgedReason, detail: String? = nil) -> Verdict {
    collector.hasMatch ? collector.verdict : .unjudged(reason, detail: detail)
  }
}

extension ViewHash {
  /// Whether it says anything to come near an entry. A page is like every page of its kind, whatever is on
  /// it; and many a pattern or empty box is found among a dozen variants, each like many others.
  fileprivate var leads: Bool { !isFramed && (view.variant == nil || hash.isInformative) }
}

extension PictureView {
  /// Whether it is a file's picture as it stands there, by whatever recipe.
  fileprivate var isAsStored: Bool {
    orientation == .original && background == .ignored && frame == nil && variant == nil
  }
}

extension IndexFeatures {
  /// What judgements take into account: an index that needs more is not answered from.
  public static let judged: IndexFeatures = [
    .entryStates, .negativeLists, .listThresholds, .hashRecipes,
  ]
}
