/// What a walk looks at whatever links there are: real paths, and everything below them.
struct WalkCoverage: Sendable {
  private var roots: Set<[UInt8]> = []

  /// - Parameter path: without links in it.
  mutating func add(_ path: FilePath) { roots.insert(path.bytes) }

  /// - Complexity: linear in the folders on the way to the path, however many paths were added.
  func covers(_ path: FilePath) -> Bool {
    let bytes = path.bytes
    if roots.contains(bytes) { return true }
    // The folder above all others is called by its slash.
    return bytes.indices.contains { bytes[$0] == slash && roots.contains(Array(bytes[..<max($0, 1)])) }
  }
}

private let slash = UInt8(ascii: "/")
