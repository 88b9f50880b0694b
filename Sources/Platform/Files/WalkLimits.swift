import Glibc

/// What a walk leaves out although it comes by.
public struct WalkLimits: Sendable {
  public var excluded: [PathPattern]
  /// Whether folders of other file systems than those of the paths that were named are not entered.
  public var staysOnFileSystems: Bool

  public init(excluded: [PathPattern] = [], staysOnFileSystems: Bool = false) {
    self.excluded = excluded
    self.staysOnFileSystems = staysOnFileSystems
  }

  func excludes(_ path: [UInt8]) -> Bool { excluded.contains { $0.matches(path) } }
}

/// A pattern of names or paths as shells have them: `*`, `?` and `[...]`, where `*` goes over slashes too.
public struct PathPattern: Sendable {
  private let pattern: FilePath
  private let isOfWholePaths: Bool

  /// - Parameter pattern: bytes; one without a slash is compared with names, one with a slash with whole
  ///   paths. A slash at the end is left out.
  public init(_ pattern: [UInt8]) {
    var pattern = pattern
    while pattern.count > 1 && pattern.last == slash { pattern.removeLast() }
    self.pattern = FilePath(pattern)
    isOfWholePaths = pattern.contains(slash)
  }

  func matches(_ path: [UInt8]) -> Bool {
    let start = isOfWholePaths ? 0 : path.lastIndex(of: slash).map { $0 + 1 } ?? 0
    // SAFETY: both end in a zero and live through the call. No locale is set: bytes are compared.
    return unsafe pattern.withCString { pattern in
      unsafe FilePath(Array(path[start...])).withCString { unsafe fnmatch(pattern, $0, 0) == 0 }
    }
  }
}

private let slash = UInt8(ascii: "/")
