import ContentDigests
import HashCore
public import Matcher

/// What an index holds of one picture, by digest and by hash.
struct PictureSearch<Source: MatchSource> {
  private let source: Source
  private let options: ScanOptions
  private var collector: MatchCollector
  /// The recipes that the picture is looked up by, in one list or another.
  let recipes: HashRecipes

  init(_ source: Source, _ options: ScanOptions) {
    self.source = source
    self.options = options
    recipes = options.recipes ?? source.recipes
    collector = MatchCollector(
      threshold: options.search.threshold, matchCountMax: options.search.matchCountMax)
  }

  /// Looks up the digests that the index has any of.
  /// - Returns: the SHA-256, which every reply carries.
  mutating func addDigests(of bytes: RawSpan) -> ContentDigest {
    for algorithm in DigestAlgorithm.allCases where algorithm != .sha256 && source.hasDigests(algorithm) {
      add(ContentDigest(algorithm, of: bytes))
    }
    let sha256 = ContentDigest(.sha256, of: bytes)
    if source.hasDigests(.sha256) { add(sha256) }
    return sha256
  }

  /// Looks up digests that are known already.
  mutating func add(_ digests: FileDigests) {
    for digest in digests.all where source.hasDigests(digest.algorithm) { add(digest) }
  }

  private mutating func add(_ digest: ContentDigest) {
    for entry in source.entries(with: digest) {
      let match = ReportedMatch(entry: entry, method: .digest(digest.algorithm))
      if source.state(of: entry) == .confirmed { collector.add(match) } else { collector.addLead(match) }
    }
  }

  /// The most bits at which a match of an uninformative hash counts: nearly the same picture.
  private static var uninformativeDistanceMax: Int { 4 }

  /// Looks up every hash whose own quality passes the gate. A hash counts in the lists that hold hashes made
  /// by its recipe, or in all lists where the request names the recipes.
  mutating func add(_ hashes: [ViewHash]) throws(IndexError) {
    for viewHash in hashes where passes(viewHash) {
      try source.forEachMatch(
        for: viewHash.hash.hash, within: options.search.threshold, engine: options.search.engine
      ) {
        if counts(viewHash.view.recipe, for: $0.entry) {
          let method = MatchMethod.hash(distance: $0.distance, view: viewHash.view)
          add(ReportedMatch(entry: $0.entry, method: method), of: viewHash.hash)
        }
        return true
      }
    }
  }

  private mutating func add(_ match: ReportedMatch, of hash: QualifiedHash) {
    if source.state(of: match.entry) != .confirmed {
      collector.addLead(match)
    } else if hash.isInformative || (match.distance ?? 0) <= Self.uninformativeDistanceMax {
      collector.add(match)
    } else {
      collector.addGated(match)
    }
  }

  private func passes(_ viewHash: ViewHash) -> Bool {
    recipes.contains(viewHash.view.recipe) && viewHash.hash.quality >= options.qualityMin
  }

  private func counts(_ recipe: HashRecipe, for entry: EntryNumber) -> Bool {
    options.recipes != nil || source.recipes(of: entry).contains(recipe)
  }

  /// What was found and does not count.
  var leads: Leads { collector.leads }

  /// The views that an entry comes within their margin of matching.
  func viewsNearMatching(of picture: HashedPicture) throws(IndexError) -> [PictureView] {
    var near: [PictureView] = []
    for viewHash in picture.hashes {
      let threshold = options.search.threshold.raised(by: viewHash.margin)
      let isNear = try source.containsMatch(
        for: viewHash.hash.hash, within: threshold, engine: options.search.engine)
      if isNear { near.append(viewHash.view) }
    }
    return near
  }

  /// The verdict on a picture that has hashes. Without a match it counts as judged only if nothing was found
  /// that does not count, all its rows were there, decoded without errors, it was turned as asked for, each
  /// picture of its file was looked at, and its hash as stored passed the gate and is stable, by each recipe
  /// that it is looked up by. Further pictures of low quality are judged: a viewer shows them after the
  /// first.
  func verdict(on picture: HashedPicture) -> Verdict {
    if collector.hasGated {
      let detail =
        "expected a picture that tells more for a match of above \(Self.uninformativeDistanceMax) bits"
      return verdict(otherwise: .unstable, detail: detail)
    }
    if picture.info.isTruncated { return verdict(otherwise: .truncated) }
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
    return collector.verdict()
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
        && $0.view.frame?.onlyAddsMatches != true
    }.map(\.hash.stability).max()
  }

  /// Known if anything matched, else unjudged for `reason`.
  func verdict(otherwise reason: UnjudgedReason, detail: String? = nil) -> Verdict {
    collector.hasMatch ? collector.verdict() : .unjudged(reason, detail: detail)
  }
}

extension IndexFeatures {
  /// What judgements take into account: an index that needs more is not answered from.
  public static let judged: IndexFeatures = [.entryStates, .hashRecipes]
}
