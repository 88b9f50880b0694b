import Foundation
import ListFormats
import ListStore

/// What another process does with a store, so that its memory and its time are its own: this program, with
/// `store WORK STORE [FILE]`. It prints how many entries there were, seconds, those of the processor, and
/// megabytes.
struct StoreWork {
  private let kind: String
  private let arguments: [String]

  static let author = Author(operator: "bench")

  init(_ kind: String, _ arguments: [String]) { (self.kind, self.arguments) = (kind, arguments) }

  func run() throws {
    let start = clock()
    var count = 0
    let seconds = try Stopwatch.seconds {
      let store = try ListStore(opening: arguments[0])
      count = kind == "compile" ? try store.compile(by: Self.author).entryCount : try take(into: store)
    }
    let processor = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    print("\(count) \(seconds) \(processor) \(Self.peakMegabytes)")
  }

  private func take(into store: ListStore) throws -> Int {
    let file = try FileHandle(forReadingFrom: URL(filePath: arguments[1]))
    let staged = try StagedImport(for: store)
    _ = try staged.read(name: arguments[1], format: "csv") {
      try file.read(upToCount: 1 << 20).map { Array($0) } ?? []
    }
    let taken = try store.take(
      staged, into: StoreData.list, .merge, additions: staged.readCount, by: Self.author)
    return taken.added + taken.changed
  }

  private static var peakMegabytes: Double {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? .nan) / 1024
  }
}

extension StoreWork {
  struct Figures {
    var count: Int
    var seconds: Double
    var processorSeconds: Double
    var peakMegabytes: Double
  }

  /// A process at work.
  final class Running {
    private let process = Process()
    private let output = Pipe()

    fileprivate init(_ arguments: [String]) throws {
      process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      process.arguments = ["store"] + arguments
      process.standardOutput = output
      try process.run()
    }

    var isRunning: Bool { process.isRunning }

    /// When it is done.
    func figures() throws -> Figures {
      let data = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      let numbers = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        .compactMap { Double($0) }
      check(process.terminationStatus == 0 && numbers.count == 4, "\(process.arguments ?? []) failed")
      return Figures(
        count: Int(numbers[0]), seconds: numbers[1], processorSeconds: numbers[2], peakMegabytes: numbers[3])
    }
  }

  static func start(_ arguments: [String]) throws -> Running { try Running(arguments) }
}
