/// What a walk looks at whatever links there are: real paths, and everything below them.
struct WalkCoverage: Sendable {
  private var roots: [[UInt8]] = []

  /// - Parameter path: without links in it.
  mutating func add(_ path: FilePath) { roots.append(path.bytes) }

  /// - Complexity: linear in the paths that were added.
  func covers(_ path: FilePath) -> Bool {
    roots.contains { root in
      path.bytes.starts(with: root)
        && (path.bytes.count == root.count || root.last == slash || path.bytes[root.count] == slash)
    }
  }
}

private let slash = UInt8(ascii: "/")
