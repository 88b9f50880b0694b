import DequeModule
import HashCore
import MatchProtocol
import Matcher
import Synchronization

/// Notices clients that feel for a listed entry: who climbs towards it, or looks for where its threshold
/// lies, asks for many hashes near it that differ a little from each other.
///
/// Counted are the different hashes near one entry among the last queries of one client. Who has a family of
/// copies of a listed picture asks for some dozens of them, and for other pictures in between; who asks for
/// the same again learns nothing and is not counted.
final class ProbeWatch: Sendable {
  /// Queries of a client that are looked back on.
  static let windowCount = 200
  /// Different hashes near one entry among them that are too many.
  static let hashCountMax = 64
  /// For how long who was noticed is answered nothing, where the configuration says so, in milliseconds.
  static let pause: UInt64 = 60_000

  private let clients = Mutex<[Peer: Client]>([:])

  /// A query that came near an entry.
  struct Sighting: Sendable {
    /// Its place among those that are noted together.
    var place: Int
    let list: String
    let entry: String
    let hash: PDQHash
  }

  fileprivate struct Client {
    /// Of the queries so far.
    var count = 0
    var recent: Deque<(number: Int, sighting: Sighting)> = []
    var noticedAt: UInt64?
  }

  /// Takes note of a part of a request.
  /// - Parameters:
  ///   - count: its queries and pictures.
  ///   - now: milliseconds of the monotonic clock.
  /// - Returns: whether the client was noticed by it; then its count starts anew.
  func note(_ sightings: [Sighting], among count: Int, of peer: Peer, now: UInt64) -> Bool {
    clients.withLock { clients in
      guard !sightings.isEmpty || clients[peer] != nil else { return false }
      var client = clients.removeValue(forKey: peer) ?? Client()
      let isNoticed = client.note(sightings, among: count)
      if isNoticed { client.noticedAt = now }
      clients[peer] = client
      return isNoticed
    }
  }

  /// For how many milliseconds a client that was noticed has to wait; `nil` where it need not.
  func pause(for peer: Peer, now: UInt64) -> UInt64? {
    clients.withLock { clients in
      guard let noticedAt = clients[peer]?.noticedAt, now < noticedAt + Self.pause else { return nil }
      return noticedAt + Self.pause - now
    }
  }
}

extension ProbeWatch.Client {
  fileprivate mutating func note(_ sightings: [ProbeWatch.Sighting], among count: Int) -> Bool {
    defer { self.count += count }
    for sighting in sightings {
      let number = self.count + sighting.place
      while let first = recent.first, first.number + ProbeWatch.windowCount <= number { recent.removeFirst() }
      let near = recent.filter { $0.sighting.entry == sighting.entry && $0.sighting.list == sighting.list }
      guard !near.contains(where: { $0.sighting.hash == sighting.hash }) else { continue }
      recent.append((number, sighting))
      if near.count + 1 >= ProbeWatch.hashCountMax {
        recent = []
        return true
      }
    }
    return false
  }
}

extension ProbeWatch.Sighting {
  /// What an item was near to; `nil` where it was near to nothing.
  init?(_ item: Item, hash: @autoclosure () -> PDQHash?) {
    let near: (list: String, entry: String)?
    if case .known(let known) = item.outcome {
      near = (known.best.list, known.best.entry)
    } else {
      near = item.leads.map { ($0.nearest.list, $0.nearest.entry) }
    }
    guard let near, let hash = hash() else { return nil }
    self.init(place: item.index, list: near.list, entry: near.entry, hash: hash)
  }
}
