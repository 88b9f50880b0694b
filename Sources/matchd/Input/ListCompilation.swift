import HashCore
import Matcher
import Platform

/// Reads lists of text lines into an index writer, one after the other.
struct ListCompilation {
  private(set) var writer = IndexWriter()
  /// Of all lists together.
  private(set) var counts = ListCounts()
  private(set) var lowQuality = LowQualityNotes()
  private let rules: ListRules

  init(_ rules: ListRules) { self.rules = rules }

  /// Joins the lists. Where there are several, the id of an entry without one says which of them it is from.
  mutating func read(_ paths: [PathArgument]) throws {
    for (place, path) in paths.enumerated() {
      let number = paths.count > 1 ? "\(place + 1)." : ""
      var list = OpenList(
        source: path.shown,
        lines: HashLineReader(form: rules.input, idPrefix: HashLine.idPrefix + number))
      do {
        try read(try path.opened(), &list)
      } catch let error as FileError {
        throw Failure("\(path.shown): \(error.message)")
      }
      try rules.checkLoss(list.counts, of: list.source)
      warn(of: list)
      counts += list.counts
    }
  }

  /// Says of lists how their hashes were made.
  ///
  /// - Throws: for a list of which nothing was read: a misspelt name must not leave the right one as it was.
  mutating func describe(_ lists: [ListRecipes]) throws(Failure) {
    let names = writer.listNames
    for one in lists {
      guard names.contains(where: { $0.utf8.elementsEqual(one.list.utf8) }) else {
        throw Failure(
          "--protocol: expected one of the lists \(Self.shown(names)), found "
            + "'\(HashLineEscaping.encoded(one.list))'")
      }
      writer.describe(IndexList(name: one.list, recipes: one.recipes))
    }
  }

  private static func shown(_ names: [String]) -> String {
    let shown = names.prefix(20).map { "'\(HashLineEscaping.encoded($0))'" }.joined(separator: ", ")
    return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
  }

  /// A list that is being read.
  private struct OpenList {
    /// Its name, for people.
    let source: String
    var lines: HashLineReader
    var counts = ListCounts()
  }

  private mutating func read(_ file: InputFile, _ list: inout OpenList) throws {
    while true {
      let piece = try file.read(1 << 20)
      if piece.isEmpty { break }
      var start = 0
      while start < piece.count {
        try add(&list) { (lines) throws(HashLineError) in try lines.next(in: piece.span, from: &start) }
      }
    }
    try add(&list) { (lines) throws(HashLineError) in try lines.last() }
  }

  /// Adds the next line, if there is one.
  private mutating func add(
    _ list: inout OpenList, _ next: (inout HashLineReader) throws(HashLineError) -> HashLine?
  ) throws(Failure) {
    do throws(HashLineError) {
      guard let line = try next(&list.lines) else { return }
      writer.add(line)
      list.counts.good += 1
      if line.looksLikeHashOutput { list.counts.lookingLikeHashOutput += 1 }
      lowQuality.note(line.quality, line: list.lines.lineCount, of: list.source)
    } catch {
      try take(error, &list)
    }
  }

  private func take(_ error: HashLineError, _ list: inout OpenList) throws(Failure) {
    if case .encoding = error.reason { throw Failure("\(list.source): \(error)") }
    guard rules.skipBad else {
      throw Failure("\(list.source): \(error); correct the line, or leave bad lines out with --skip-bad")
    }
    StandardError.line("\(list.source): \(error); skipped")
    list.counts.bad += 1
  }

  private func warn(of list: OpenList) {
    guard list.counts.lookingLikeHashOutput * 2 > list.counts.good else { return }
    StandardError.line(
      "\(list.source): warning: entry ids look like qualities and list names like paths; "
        + "give --input hash for what 'matchd hash' prints")
  }
}

extension HashLine {
  /// Whether the id could be a quality and the list a path: a hash with both was taken for an index line.
  fileprivate var looksLikeHashOutput: Bool {
    guard let quality = Int(id), (0...100).contains(quality) else { return false }
    return list.utf8.contains(UInt8(ascii: "/")) || list.utf8.contains(UInt8(ascii: "."))
  }
}
