import Glibc
import Matcher

/// `Consumer INDEX LINE <PICTURE`: compiles an index of one line of a hash list, and prints which of its
/// entries show the picture. No daemon, no Foundation.
@main struct Consumer {
  static func main() throws {
    let (indexPath, line) = (CommandLine.arguments[1], CommandLine.arguments[2])
    try compile(line, to: indexPath)
    try printEntries(of: Array(sequence(state: ()) { _ in UInt8(exactly: getchar()) }), indexPath: indexPath)
  }

  private static func compile(_ line: String, to path: String) throws {
    var writer = IndexWriter()
    writer.add(try HashLine(parsing: Array(line.utf8).span, lineNumber: 1))
    try writer.write(to: path)
  }
}
