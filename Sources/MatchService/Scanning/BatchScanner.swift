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
  public typealias FileJudge = (_ content: FileContent, _ place: Int) -> Item

  private let jobCount: Int
  private let limits: DecodeLimits
  private let makeJudge: @Sendable () -> FileJudge

  /// How many results per worker may wait for an earlier one.
  private static let waitingCountPerJob = 64

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
    index: HashIndex, options: ScanOptions = .init(), jobCount: Int = BatchScanner.processorCount,
    limits: DecodeLimits = .init(), kernels: KernelTable = .best
  ) {
    self.init(jobCount: jobCount, limits: limits) {
      let judge = PictureJudge(hasher: PictureHasher(kernels: kernels, limits: limits))
      let mapping = ReplyMapping(index: index)
      return { content, place in mapping.item(judge.judge(content, in: index, options), at: place) }
    }
  }

  /// Processors that are online.
  public static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Calls `body` once per file, in order, from one thread at a time, until it returns false. Returns when
  /// the last file is done; after a false, the files that workers had already taken are judged and not
  /// reported.
  /// - Throws: where no thread can be started at all.
  public func run(
    _ walk: FolderWalk, _ body: @escaping @Sendable (ScannedFile) -> Bool
  ) throws(SystemError) {
    let queue = ScanQueue(walk, aheadCountMax: 2 * jobCount)
    let order = ResultOrder(waitingCountMax: jobCount * Self.waitingCountPerJob) { result in
      if !queue.isStopped, !body(result) { queue.stop() }
    }
    let work: @Sendable () -> Void = { [self] in
      let judge = makeJudge()
      while let (number, place) = queue.next() {
        order.put(judgePlace(place, number, judge), at: number)
      }
    }
    try WorkerThread.runAll(count: jobCount, work)
  }

  private func judgePlace(_ place: FolderWalk.Element, _ number: Int, _ judge: FileJudge) -> ScannedFile {
    switch place {
    case .failure(let path, let error):
      return ScannedFile(path: path, item: Item(index: number, outcome: .failed(ItemError(error))))
    case .other(let path, let kind):
      let error = ItemError(.badRequest, "expected a file or folder, found \(kind)")
      return ScannedFile(path: path, item: Item(index: number, outcome: .failed(error)))
    case .file(let path):
      return ScannedFile(path: path, item: judgeFile(path, number, judge))
    }
  }

  private func judgeFile(_ path: [UInt8], _ number: Int, _ judge: FileJudge) -> Item {
    do throws(FileError) {
      let file = try FileBytes.open(path)
      return judge(try FileContent.read(file, byteCountMax: limits.encodedByteCountMax), number)
    } catch {
      return Item(index: number, outcome: Item.Outcome(error))
    }
  }
}
