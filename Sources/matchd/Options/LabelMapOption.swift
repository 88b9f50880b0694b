import ArgumentParser
import MatchService
import Platform

/// What the site calls the labels of its lists.
struct LabelMapOption: ParsableArguments {
  static let help = ArgumentHelp(
    """
    Local labels for the sources' own, which stay: a line for each, <label>, a tab, <local label,...>, with \
    <list> and a tab in front for those of one list.
    """, valueName: "file")

  @Option(help: Self.help)
  var labelMap: PathArgument?

  /// - Throws: where a daemon answers, which has its own.
  func check(_ source: SourceOptions) throws {
    if labelMap != nil, !source.isLocal {
      throw ValidationError("--label-map does not go with --socket: the daemon has its own")
    }
  }

  func opened() throws(Failure) -> LabelMap {
    try labelMap.map { (path) throws(Failure) in try LabelMap(at: path) } ?? LabelMap()
  }
}

extension LabelMap {
  private static let byteCountMax = 1 << 24

  /// - Throws: `Failure` that names the line.
  init(at path: PathArgument) throws(Failure) {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try path.opened().readAll(byteCountMax: Self.byteCountMax)
    } catch {
      throw Failure("\(path.shown): \(error.message)", .configuration)
    }
    guard bytes.count <= Self.byteCountMax else {
      throw Failure("\(path.shown): expected at most \(Self.byteCountMax) bytes, found more", .configuration)
    }
    do throws(LabelMapError) {
      try self.init(parsing: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw Failure("\(path.shown): \(error)", .configuration)
    }
  }
}
