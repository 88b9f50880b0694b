import ArgumentParser
import MatchService
import Platform

/// Which files are scanned.
struct WalkArguments: ParsableArguments {
  @Flag(help: "Follow symbolic links to files and folders, each once.")
  var followLinks = false
  @Option(
    help: ArgumentHelp(
      """
      Leave out files and folders that match: *, ? and [...], compared with names, or with whole paths where \
      there is a slash in the pattern. May be given several times.
      """, valueName: "pattern"))
  var exclude: [PathArgument] = []
  @Flag(help: "Do not enter folders of other file systems than those of the paths named.")
  var oneFileSystem = false
  @Option(
    help: ArgumentHelp(
      "Also scan what this file names, a path on each line; - is standard input.", valueName: "file"))
  var filesFrom: PathArgument?
  @Flag(
    name: [.customShort("0"), .long], help: "With --files-from: paths end with a zero byte, not a line end.")
  var null = false
  @Option(
    help: ArgumentHelp(
      """
      Scan one of so many parts: which part a path belongs to follows from its bytes, so that machines that \
      see the same paths share them out.
      """, valueName: "i/n"))
  var shard: ScanShard = .whole
  @Argument(help: ArgumentHelp("Files and folders.", valueName: "path"))
  var paths: [PathArgument] = []

  func validate() throws {
    if paths.isEmpty, filesFrom == nil {
      throw ValidationError("expected a path or --files-from, found neither")
    }
    if null, filesFrom == nil { throw ValidationError("--null needs --files-from") }
  }

  func walk() throws(Failure) -> FolderWalk {
    let listed = try filesFrom.map { (list) throws(Failure) in
      try PathList.read(list, separator: null ? 0 : UInt8(ascii: "\n"))
    }
    let limits = WalkLimits(
      excluded: exclude.map { PathPattern($0.bytes) }, staysOnFileSystems: oneFileSystem)
    return FolderWalk(paths.map(\.bytes) + (listed ?? []), followsLinks: followLinks, limits: limits)
  }
}

extension ScanShard: ExpressibleByArgument {
  /// `2/8`.
  public init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], number >= 1, number <= count else {
      return nil
    }
    self.init(number: number, of: count)
  }

  public var defaultValueDescription: String { "\(number)/\(count)" }
}
