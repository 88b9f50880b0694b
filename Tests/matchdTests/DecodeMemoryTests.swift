import Foundation
import Platform
import TestSupport
import Testing

/// A process that may not have more memory than the bound on one decode leaves it decodes all the same.
@Suite(
  .enabled(if: SharedVectors.arePresent, SharedVectors.absent),
  .enabled(if: !OwnProcess.isSanitized, "a sanitizer needs terabytes of address space, which this bounds"))
struct DecodeMemoryTests {
  @Test func aLargePictureIsStreamed() throws {
    let outcome = try Self.hash("baseline-200mp-tiny", addressSpaceMiB: 400)
    #expect(outcome.text.contains("truncated: expected all rows"), "\(outcome.text)")
  }

  @Test(arguments: [("coef-4comp", ""), ("baseline-200mp-tiny", "--all-orientations")])
  func whatNeedsMoreIsRefusedWithTheSetting(name: String, option: String) throws {
    let outcome = try Self.hash(name, option, addressSpaceMiB: 400)
    #expect(outcome.status == 2)
    #expect(outcome.text.contains("expected at most 512 MiB of memory to decode in (setting: decode-memory)"))
  }

  /// Runs `matchd hash` in a shell that bounds the address space.
  private static func hash(
    _ name: String, _ option: String = "", addressSpaceMiB: Int
  ) throws -> (status: Int32, text: String) {
    let shell = Process()
    let output = Pipe()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = [
      "-c", "ulimit -v \(addressSpaceMiB << 10); exec \"$0\" hash \(option) \"$1\"", Program.url.path,
      SharedVectors.root.appending(path: "bombs/\(name).jpg").path,
    ]
    shell.standardOutput = output
    shell.standardError = output
    try shell.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    shell.waitUntilExit()
    return (shell.terminationStatus, text)
  }
}
