public import ContentDigests
import Glibc
public import HashCore
public import Kernels
public import MatchProtocol
public import Matcher
public import Platform

/// Judges every picture below some paths, on several threads, and gives the results in byte order of the
/// paths.
///
///     walk --> queue --next--> worker 0..n (read, judge) --put--> results in order --> body
///
/// Workers pull, so that none waits while there is work; what is finished early waits for its turn, and
/// workers wait when too much of that gathers behind one slow picture.
public struct BatchScanner: Sendable {
  /// Judges what was read of one file; the number is its place in the run.
  public typealias FileJudge = (_ content: FileContent, _ sha256: ContentDigest, _ place: Int) -> Item

  private let jobCount: Int
  private let limits: DecodeLimits
  private let makeJudge: @Sendable () -> FileJudge

  /// How many results per worker may wait for an earlier one.
  private static let waitingCountPerJob = 64
  /// How long the digests of a file may take that is too large to be decoded.
  private static let digestMilliseconds: UInt64 = 600_000

  /// - Parameters:
  ///   - jobCount: worker threads; at least 1.
  ///   - makeJudge: makes the judge of one worker thread, on that thread.
  public init(
    jobCount: Int = BatchScanner.processorCount, limits: DecodeLimits = .init(),
    makeJudge: @escaping @Sendable () -> FileJudge
  ) {
    self.jobCount = max(1, jobCount)
    self.limits = limits
    self.makeJudge = makeJudge
  }

  /// Judges against an index of this process.
  public init(
    index: any EntrySource, options: ScanOptions = .init(), jobCount: Int = BatchScanner.processorCount,
    limits: DecodeLimits = .init(), kernels: KernelTable = .best
  ) {
    self.init(jobCount: jobCount, limits: limits) {
      let judge = PictureJudge(hasher: PictureHasher(kernels: kernels, limits: limits))
      let mapping = ReplyMapping(index: index)
      return { content, sha256, place in
        mapping.item(judge.judge(content, sha256: sha256, in: index, options), at: place)
      }
    }
  }

  /// Processors that are online.
  public static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Calls `body` once per file, in order, from one thread at a time, until it returns false. Returns when
  /// the last file is done; after a false, the files that workers had already taken are judged and not
  /// reported. Files with the same bytes are judged once.
  /// - Returns: how many files had the bytes of another one.
  /// - Throws: where no thread can be started at all.
  @discardableResult public func run(
    _ work: ScanWork, _ body: @escaping @Sendable (ScannedFile) -> Bool
  ) throws(SystemError) -> Int {
    let queue = ScanQueue(work, aheadCountMax: 2 * jobCount)
    let order = ResultOrder(waitingCountMax: jobCount * Self.waitingCountPerJob) { result in
      if !queue.isStopped, !body(result) { queue.stop() }
    }
    let copies = ExactCopies()
    try WorkerThread.runAll(count: jobCount) { [self] in
      let judge = makeJudge()
      while let (number, place) = queue.next() {
        let item =
          Item.Outcome(place).map { Item(index: number, outcome: $0) }
          ?? judgeFile(place.path, number, followingLinks: work.followsLinks, copies, judge)
        order.put(ScannedFile(path: place.path, item: item), at: number)
      }
    }
    return copies.copyCount
  }

  private func judgeFile(
    _ path: [UInt8], _ number: Int, followingLinks: Bool, _ copies: ExactCopies, _ judge: FileJudge
  ) -> Item {
    do throws(FileError) {
      let file = try FileBytes.open(path, followingLinks: followingLinks)
      let end = Clock.milliseconds + Self.digestMilliseconds
      let content = try FileContent.read(file, byteCountMax: limits.encodedByteCountMax) {
        Clock.milliseconds < end
      }
      let sha256 = content.sha256
      return copies.item(of: sha256, at: number) { judge(content, sha256, number) }
    } catch {
      return Item(index: number, outcome: Item.Outcome(walked: error))
    }
  }
}
