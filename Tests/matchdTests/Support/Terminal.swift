import Foundation
import TestSupport

/// A terminal for one program to write to.
struct Terminal {
  private let master: Int32
  private let slave: Int32

  init() throws {
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (number, locks): (UInt32, Int32) = (0, 0)
    guard master >= 0, ioctl(master, Self.numberRequest, &number) == 0,
      ioctl(master, Self.lockRequest, &locks) == 0
    else { throw POSIXError(.ENODEV) }
    slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    guard slave >= 0 else { throw POSIXError(.ENODEV) }
  }

  /// `TIOCGPTN` and `TIOCSPTLCK`, which the system's module does not show.
  private static let (numberRequest, lockRequest): (UInt, UInt) = (0x8004_5430, 0x4004_5431)

  /// Runs `matchd` to its end, with standard output and standard error on the terminal.
  func output(of arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = Program.url
    process.arguments = arguments
    process.currentDirectoryURL = Vectors.root
    process.standardInput = FileHandle.nullDevice
    let screen = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
    (process.standardOutput, process.standardError) = (screen, screen)
    try process.run()
    close(slave)
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(master, &piece, piece.count)
      guard count > 0 else { break }  // EIO: nobody has it open any more.
      output += piece[..<count]
    }
    close(master)
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }
}
