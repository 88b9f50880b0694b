import CSystem
import Glibc

/// This process itself.
package enum OwnProcess {
  package static var number: Int32 { getpid() }

  /// Addresses that are mapped, in bytes.
  package static func mappedByteCount() throws(SystemError) -> Int {
    let byteCount = csystem_mapped_bytes()
    guard byteCount >= 0 else { throw SystemError("read /proc/self/statm") }
    return Int(byteCount)
  }

  /// Whether a sanitizer is built in, which makes system calls and maps addresses of its own.
  package static var isSanitized: Bool { csystem_is_sanitized() != 0 }

  /// Leaves no trace of what it holds: no core dump, no look into its memory by others of the same user, no
  /// report of registers when it crashes (Swift's run-time library prints one by default).
  package static func keepMemoryToItself() throws(SystemError) {
    guard csystem_crash_plainly() == 0 else { throw SystemError("reset signals") }
    guard csystem_hide_memory() == 0 else { throw SystemError("forbid core dumps") }
  }

  /// Where a program is that was installed with this one: beside it, or in the library folder of the
  /// installation; `nil` where it is in neither.
  package static func companion(named name: String) -> String? {
    // SAFETY: the name lives through the call, and the answer is freed here.
    guard let resolved = unsafe realpath("/proc/self/exe", nil) else { return nil }
    let program = unsafe String(cString: resolved)
    // SAFETY: it was allocated for us.
    unsafe free(resolved)
    let folder = program.split(separator: "/").dropLast().joined(separator: "/")
    // SAFETY: the path lives through the call.
    return ["/\(folder)/\(name)", "/\(folder)/../lib/matchd/\(name)"].first { unsafe access($0, X_OK) == 0 }
  }

  /// What lists of processes call it: at most 15 bytes.
  package static func setName(_ name: String) {
    // SAFETY: `name` is handed over with its zero and lives through the call.
    _ = unsafe csystem_name_process(name)
  }

  /// Ends at once: no handler runs, nothing is flushed.
  package static func end(_ code: Int32) -> Never { _exit(code) }
}
