import HashCore
import Kernels
import Platform

/// What a cell is told before anything else.
struct Introduction: CellMessage {
  var parent: Int32
  var kernels: KernelLevel
  var limits: DecodeLimits
  /// Memory beside what the cell has when it is ready.
  var memoryByteCount: Int
  /// Of the cell's whole life.
  var processorSeconds: Int

  func write(to writer: inout MessageWriter) {
    writer.number(Int(parent))
    writer.choice(kernels)
    writer.number(limits.encodedByteCountMax)
    writer.number(limits.pixelCountMax)
    writer.number(limits.pictureCountMax)
    writer.number(limits.furtherPixelCountMax)
    writer.number(limits.scannedPixelCountMax)
    writer.number(limits.decodeByteCountMax)
    writer.number(memoryByteCount)
    writer.number(processorSeconds)
  }
}

extension Introduction {
  init(from reader: inout MessageReader) throws(MessageError) {
    parent = Int32(try reader.number(in: 1...Int(Int32.max)))
    kernels = try reader.choice()
    limits = DecodeLimits(
      encodedByteCountMax: try reader.number(in: 0...Int.max),
      pixelCountMax: try reader.number(in: 0...Int.max),
      pictureCountMax: try reader.number(in: 1...Int.max),
      furtherPixelCountMax: try reader.number(in: 0...Int.max),
      scannedPixelCountMax: try reader.number(in: 0...Int.max),
      decodeByteCountMax: try reader.number(in: 0...Int.max))
    memoryByteCount = try reader.number(in: 0...Int.max / 2)
    processorSeconds = try reader.number(in: 1...Int(Int32.max))
  }
}

/// What a cell says when it is locked down, or why it is not.
enum Readiness: CellMessage, Equatable {
  /// `library`: what a worker program decodes its formats with; empty for the program itself.
  case ready(library: String)
  /// The step that failed and its `errno`; the cell has ended.
  case refused(LockDown.Step, code: Int32)

  func write(to writer: inout MessageWriter) {
    switch self {
    case .ready(let library):
      writer.flag(true)
      writer.text(library)
    case .refused(let step, let code):
      writer.flag(false)
      writer.choice(step)
      writer.number(Int(code))
    }
  }

  init(from reader: inout MessageReader) throws(MessageError) {
    if try reader.flag() {
      self = .ready(library: try reader.text(byteCountMax: 100))
    } else {
      self = .refused(try reader.choice(), code: Int32(try reader.number(in: 0...4095)))
    }
  }
}
