import Platform

/// An output file that the same command reads would be gone, replaced by what came of it.
enum OutputClash {
  /// - Parameter inputs: what is read, and what it is called.
  static func check(
    _ output: PathArgument, against inputs: [(path: PathArgument, name: String)]
  ) throws(Failure) {
    guard !output.isStandardStream, let target = status(of: output) else { return }
    for (path, name) in inputs where status(of: path)?.isSameFile(as: target) == true {
      throw failure(output, path.isStandardStream ? "standard input" : "\(name) \(path.shown)")
    }
  }

  /// The same for everything that a walk comes by.
  static func check(_ output: PathArgument, against walk: FolderWalk) throws(Failure) {
    guard !output.isStandardStream, walk.covers(output.file) else { return }
    throw failure(output, "one of the files to be scanned")
  }

  private static func status(of path: PathArgument) -> FileStatus? {
    path.isStandardStream
      ? try? FileStatus(of: .standardInput) : try? FileStatus(of: path.file, followingLinks: true)
  }

  private static func failure(_ output: PathArgument, _ found: String) -> Failure {
    Failure("--output \(output.shown): expected a file that is not read by this command, found \(found)")
  }
}
