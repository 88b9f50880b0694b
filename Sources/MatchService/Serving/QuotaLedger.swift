import MatchProtocol

/// What each client has asked for, as far as its quota goes. Clients are users of this machine, so they are
/// few; all who call by TCP are one.
final class QuotaLedger {
  private var accounts: [Peer: Account] = [:]

  /// Why a client has to wait, and for how many milliseconds.
  struct Refusal: Equatable {
    let kind: ClientQuota.Kind
    let pause: UInt64
  }

  /// Takes `count` queries and pictures from what the client may ask for. A request is taken as long as
  /// anything is left, and what it takes too much has to be waited for by the next.
  /// - Parameter now: milliseconds of the monotonic clock.
  /// - Returns: `nil` where it may; then it is charged.
  func charge(_ count: Int, to peer: Peer, _ quota: ClientQuota, now: UInt64) -> Refusal? {
    guard quota.perSecond > 0 || quota.perDay > 0 else { return nil }
    var account = accounts[peer] ?? Account(quota, now: now)
    account.refill(quota, now: now)
    defer { accounts[peer] = account }
    if let refusal = account.refusal(quota, now: now) { return refusal }
    account.spend(count, quota)
    return nil
  }

  private struct Account {
    /// Thousandths of queries that may be asked at this moment; below 0 where too many were.
    private var left: Int
    private var refilledAt: UInt64
    private var dayStart: UInt64
    private var dayCount = 0

    private static let day: UInt64 = 86_400_000
    private static let burstSeconds = 10

    init(_ quota: ClientQuota, now: UInt64) {
      left = Self.burstSeconds * 1000 * quota.perSecond
      refilledAt = now
      dayStart = now
    }

    mutating func refill(_ quota: ClientQuota, now: UInt64) {
      let milliseconds = Int(min(now - refilledAt, Self.day))
      left = min(left + milliseconds * quota.perSecond, Self.burstSeconds * 1000 * quota.perSecond)
      refilledAt = now
      if now - dayStart >= Self.day { (dayStart, dayCount) = (now, 0) }
    }

    func refusal(_ quota: ClientQuota, now: UInt64) -> Refusal? {
      if quota.perDay > 0, dayCount >= quota.perDay {
        return Refusal(kind: .day, pause: dayStart + Self.day - now)
      }
      guard quota.perSecond > 0, left <= 0 else { return nil }
      return Refusal(kind: .rate, pause: UInt64(-left / quota.perSecond + 1))
    }

    /// Without a rate nothing is owed, whatever rate is set later.
    mutating func spend(_ count: Int, _ quota: ClientQuota) {
      left = quota.perSecond > 0 ? left - 1000 * count : 0
      dayCount += count
    }
  }
}

extension ProtocolError {
  init(_ refusal: QuotaLedger.Refusal) {
    self.init(
      .busy, "expected no more requests than the client's quota (\(refusal.kind.rawValue)) has room for",
      fields: [Field("quota", refusal.kind.rawValue)], pause: Int(clamping: refusal.pause))
  }
}
