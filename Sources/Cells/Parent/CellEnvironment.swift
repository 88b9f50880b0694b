import Glibc

/// The environment that cells are started with: nothing of the parent's, but where its libraries are.
enum CellEnvironment {
  /// Scratch memory up to this size is kept by the cell's heap; more goes back to the system at once.
  static let keptByteCountMax = 8 << 20

  static var variables: [String] {
    // No report is written about a crash; the parent tells what signal it was.
    ["SWIFT_BACKTRACE=enable=no", "GLIBC_TUNABLES=\(tunables)"] + libraryPath
  }

  /// The heap overwrites what is freed, keeps no small pieces aside that escape that, and gives memory back.
  private static var tunables: String {
    [
      "perturb=165", "tcache_count=0", "mmap_threshold=\(keptByteCountMax)",
      "trim_threshold=\(2 * keptByteCountMax)",
    ].map { "glibc.malloc.\($0)" }.joined(separator: ":")
  }

  private static var libraryPath: [String] {
    // SAFETY: this program never changes its environment, so the text stays where it is while it is copied.
    guard let path = unsafe getenv("LD_LIBRARY_PATH") else { return [] }
    return unsafe ["LD_LIBRARY_PATH=" + String(cString: path)]
  }
}
