import CSystem
import CTestSupport
import Glibc
import Testing

/// The filter of a cell, run as the kernel runs it: what is on its list and what is not.
@Suite struct LockDownTests {
  private static let channel: Int32 = 3
  private static let process: Int32 = 4711
  private let filter: [csystem_instruction]

  init() {
    var filter = [csystem_instruction](repeating: csystem_instruction(), count: Int(CSYSTEM_FILTER_MAX))
    let count = csystem_cell_filter(&filter, Self.channel, Self.process, 0)
    self.filter = Array(filter.prefix(Int(count)))
  }

  @Test func onlyTheListMayBeCalled() {
    let always: [Int32] = [
      SYS_brk, SYS_munmap, SYS_mremap, SYS_madvise, SYS_futex, SYS_getrandom, SYS_clock_gettime,
      SYS_exit_group, SYS_rt_sigprocmask, SYS_getpid, SYS_gettid,
    ]
    let sometimes: [Int32] = [SYS_read, SYS_write, SYS_mmap, SYS_mprotect, SYS_tgkill]
    let allowed = Set((always + sometimes).map { UInt32($0) })
    for call in UInt32(0)..<1024 {
      let arguments: [UInt64] = [UInt64.max, 0, 4, 0, 0, 0]
      #expect(isAllowed(call, arguments) == Set(always.map { UInt32($0) }).contains(call), "call \(call)")
      // The numbers that 32-bit programs have on 64-bit machines.
      #expect(!isAllowed(call | 0x4000_0000, [3, 0, 0]))
      #expect(allowed.contains(call) || !isAllowed(call, [3, 0, 0]), "call \(call)")
    }
  }

  @Test func argumentsDecide() {
    let channel = UInt64(Self.channel)
    let process = UInt64(Self.process)
    #expect(isAllowed(SYS_read, [channel]) && !isAllowed(SYS_read, [0]))
    #expect(isAllowed(SYS_write, [channel]) && !isAllowed(SYS_write, [1]) && !isAllowed(SYS_write, [2]))
    #expect(isAllowed(SYS_tgkill, [process]) && !isAllowed(SYS_tgkill, [process + 1]))
    #expect(!isAllowed(SYS_tgkill, [1]) && !isAllowed(SYS_tgkill, [UInt64.max]))
    for call in [SYS_mmap, SYS_mprotect] {
      #expect(isAllowed(call, [0, 0, UInt64(PROT_READ | PROT_WRITE)]))
      #expect(!isAllowed(call, [0, 0, UInt64(PROT_READ | PROT_EXEC)]))
    }
  }

  @Test func otherMachinesNumbersMeanNothing() {
    #expect(!isAllowed(SYS_brk, [], machine: 0x4000_0003))
  }

  private func isAllowed(_ call: Int32, _ arguments: [UInt64], machine: UInt32 = ownMachine) -> Bool {
    isAllowed(UInt32(call), arguments, machine: machine)
  }

  /// Runs the filter over what the kernel would hand it (`struct seccomp_data`).
  private func isAllowed(_ call: UInt32, _ arguments: [UInt64], machine: UInt32 = ownMachine) -> Bool {
    let padded = arguments + Array(repeating: 0, count: 6 - arguments.count)
    let words: [UInt32] =
      [call, machine, 0, 0] + padded.flatMap { [UInt32(truncatingIfNeeded: $0), UInt32($0 >> 32)] }
    var accumulator: UInt32 = 0
    var place = 0
    while true {
      let instruction = filter[place]
      place += 1
      switch instruction.code {
      case 0x20: accumulator = words[Int(instruction.operand) / 4]
      case 0x54: accumulator &= instruction.operand
      case 0x15:
        let isEqual = accumulator == instruction.operand
        place += Int(isEqual ? instruction.on_true : instruction.on_false)
      case 0x06: return instruction.operand == 0x7FFF_0000
      default:
        Issue.record("an instruction that filters do not have: \(instruction.code)")
        return false
      }
    }
  }

  #if arch(x86_64)
    private static let ownMachine: UInt32 = 0xC000_003E
  #else
    private static let ownMachine: UInt32 = 0xC000_00B7
  #endif
}
