import CTestFileFaults
import Foundation
import Glibc
import ListStore
import Matcher

/// Works with a list store until something happens to it: `StoreFaults STORE FAULT ACT...`, where FAULT is
/// `none`, `kill:MICROSECONDS` or `fail:CALL:NUMBER:ERRNO`, counted from the first act on.
///
/// Each act opens the store anew, as commands do. A line tells of each that is over, `done` or `failed`, the
/// act, and why; the last line of how many calls there were of the kind that fails, and of the microseconds.
@main
enum StoreFaults {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 2 else { exit(64) }
    let start = ContinuousClock.now
    let call = plan(arguments[1].split(separator: ":"))
    for act in arguments.dropFirst(2) {
      do {
        try perform(act.split(separator: ":").map(String.init), at: arguments[0])
        tell("done", act)
      } catch {
        tell("failed", act, "\(error)")
      }
    }
    let taken = (ContinuousClock.now - start).components
    tell(
      "end", "\(file_faults_count(call))",
      "\(taken.seconds * 1_000_000 + taken.attoseconds / 1_000_000_000_000)")
  }

  /// - Returns: the kind of call that fails, or any.
  private static func plan(_ words: [Substring]) -> file_call {
    let numbers = words.dropFirst().compactMap { Int($0) }
    switch words[0] {
    case "kill": file_faults_kill_after(numbers[0])
    case "fail":
      let call = file_call(UInt32(numbers[0]))
      file_faults_fail(call, numbers[1], Int32(numbers[2]))
      return call
    default: break
    }
    return FILE_WRITE
  }

  private static func perform(_ act: [String], at path: String) throws {
    let author = Author(operator: "uid:test", time: 1_700_000_000)
    let store = try ListStore(opening: path)
    switch act[0] {
    case "import":
      let staged = try StagedImport(for: store)
      var rest = [Array(try Data(contentsOf: URL(filePath: act[3])))]
      _ = try staged.read(name: act[3], format: "text") { rest.popLast() ?? [] }
      _ = try store.take(staged, into: act[1], ImportMode(rawValue: act[2])!, by: author)
    case "compile": try store.compile(by: author)
    default:
      let review = Review(Review.Decision(rawValue: act[0])!, reviewer: "a", reason: "a test")
      _ = try store.review(act[2], of: act[1], review, by: author)
    }
  }

  private static func tell(_ words: String...) {
    FileHandle.standardOutput.write(Data((words.joined(separator: "\t") + "\n").utf8))
  }
}
