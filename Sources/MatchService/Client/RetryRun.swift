import DequeModule
import MatchProtocol
import Platform

/// One run of requests through a `RetryingClient`.
///
///     next ──▶ queue ──▶ asked ──reply──▶ answers ──in order──▶ body
///                ▲         │
///                └─────────┘  refused for now, or the connection ended
///
/// A round asks what is in the queue and then new requests, until something goes wrong; then it is let run
/// dry, and after a pause the next round begins. At most `inflightMax` requests, and so descriptors, are in
/// the queue and asked.
final class RetryRun {
  private let client: RetryingClient
  private let inflightMax: Int
  private let next: () -> MatchClient.Outgoing?
  private let body: (Result<Reply, ClientError>) -> Bool

  /// To be asked, in the order of their numbers.
  private var queue: Deque<Request> = []
  /// With the daemon, on the connection of this round.
  private var asked: Deque<Request> = []
  /// From the request whose answer is due on; `nil` where there is none yet.
  private var answers: Deque<Result<Reply, ClientError>?> = []
  /// The number of the request whose answer is due.
  private var dueNumber = 0
  private var isStopped = false
  /// What went wrong in this round.
  private var trouble: ClientError?
  /// Whether requests are asked one by one: some request may be what the daemon went away over.
  private var isProbing = false

  private struct Request {
    let number: Int
    let outgoing: MatchClient.Outgoing
    /// When it first had no answer, in milliseconds.
    var unansweredSince: UInt64?
    /// How often the connection ended while it was the only one asked.
    var endCount = 0
  }

  /// So often a daemon may go away over one request that is asked alone.
  private static let endCountMax = 3
  /// How many times `inflightMax` answers wait for an earlier one.
  private static let waitingFactor = 4

  init(
    client: RetryingClient, inflightMax: Int, next: @escaping () -> MatchClient.Outgoing?,
    body: @escaping (Result<Reply, ClientError>) -> Bool
  ) {
    self.client = client
    self.inflightMax = inflightMax
    self.next = next
    self.body = body
  }

  func run() {
    while !isStopped, refill() {
      trouble = nil
      do throws(ClientError) {
        let connection = try client.connected()
        try connection.pipeline(inflightMax: inflightMax, next: { takeNext() }, onReply: { accept($0) })
      } catch {
        connectionFailed(error)
      }
      if let trouble { waitOrGiveUp(trouble) }
    }
  }

  // MARK: Asking

  /// Whether there is a request to ask; a new one is fetched where none is left over.
  private func refill() -> Bool {
    guard queue.isEmpty else { return true }
    guard answers.count < Self.waitingFactor * inflightMax, let outgoing = next() else {
      return false
    }
    queue.append(Request(number: dueNumber + answers.count, outgoing: outgoing))
    answers.append(nil)
    return true
  }

  /// The next request of this round.
  private func takeNext() -> MatchClient.Outgoing? {
    guard trouble == nil, !isStopped, !isProbing || asked.isEmpty, refill() else { return nil }
    let request = queue.removeFirst()
    asked.append(request)
    return request.outgoing
  }

  // MARK: Answers

  /// The reply to the oldest request that is asked.
  private func accept(_ reply: Reply) {
    let request = asked.removeFirst()
    if case .failed(let failure) = reply.status, ClientError.refused(failure).isTemporary {
      if failure.code == ErrorCode.draining.rawValue { client.disconnect() }
      putBack(request, after: .refused(failure))
    } else {
      client.outage.end()
      isProbing = false
      put(.success(reply), for: request)
    }
  }

  private func put(_ answer: Result<Reply, ClientError>, for request: Request) {
    answers[request.number - dueNumber] = answer
    while let due = answers.first, let answer = due {
      answers.removeFirst()
      dueNumber += 1
      if !isStopped { isStopped = !body(answer) }
    }
  }

  // MARK: Trouble

  /// Puts a request that has no answer yet back in its place, unless it has had none for too long, perhaps
  /// while others had theirs, or is what the daemon goes away over.
  private func putBack(_ request: Request, after error: ClientError) {
    var request = request
    let now = Clock.milliseconds
    let since = request.unansweredSince ?? now
    request.unansweredSince = since
    trouble = trouble ?? error
    if now - since > client.outage.policy.duration || request.endCount == Self.endCountMax {
      return put(.failure(error), for: request)
    }
    let place = queue.firstIndex { $0.number > request.number } ?? queue.endIndex
    queue.insert(request, at: place)
  }

  /// The connection is gone, and with it the replies to what was asked.
  private func connectionFailed(_ error: ClientError) {
    client.disconnect()
    trouble = trouble ?? error
    let lost = asked
    asked = []
    for var request in lost {
      if isProbing { request.endCount += 1 }
      putBack(request, after: error)
    }
    if !lost.isEmpty { isProbing = true }
  }

  private func waitOrGiveUp(_ error: ClientError) {
    if error.isTemporary, !isStopped,
      let pause = client.outage.pause(now: Clock.milliseconds, earliest: error.pauseAskedFor)
    {
      return Clock.sleep(milliseconds: pause)
    }
    if case .timeout(let milliseconds) = error { client.rest(milliseconds: milliseconds) }
    let left = queue
    queue = []
    for request in left { put(.failure(error), for: request) }
  }
}

extension ClientError {
  /// Whether the same request may be answered later.
  fileprivate var isTemporary: Bool {
    switch self {
    case .unreachable, .ended, .timeout: true
    case .foreign: false
    case .refused(let failure): failure.errorClass == ErrorClass.retry.rawValue
    }
  }

  /// For how many milliseconds the daemon wants to be left alone.
  fileprivate var pauseAskedFor: UInt64 {
    guard case .refused(let failure) = self else { return 0 }
    return failure.fields[ProtocolError.pauseKey].flatMap { UInt64($0) } ?? 0
  }
}
