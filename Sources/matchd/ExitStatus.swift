/// How a command ended, as the shell sees it. Thrown where there is nothing left to say.
enum ExitStatus: Int32, Error {
  /// Everything was done; nothing known was met.
  case success = 0
  /// At least one known picture or query.
  case known = 1
  /// Something could not be done or judged.
  case failure = 2
  /// The command line is wrong (EX_USAGE).
  case usage = 64
  /// The configuration is wrong (EX_CONFIG).
  case configuration = 78
}

/// Why a command stops: one line for people and an exit code.
struct Failure: Error {
  let message: String
  let status: ExitStatus

  init(_ message: String, _ status: ExitStatus = .failure) {
    self.message = message
    self.status = status
  }
}
