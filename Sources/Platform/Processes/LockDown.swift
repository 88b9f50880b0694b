import CSystem

/// What a cell takes away from itself before it sees a stranger's byte, step by step.
///
/// The order matters: Landlock needs a descriptor, so that it comes before the bound on those; the filter of
/// system calls forbids every other step, so that it comes last. `docs/cells.md` says what each keeps out.
package enum LockDown {
  package enum Step: UInt8, CaseIterable, Sendable {
    /// Crashes end the process; the run-time library's handlers make calls that the filter forbids.
    case crashes
    /// It ends with the thread that started it.
    case parent
    /// No core dumps, no look into its memory. `exec` undoes this, so that no parent can do it for its child.
    case memory
    case rights
    /// No files, TCP and signals to others, where the kernel has Landlock.
    case files
    case resources
    /// Reading and writing its channel, memory, and its own end.
    case calls
  }

  /// What the steps have to know.
  package struct Bounds: Sendable {
    package var parent: Int32
    /// The one descriptor that may be read and written.
    package var channel: Int32
    /// Addresses in all, those that are mapped already included, in bytes.
    package var mappedByteCountMax: Int
    /// Of the process's whole life.
    package var processorSeconds: Int
    /// What is sent over the channel where a forbidden call is made, the call's number in the place of the
    /// last four bytes; at most 64 bytes. `nil`: the kernel ends the process at once, as every cell that is
    /// shipped has it.
    package var lastWords: [UInt8]?

    package init(
      parent: Int32, channel: Int32, mappedByteCountMax: Int, processorSeconds: Int,
      lastWords: [UInt8]? = nil
    ) {
      self.lastWords = lastWords
      self.parent = parent
      self.channel = channel
      self.mappedByteCountMax = mappedByteCountMax
      self.processorSeconds = processorSeconds
    }
  }

  /// Takes one step. Whoever cannot must not go on.
  package static func take(_ step: Step, _ bounds: Bounds) throws(SystemError) {
    let result =
      switch step {
      case .crashes: csystem_crash_plainly()
      case .parent: csystem_die_with(bounds.parent)
      case .memory: csystem_hide_memory()
      case .rights: csystem_gain_no_rights()
      case .files: csystem_forbid_files()
      case .resources:
        csystem_bound_resources(UInt64(bounds.mappedByteCountMax), UInt64(bounds.processorSeconds))
      case .calls: filterCalls(bounds)
      }
    guard result >= 0 else { throw SystemError("lock down \(step)") }
  }

  private static func filterCalls(_ bounds: Bounds) -> Int32 {
    guard let words = bounds.lastWords else { return csystem_filter_calls(bounds.channel, nil, 0) }
    // SAFETY: the call copies the bytes.
    return unsafe words.withUnsafeBufferPointer {
      // SAFETY: as above.
      unsafe csystem_filter_calls(bounds.channel, $0.baseAddress, $0.count)
    }
  }

  /// The name of a forbidden system call, or its number where it is not one of the well-known ones.
  package static func name(ofCall call: Int) -> String {
    // SAFETY: the name is a constant that ends with a zero.
    guard let name = unsafe csystem_call_name(Int32(clamping: call)) else { return "number \(call)" }
    return unsafe String(cString: name)
  }
}
