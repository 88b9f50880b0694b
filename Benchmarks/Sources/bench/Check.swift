import Foundation

/// Ends the benchmark with a message unless the condition holds: a figure without a
/// right answer is worth nothing.
func check(_ condition: @autoclosure () throws -> Bool, _ message: @autoclosure () -> String) rethrows {
  guard try !condition() else { return }
  FileHandle.standardError.write(Data("matchd-bench: wrong answer: \(message())\n".utf8))
  exit(2)
}
