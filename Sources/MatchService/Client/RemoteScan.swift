import DequeModule
import MatchProtocol
import Matcher
import Platform

extension MatchClient {
  /// Has the daemon judge every picture of a walk: each file is opened here and handed over as a
  /// descriptor, so the daemon needs no right to read it. Results come in the order of the walk,
  /// until `body` returns false.
  public func scan(
    _ walk: FolderWalk, options: ScanOptions, _ body: @escaping (ScannedFile) -> Bool
  ) throws(ClientError) {
    let scan = RemoteScan(walk: walk, keys: options.keys, body: body)
    try pipeline(inflightMax: 16, next: { scan.next() }, onReply: { scan.accept($0) })
    scan.deliver()
  }
}

/// Which files were handed over, and what came back.
private final class RemoteScan {
  private var walk: FolderWalk
  private let keys: ScanKeys
  private let body: (ScannedFile) -> Bool
  /// From the next file to be delivered on; without an item while the daemon has it.
  private var pending: Deque<(path: [UInt8], item: Item?)> = []
  /// How many places of the walk were come to.
  private var count = 0
  private var deliveredCount = 0
  private var isStopped = false

  init(walk: FolderWalk, keys: ScanKeys, body: @escaping (ScannedFile) -> Bool) {
    self.walk = walk
    self.keys = keys
    self.body = body
  }

  /// The next file as a request; what cannot be handed over gets its item here.
  func next() -> MatchClient.Outgoing? {
    while !isStopped, let place = walk.next() {
      defer { count += 1 }
      switch place {
      case .failure(let path, let error): fail(path, ItemError(error))
      case .other(let path, let kind):
        fail(path, ItemError(.badRequest, "expected a file or folder, found \(kind)"))
      case .file(let path):
        if let file = open(path) {
          pending.append((path, nil))
          return MatchClient.Outgoing(.scan(ScanRequest(source: .descriptor, keys: keys)), file: file)
        }
      }
    }
    return nil
  }

  private func open(_ path: [UInt8]) -> Descriptor? {
    do throws(FileError) {
      return try FileBytes.open(path)
    } catch {
      pending.append((path, Item(index: count, outcome: Item.Outcome(error))))
      return nil
    }
  }

  private func fail(_ path: [UInt8], _ error: ItemError) {
    pending.append((path, Item(index: count, outcome: .failed(error))))
  }

  /// The reply to the oldest request.
  func accept(_ reply: Reply) {
    guard let place = pending.firstIndex(where: { $0.item == nil }) else { return }
    pending[place].item = Item(reply)
    deliver()
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

extension Item {
  /// The one item of a reply to `SCAN`, or its refusal as an item.
  fileprivate init(_ reply: Reply) {
    if case .failed(let failure) = reply.status {
      self.init(
        index: 0,
        outcome: .failed(
          ItemError(code: failure.code, errorClass: failure.errorClass, message: failure.message)))
    } else {
      self =
        reply.items.first ?? Item(index: 0, outcome: .failed(ItemError(.internal, "a reply without item")))
    }
  }
}
