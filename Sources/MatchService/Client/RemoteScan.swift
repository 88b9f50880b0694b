import DequeModule
import MatchProtocol
import Matcher
import Platform

extension RetryingClient {
  /// Has the daemon judge every picture of a walk: each file is opened here and handed over as a
  /// descriptor, so the daemon needs no right to read it. Results come in the order of the walk,
  /// until `body` returns false; a file that the daemon could not be asked about has an error for one.
  public func scan(_ work: ScanWork, options: ScanOptions, _ body: @escaping (ScannedFile) -> Bool) {
    let scan = RemoteScan(work: work, keys: options.keys, body: body)
    pipeline(inflightMax: 16, next: { scan.next() }, { scan.accept($0) })
    scan.deliver()
  }
}

/// Which files were handed over, and what came back.
private final class RemoteScan {
  private var work: ScanWork
  private let keys: ScanKeys
  private let body: (ScannedFile) -> Bool
  /// From the next file to be delivered on; without an item while the daemon has it.
  private var pending: Deque<(path: [UInt8], item: Item?)> = []
  /// How many places of the walk were come to.
  private var count = 0
  private var deliveredCount = 0
  private var isStopped = false

  init(work: ScanWork, keys: ScanKeys, body: @escaping (ScannedFile) -> Bool) {
    self.work = work
    self.keys = keys
    self.body = body
  }

  /// The next file as a request; what cannot be handed over gets its item here.
  func next() -> MatchClient.Outgoing? {
    while !isStopped, let place = work.next() {
      defer { count += 1 }
      if let outcome = Item.Outcome(place) {
        pending.append((place.path, Item(index: count, outcome: outcome)))
      } else if let file = open(place.path) {
        pending.append((place.path, nil))
        return MatchClient.Outgoing(.scan(ScanRequest(source: .descriptor, keys: keys)), file: file)
      }
    }
    return nil
  }

  private func open(_ path: [UInt8]) -> Descriptor? {
    do throws(FileError) {
      return try FileBytes.open(path, followingLinks: work.followsLinks)
    } catch {
      pending.append((path, Item(index: count, outcome: Item.Outcome(walked: error))))
      return nil
    }
  }

  /// The answer to the oldest request.
  /// - Returns: whether further ones are wanted.
  func accept(_ answer: Result<Reply, ClientError>) -> Bool {
    guard let place = pending.firstIndex(where: { $0.item == nil }) else { return false }
    pending[place].item = answer.items(count: 1)[0]
    deliver()
    return !isStopped
  }

  /// Hands out what is next in order and has its item.
  func deliver() {
    while !isStopped, let first = pending.first, var item = first.item {
      item.index = deliveredCount
      isStopped = !body(ScannedFile(path: first.path, item: item))
      pending.removeFirst()
      deliveredCount += 1
    }
  }
}
