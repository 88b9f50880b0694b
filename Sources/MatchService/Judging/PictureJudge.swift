public import ContentDigests
public import HashCore
public import Matcher

/// Here are a file's bytes. Is the picture known?
///
/// Digests first, which need no decoding; then the hash of the picture as stored, turned as EXIF says, over
/// white and black where it is transparent, and in all orientations and as its variants if asked. One judge
/// serves one thread.
public final class PictureJudge {
  private let hasher: any HashSource
  /// `nil` trusts every hash; only tests do.
  private let rule: ExactnessRule?

  public convenience init(hasher: any HashSource) { self.init(hasher: hasher, rule: ExactnessRule()) }

  init(hasher: any HashSource, rule: ExactnessRule?) {
    self.hasher = hasher
    self.rule = rule
  }

  /// The judgement on the picture whose encoded file is `bytes`.
  /// - Parameter sha256: of the bytes, where somebody computed it already.
  public func judge(
    _ bytes: RawSpan, sha256: ContentDigest? = nil, in index: any EntrySource, _ options: ScanOptions
  ) -> Judgement {
    judge(bytes, sha256: sha256, from: index, options).believed(from: index)
  }

  /// The judgement on a file: on its picture, or on its digests alone where it is too large to be decoded.
  /// - Parameter sha256: of the file, where somebody computed it already.
  public func judge(
    _ content: FileContent, sha256: ContentDigest? = nil, in index: any EntrySource, _ options: ScanOptions
  ) -> Judgement {
    switch content {
    case .whole(let bytes):
      // SAFETY: single bytes have no padding, and the array outlives the span.
      return unsafe judge(bytes.span.bytes, sha256: sha256, in: index, options)
    case .digests(let digests, let detail):
      return judge(digests, detail, from: index, options).believed(from: index)
    }
  }

  private func judge(
    _ digests: FileDigests, _ detail: String, from source: some MatchSource, _ options: ScanOptions
  ) -> Judgement {
    var search = PictureSearch(source, options)
    search.add(digests)
    search.settleDigests()
    return search.judgement(
      search.verdict(otherwise: .tooLarge, detail: detail), PictureFacts(sha256: digests.sha256, info: nil))
  }

  func judge(
    _ bytes: RawSpan, sha256: ContentDigest? = nil, from source: some MatchSource, _ options: ScanOptions
  ) -> Judgement {
    do throws(IndexError) {
      return try judgement(on: bytes, sha256, source, options)
    } catch {
      return Judgement(.failure(.search(error)))
    }
  }

  private func judgement(
    on bytes: RawSpan, _ sha256: ContentDigest?, _ source: some MatchSource, _ options: ScanOptions
  ) throws(IndexError) -> Judgement {
    var search = PictureSearch(source, options)
    let sha256 = search.addDigests(of: bytes, sha256: sha256)
    switch try lookedUp(bytes, &search, options) {
    case .failure(let error):
      return search.judgement(
        search.verdict(otherwise: UnjudgedReason(error), detail: error.description),
        PictureFacts(sha256: sha256, error))
    case .success(let picture):
      return search.judgement(search.verdict(on: picture), PictureFacts(sha256: sha256, picture))
    }
  }

  /// Hashes the picture and looks it up. What comes back has the hashes that the answer may rest on: those of
  /// the path that was asked for, or exact ones in their place where the rule asks for them.
  private func lookedUp(
    _ bytes: RawSpan, _ search: inout PictureSearch<some MatchSource>, _ options: ScanOptions
  ) throws(IndexError) -> Result<HashedPicture, DecodeError> {
    var result = hash(bytes, HashRequest(options, search.recipes))
    if let rule, case .success(let picture) = result, picture.decode == .fast {
      let unsettled = try rule.unsettledViews(of: picture, search, qualityMin: options.qualityMin)
      if unsettled.isEmpty { return result }
      result = hash(bytes, HashRequest(exactly: unsettled))
    }
    switch result {
    case .success(let picture): try search.add(picture.hashes)
    case .failure(let error): try search.add(error.further?.hashes ?? [])
    }
    return result
  }

  private func hash(_ bytes: RawSpan, _ request: HashRequest) -> Result<HashedPicture, DecodeError> {
    do throws(DecodeError) {
      return .success(try hasher.hash(bytes, request))
    } catch {
      return .failure(error)
    }
  }
}

extension Judgement {
  /// This, unless the index that it was made from was changed in place: no match means nothing then.
  fileprivate func believed(from index: any EntrySource) -> Judgement {
    do throws(IndexError) {
      try index.checkUnchanged()
      return self
    } catch {
      return Judgement(.failure(.search(error)))
    }
  }
}

extension HashRequest {
  /// The hash of the picture at its full size always stands in the reply, whatever is looked up.
  fileprivate init(_ options: ScanOptions, _ recipes: HashRecipes) {
    self.init(
      decode: options.decode,
      orientations: options.allOrientations ? Set(Orientation.allCases) : [.original], exifOriented: true,
      backgrounds: true, recipes: recipes.union(.full), variants: options.appliedVariants, allPictures: true)
  }
}
