import Glibc

/// Ends the benchmark with a message unless the condition holds: a figure without a right answer is worth nothing.
func check(_ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String) {
  guard !condition() else { return }
  fputs("matchd-bench: wrong answer: \(message())\n", stderr)
  exit(2)
}
