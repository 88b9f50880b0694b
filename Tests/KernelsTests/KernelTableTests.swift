import Kernels
import Testing

@Suite struct KernelTableTests {
  @Test func scalarIsAlwaysThereAndLast() { #expect(KernelLevel.supported.last == .scalar) }

  @Test func aForcedLevelIsTheOneThatRuns() throws {
    let table = KernelTable(level: try KernelLevel.named("scalar"))
    #expect(table.variants.allSatisfy { $0.variant == .scalar })
  }

  @Test func anUnknownLevelIsAnErrorThatNamesTheSupportedOnes() {
    let error = #expect(throws: UnknownKernelLevel.self) { try KernelLevel.named("mmx") }
    #expect(error?.description.contains("scalar") == true)
    #expect(error?.description.contains("'mmx'") == true)
  }

  @Test func noVariantIsAboveItsLevel() {
    for table in KernelTable.all {
      for (family, variant) in table.variants {
        #expect(variant.rawValue <= table.level.rawValue, "\(family) at \(table.level)")
      }
    }
  }
}
