import Matcher
import Platform

/// Reads text lines into an index writer.
struct ListCompilation {
  private(set) var writer = IndexWriter()
  /// Lines that were skipped.
  private(set) var badCount = 0
  private let source: String
  private let skipBad: Bool

  init(source: String, skipBad: Bool) {
    self.source = source
    self.skipBad = skipBad
  }

  mutating func read(_ path: PathArgument) throws {
    let file = try path.opened()
    var lines = HashLineReader()
    while true {
      let piece = try file.read(1 << 20)
      if piece.isEmpty { break }
      var start = 0
      while try add({ () throws(HashLineError) in try lines.next(in: piece.span, from: &start) }) {}
    }
    _ = try add { () throws(HashLineError) in try lines.last() }
  }

  /// Adds the next line, if there is one.
  private mutating func add(_ next: () throws(HashLineError) -> HashLine?) throws(Failure) -> Bool {
    do throws(HashLineError) {
      guard let line = try next() else { return false }
      writer.add(line)
    } catch {
      guard skipBad else {
        throw Failure("\(source): \(error); correct the line, or leave bad lines out with --skip-bad")
      }
      StandardError.line("\(source): \(error); skipped")
      badCount += 1
    }
    return true
  }
}
