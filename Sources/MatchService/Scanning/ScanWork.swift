public import Platform
import Synchronization

/// The places that one scan is to look at, until somebody asks it to stop.
public struct ScanWork: IteratorProtocol, Sendable {
  private var walk: FolderWalk
  private let shard: ScanShard
  private let stop: ScanStop

  /// - Parameter shard: which part of the walk's places; all of them unless given.
  public init(_ walk: FolderWalk, shard: ScanShard = .whole, stop: ScanStop = ScanStop()) {
    self.walk = walk
    self.shard = shard
    self.stop = stop
  }

  public var followsLinks: Bool { walk.followsLinks }

  public mutating func next() -> FolderWalk.Element? {
    while !stop.isRequested, let place = walk.next() {
      if shard.holds(place.path) { return place }
    }
    return nil
  }
}

/// Asks a scan to look at nothing more. What is under way then is finished and reported.
public final class ScanStop: Sendable {
  private let flag = Atomic(false)

  public init() {}

  public var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// - Returns: whether this is the first time.
  @discardableResult public func request() -> Bool {
    !flag.exchange(true, ordering: .relaxed)
  }
}

/// One of several equal parts of all paths: which part a path belongs to follows from its bytes alone, so
/// that machines that see the same paths share them out without asking each other.
public struct ScanShard: Hashable, Sendable {
  public let number: Int
  public let count: Int

  public static let whole = ScanShard(number: 1, of: 1)

  /// - Precondition: `number` is one of 1 to `count`.
  public init(number: Int, of count: Int) {
    precondition((1...max(1, count)).contains(number), "one of the shards")
    self.number = number
    self.count = count
  }

  /// Whether the path is of this part.
  public func holds(_ path: [UInt8]) -> Bool {
    count == 1 || Int(Self.mixed(path) % UInt64(count)) == number - 1
  }

  /// FNV-1a, then the finisher of SplitMix64, since its low bits alone are poor.
  private static func mixed(_ path: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in path { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = (hash ^ hash >> 30) &* 0xbf58_476d_1ce4_e5b9
    hash = (hash ^ hash >> 27) &* 0x94d0_49bb_1331_11eb
    return hash ^ hash >> 31
  }
}
