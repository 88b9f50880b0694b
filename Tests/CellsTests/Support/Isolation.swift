import Cells
import Foundation
import Glibc
import HashCore
import Platform
import Testing

/// The programs that are cells, which the build puts beside the test program.
enum Isolation {
  static let isPossible = !OwnProcess.isSanitized
  static let notPossible: Comment = "a sanitizer makes system calls of its own, which cells may not"

  static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
  static let faults = folder.appending(path: "CellFaults").path

  /// Cells as they are shipped.
  static func settings(limits: DecodeLimits = .init(), budget: PictureBudget = .init()) -> CellSettings {
    signal(SIGPIPE, SIG_IGN)
    return CellSettings(
      program: folder.appending(path: "matchd").path, cellCount: 2, limits: limits, budget: budget)
  }
}

extension Isolation {
  /// By the numbers that `CellFaults` knows.
  enum Fault: UInt8 {
    case crash = 0
    case spin = 21
  }

  /// A file whose decoder, which `CellFaults` alone has, commits the fault.
  static func fault(_ fault: Fault) -> [UInt8] {
    let mark = Array("PLANTED-FAULT".utf8)
    return mark + [UInt8](repeating: 0, count: 63 - mark.count) + [fault.rawValue, 0, 0, 0, 0]
  }
}

/// Cells that can be told apart from those of other tests.
struct TaggedCells {
  let settings: CellSettings
  private let tag: String

  init(
    _ tag: String, cellCount: Int = 2, pictureCountMax: Int = 10_000, processorSeconds: Int = 60
  ) {
    self.tag = tag
    settings = CellSettings(
      program: Isolation.faults, arguments: [CellProgram.argument, tag], cellCount: cellCount,
      budget: PictureBudget(processorSeconds: processorSeconds), pictureCountMax: pictureCountMax)
  }

  /// The processes that are there now.
  var processes: [Int32] {
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
    let children = tasks.flatMap { task in
      (try? String(contentsOfFile: "/proc/self/task/\(task)/children", encoding: .utf8))?
        .split(separator: " ").compactMap { Int32($0) } ?? []
    }
    return children.filter { process in
      let words =
        (try? Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline")))?.split(separator: 0) ?? []
      return words.contains(Data(tag.utf8))
    }
  }

  /// Kills one of them from outside.
  /// - Returns: whether there was one.
  @discardableResult
  func killOne() -> Bool {
    guard let process = processes.first else { return false }
    return kill(process, SIGKILL) == 0
  }
}
