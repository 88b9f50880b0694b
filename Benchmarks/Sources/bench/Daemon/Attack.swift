import CBenchLoad
import HashCore

/// What one kind of bad neighbour sends.
struct Attack {
  let name: String
  let floods: [Flood]

  struct Flood {
    var bytes: [UInt8]
    var connectionCount: Int
    var manner = BENCH_READING
  }

  init(_ name: String, _ bytes: [UInt8], connections: Int, _ manner: bench_manner = BENCH_READING) {
    self.init(name, [Flood(bytes: bytes, connectionCount: connections, manner: manner)])
  }

  init(_ name: String, _ text: String, connections: Int, _ manner: bench_manner = BENCH_READING) {
    self.init(name, Array(text.utf8), connections: connections, manner)
  }

  init(_ name: String, _ floods: [Flood]) {
    self.name = name
    self.floods = floods
  }

  /// All of them. The last is what the issue of fairness is about: everything at once.
  static func all(queries: [PDQHash], picture: [UInt8]) -> [Attack] {
    [Attack("nobody", [])] + lines + lookUps(queries) + holders + [
      pictures(picture), together(queries, picture),
    ]
  }

  /// What the event loop alone has to do with.
  private static var lines: [Attack] {
    let keys = "LOOKUP " + (0..<8000).map { "k\($0)=1" }.joined(separator: " ").prefix(65_000) + "\n"
    let words = "LOOKUP" + String(repeating: " x", count: 32_000) + "\n"
    let counts = "LOOKUP" + String(repeating: " n=1", count: 16_000) + "\n"
    return [
      Attack("lines of 64 KB of keys", keys, connections: 16),
      Attack("lines of 64 KB of one key", counts, connections: 16),
      Attack("lines of 64 KB of words", words, connections: 16),
      Attack("empty lines", String(repeating: "\n", count: 60_000), connections: 16),
      Attack("PING", String(repeating: "PING #tag\n", count: 6_000), connections: 16),
      Attack("STATS", String(repeating: "STATS\n", count: 1_000), connections: 16),
      Attack(
        "STATS for Prometheus", String(repeating: "STATS format=prometheus\n", count: 500), connections: 16),
      Attack("errors", String(repeating: "FROB x=%zz\nRELOAD\nSCAN fd\n", count: 2_000), connections: 16),
    ]
  }

  private static func lookUps(_ queries: [PDQHash]) -> [Attack] {
    let batch = "LOOKUP n=10000\n" + queries.prefix(10_000).map { "\($0)\n" }.joined()
    let singles = queries.prefix(2_000).map { "LOOKUP \($0)\n" }.joined()
    let wide = "LOOKUP n=100 threshold=64 max_matches=1000\n" + queries.prefix(100).map { "\($0)\n" }.joined()
    let nearest = "LOOKUP n=100 nearest=1000\n" + queries.prefix(100).map { "\($0)\n" }.joined()
    return [
      Attack("batches of 10 000", batch, connections: 4),
      Attack("look-ups, pipelined", singles, connections: 16),
      Attack("look-ups at threshold 64", wide, connections: 4),
      Attack("the 1 000 nearest", nearest, connections: 4),
    ]
  }

  /// Who takes and does not give back.
  private static var holders: [Attack] {
    let half = Array("SCAN bytes=67108864\n".utf8) + [UInt8](repeating: 1, count: 4 << 20)
    let unread =
      "LOOKUP n=100 nearest=1000\n" + String(repeating: String(repeating: "0f", count: 32) + "\n", count: 100)
    return [
      Attack("bodies that do not end", half, connections: 100, BENCH_SILENT),
      Attack("replies that nobody reads", unread, connections: 100, BENCH_NEVER_READING),
      Attack("descriptors", "SCAN fd\n", connections: 100, BENCH_WITH_DESCRIPTORS),
      Attack("half a line", "LOOKUP ", connections: 900, BENCH_SILENT),
    ]
  }

  private static func scan(_ picture: [UInt8]) -> [UInt8] {
    Array("SCAN bytes=\(picture.count)\n".utf8) + picture
  }

  private static func pictures(_ picture: [UInt8]) -> Attack {
    Attack("pictures of 12 megapixels", scan(picture), connections: 8)
  }

  private static func together(_ queries: [PDQHash], _ picture: [UInt8]) -> Attack {
    let batch = "LOOKUP n=10000\n" + queries.prefix(10_000).map { "\($0)\n" }.joined()
    return Attack(
      "batches, pictures, 100 never reading",
      [
        Flood(bytes: Array(batch.utf8), connectionCount: 1),
        Flood(bytes: scan(picture), connectionCount: 1),
        Flood(bytes: Array(batch.utf8), connectionCount: 100, manner: BENCH_NEVER_READING),
      ])
  }
}

/// A flood that goes on as long as the value lives.
///
/// SAFETY: the flood is started by `init`, stopped in `deinit` alone, and never handed out.
@safe final class RunningFlood {
  private let flood: OpaquePointer?

  init(_ path: String, _ flood: Attack.Flood) {
    // SAFETY: path and bytes live through the call, which copies them.
    unsafe self.flood = bench_flood_start(
      path, flood.bytes, flood.bytes.count, Int32(flood.connectionCount), flood.manner)
  }

  deinit {
    // SAFETY: started by `init`, and stopped once.
    if let flood = unsafe flood { _ = unsafe bench_flood_stop(flood) }
  }
}
