import Glibc
import Platform
import TestSupport
import Testing

@Suite struct FaultPlanTests {
  private func remove(_ folder: TemporaryFolder) -> Int32 {
    do throws(SystemError) {
      try FilePath(folder.path("none")).remove()
      return 0
    } catch {
      return error.code
    }
  }

  @Test func theCallWithTheNumberFailsAndNoOther() throws {
    let folder = try TemporaryFolder()
    let plan = FaultPlan(.remove, at: 2, .failure(code: EIO))
    plan.run {
      #expect(remove(folder) == ENOENT && !plan.hasStruck)
      #expect(remove(folder) == EIO && plan.hasStruck)
      #expect(remove(folder) == ENOENT)
    }
    #expect(FaultPlan.current == nil)
  }

  @Test func otherCallsAndOtherThreadsAreLeftAlone() throws {
    let folder = try TemporaryFolder()
    FaultPlan(.rename, at: 1, .failure(code: EIO)).run { #expect(remove(folder) == ENOENT) }
    let plan = FaultPlan(.remove, at: 1, .failure(code: EIO))
    let turn = Monitor(false)
    let other = try WorkerThread { [self] in
      turn.wait { $0 ? () : nil }
      #expect(remove(folder) == ENOENT)
      turn.update { $0 = false }
    }
    plan.run {
      turn.update { $0 = true }
      turn.wait { $0 ? nil : () }
    }
    other.join()
    #expect(!plan.hasStruck)
  }

  @Test func threadsThatAreStartedUnderAPlanInheritIt() throws {
    let folder = try TemporaryFolder()
    let plan = FaultPlan(.remove, at: 1, .failure(code: EIO))
    try plan.run {
      try WorkerThread { [self] in #expect(remove(folder) == EIO) }.join()
    }
    #expect(plan.hasStruck)
  }
}
