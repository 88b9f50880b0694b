import ArgumentParser
import CBenchData
import Foundation
import HashCore
import Kernels
import Matcher

enum ListKind: String, CaseIterable, ExpressibleByArgument {
  case uniform, pdq, clustered
  /// Worst cases: see CBenchData.h.
  case equal, oneBucket, crowd, complements, flatAreas

  var generator: bench_data_kind {
    switch self {
    case .uniform: BENCH_UNIFORM
    case .pdq: BENCH_PDQ_LIKE
    case .clustered: BENCH_CLUSTERED
    case .equal: BENCH_EQUAL
    case .oneBucket: BENCH_ONE_BUCKET
    case .crowd: BENCH_CROWD
    case .complements: BENCH_COMPLEMENTS
    case .flatAreas: BENCH_FLAT_AREAS
    }
  }
}

/// A generated list, its queries and its index file, in a folder that goes away with it.
///
/// The i-th hash is the i-th entry: ids have a fixed width, so that entry numbers and
/// FAISS's row numbers agree.
final class HashList {
  let kind: ListKind
  let count: Int
  let queries: [PDQHash]
  let folder: URL
  /// One build of the index, entries already added.
  private(set) var buildSeconds = 0.0
  private let tables: IndexWriter.Tables

  var indexPath: String { folder.appending(path: "list.mdx").path }
  var hashesPath: String { folder.appending(path: "hashes.bin").path }
  var queriesPath: String { folder.appending(path: "queries.bin").path }

  init(_ kind: ListKind, count: Int, queryCount: Int, tables: IndexWriter.Tables) throws {
    self.kind = kind
    self.count = count
    self.tables = tables
    folder = FileManager.default.temporaryDirectory.appending(
      path: "matchd-bench-\(getpid())-\(kind)-\(count)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let hashes = Self.drawn(kind, count: count)
    queries = Self.queries(kind, for: hashes, count: queryCount)
    try Data(Self.bytes(of: hashes)).write(to: URL(filePath: hashesPath))
    try Data(Self.bytes(of: queries)).write(to: URL(filePath: queriesPath))
    buildSeconds = try build(writer(hashes))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Builds the index again, from entries already added; gives the seconds.
  func rebuild(rounds: Int) throws -> [Double] {
    let writer = writer(try Self.hashes(inFile: hashesPath))
    return try (0..<rounds).map { _ in try build(writer) }
  }

  private func writer(_ hashes: [PDQHash]) -> IndexWriter {
    var writer = IndexWriter()
    for (index, hash) in hashes.enumerated() {
      let digits = String(index)
      let id = "e" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
      writer.add(.hash(hash), list: "bench", id: id, labels: [])
    }
    return writer
  }

  private func build(_ writer: IndexWriter) throws -> Double {
    try Stopwatch.seconds { try writer.write(to: indexPath, tables: tables) }
  }

  static func drawn(_ kind: ListKind, count: Int) -> [PDQHash] {
    // SAFETY: `generate` gives room for as many hashes.
    unsafe generate(count) { unsafe bench_hashes(kind.generator, 1, count, $0) }
  }

  /// Every other one drawn like the hashes, the others near them.
  static func queries(_ kind: ListKind, for hashes: [PDQHash], count: Int) -> [PDQHash] {
    let bytes = bytes(of: hashes)
    // SAFETY: `generate` gives room for as many queries; `bytes` are the hashes, read within the call.
    return unsafe generate(count) {
      unsafe bench_queries(kind.generator, 2, bytes, hashes.count, count, $0)
    }
  }

  /// The hashes of a file of 32 bytes each.
  static func hashes(inFile path: String) throws -> [PDQHash] {
    let bytes = try Data(contentsOf: URL(filePath: path))
    // SAFETY: a hash is its 32 bytes, and any bytes are one; they are copied.
    return unsafe bytes.withUnsafeBytes { unsafe Array($0.bindMemory(to: PDQHash.self)) }
  }

  private static func bytes(of hashes: [PDQHash]) -> [UInt8] {
    // SAFETY: a hash is its 32 bytes; they are copied.
    unsafe hashes.withUnsafeBytes { unsafe Array($0) }
  }

  /// SAFETY: `fill` writes `count` hashes of 32 bytes, which is what the array has room for.
  private static func generate(_ count: Int, _ fill: (UnsafeMutablePointer<UInt8>?) -> Void) -> [PDQHash] {
    unsafe [PDQHash](unsafeUninitializedCapacity: count) { buffer, initialized in
      unsafe fill(UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: UInt8.self))
      initialized = count
    }
  }
}
