import CTestSupport
import HashCore
import Kernels
import Testing

/// Between decoded rows and hash nothing is allocated, once a picture as large has been seen.
@Suite(.enabled(if: matchd_allocation_count() >= 0, "allocations are not counted in sanitizer builds"))
struct AllocationTests {
  private static func planes(channelCount: Int) -> [Plane] {
    [(300, 200), (131, 517), (64, 64), (300, 200)].map {
      Plane.generated(.noise, seed: 3, width: $0, height: $1, channelCount: channelCount)
    }
  }

  @Test(arguments: [1, 3]) func theExactPathAllocatesNothing(channelCount: Int) throws {
    let planes = Self.planes(channelCount: channelCount)
    for kernels in KernelTable.all {
      let hasher = ExactPlaneHasher(kernels)
      for plane in planes { _ = try hasher.hash(plane) }
      for plane in planes {
        let before = matchd_allocation_count()
        _ = try hasher.hash(plane)
        #expect(
          matchd_allocation_count() == before, "\(plane.width) x \(plane.height), \(kernels.level.name)")
      }
    }
  }

  @Test func theFastPathAllocatesNothing() throws {
    let planes = Self.planes(channelCount: 1)
    for kernels in KernelTable.all {
      let hasher = FastPlaneHasher(kernels)
      for plane in planes { try hasher.hash(plane) }
      for plane in planes {
        let before = matchd_allocation_count()
        try hasher.hash(plane)
        #expect(
          matchd_allocation_count() == before, "\(plane.width) x \(plane.height), \(kernels.level.name)")
      }
    }
  }

  @Test func theCounterCounts() {
    let before = matchd_allocation_count()
    let values = [Int](repeating: 1, count: 1000 + Int(before % 2))
    #expect(values.count >= 1000 && matchd_allocation_count() > before)
  }
}

private final class ExactPlaneHasher {
  private var reducer: PDQReducer
  private let transform: PDQTransform

  init(_ kernels: KernelTable) {
    reducer = PDQReducer(kernels: kernels)
    transform = PDQTransform(kernels: kernels)
  }

  func hash(_ plane: Plane) throws -> QualifiedHash {
    try reducer.append(plane, rowsPerCall: 24)
    return hash(&reducer)
  }

  private func hash(_ reducer: inout PDQReducer) -> QualifiedHash { transform.hash(of: reducer.finish()) }
}

private final class FastPlaneHasher {
  private var reducer: PDQFastReducer
  private let transform: PDQTransform

  init(_ kernels: KernelTable) {
    reducer = PDQFastReducer(kernels: kernels)
    transform = PDQTransform(kernels: kernels)
  }

  func hash(_ plane: Plane) throws {
    try reducer.append(plane, isTurned: true, rowsPerCall: 24)
    _ = hash(&reducer, .original)
    _ = hash(&reducer, .flipy).transposed
    _ = hash(&reducer, .rot180)
  }

  private func hash(_ reducer: inout PDQFastReducer, _ orientation: Orientation) -> QualifiedHash {
    transform.hash(of: reducer.matrix(orientation))
  }
}
