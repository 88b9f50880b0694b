import Cells
import Glibc
import HashCore
import Platform

/// Commits every planted fault in a cell of its own and prints what became of it: a line for each, its name
/// and the reason why there is no hash, behind that `survived` if the next good picture is hashed right.
///
///     CellFaults PICTURE [STEP...]     leaves out these steps of the lock-down
///     CellFaults PICTURE tell          has cells name the system call that they may not make
@main
enum CellFaults {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard let first = arguments.first else { exit(64) }
    let omitted = Set(arguments.dropFirst())
    if first == CellProgram.argument {
      let steps = LockDown.Step.allCases.filter { !omitted.contains("\($0)") }
      CellProgram.run(taking: steps, tellsCalls: omitted.contains("tell")) {
        PictureHasher(kernels: $0, limits: $1, memory: $2, registry: .withFaults, telling: $3)
      }
    }
    signal(SIGPIPE, SIG_IGN)
    do {
      try OwnProcess.keepMemoryToItself()
      try commitAll(goodPicture: first, omitted.sorted())
    } catch {
      print("\(error)")
      exit(2)
    }
  }

  private static func commitAll(goodPicture: String, _ omitted: [String]) throws {
    let good = try InputFile(FilePath(goodPicture)).readAll(byteCountMax: 1 << 20)
    let expected = try PictureHasher().hash(good.span.bytes)
    // Little memory, so that filling it takes less than the second that a fault may compute for.
    let settings = CellSettings(
      arguments: [CellProgram.argument] + omitted, cellCount: 8,
      limits: DecodeLimits(decodeByteCountMax: 32 << 20), budget: PictureBudget(processorSeconds: 1))
    let hasher = CellHasher(try CellPool(settings))
    for fault in PlantedFault.all {
      let outcome = outcome(of: fault.picture, hasher)
      let survived = (try? hasher.hash(good.span.bytes, HashRequest())) == expected
      print("\(fault.name)\t\(outcome)\t\(survived ? "survived" : "lost")")
    }
  }

  private static func outcome(of picture: [UInt8], _ hasher: CellHasher) -> String {
    do throws(DecodeError) {
      _ = try hasher.hash(picture.span.bytes, HashRequest())
      return "hashed"
    } catch {
      switch error.reason {
      case .timeout(let clock, _): return "timeout \(clock)"
      case .crashed(let found): return found
      case .corrupt(_, let found): return "returned \(found)"
      default: return "\(error)"
      }
    }
  }
}
