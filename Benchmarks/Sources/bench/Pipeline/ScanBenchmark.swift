import ArgumentParser
import Foundation

/// A folder of generated pictures through the real binary: `matchd scan` with one worker against two.
struct ScanBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan", abstract: "matchd scan over a folder, one worker against two.")

  @Option(help: "The matchd binary, built for release.") var binary = "../.build/release/matchd"
  @Option(help: "Pictures in the folder.") var pictures = 2_000
  @Option(help: "Rounds; the ratio is the median over them.") var rounds = 5
  @Option(help: "exact or fast.") var decode = "fast"

  func run() throws {
    let folder = try PictureFolder(count: pictures)
    let index = folder.url.appending(path: "index.mdx").path
    try folder.list.write(
      toFile: folder.url.appending(path: "list.txt").path, atomically: true, encoding: .utf8)
    _ = try matchd([
      "index", "build", "--from", folder.url.appending(path: "list.txt").path, "--output", index,
    ])
    var reports: Set<Data> = []
    let times = try Stopwatch.rounds(
      rounds,
      of: [1, 2].map { jobs in
        { reports.insert(try scan(folder, index: index, jobs: jobs)) }
      })
    check(reports.count == 1, "the report depends on the number of workers")
    check(folder.isComplete(reports.first!), "the report has not one line for each picture")
    let rates = times.map { (Double(pictures) / $0.median).fixed(0) }
    var table = MarkdownTable("pictures", "decode", "1 worker, pictures/s", "2 workers, pictures/s", "ratio")
    table.add(
      "\(pictures)", decode, rates[0], rates[1], times[0].medianRatio(to: times[1]).fixed(2))
    print(table.text)
  }

  private func scan(_ folder: PictureFolder, index: String, jobs: Int) throws -> Data {
    try matchd([
      "scan", "--index", index, "--format", "jsonl", "--decode", decode, "--jobs", "\(jobs)",
      folder.pictures.path,
    ])
  }

  private func matchd(_ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: binary)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    check(process.terminationStatus <= 2, "matchd \(arguments[0]) ended with \(process.terminationStatus)")
    return data
  }
}

/// Generated pictures of several sizes in a folder that goes away with it.
private final class PictureFolder {
  let url: URL
  let count: Int
  var pictures: URL { url.appending(path: "pictures") }
  /// One hash that no picture has.
  let list = "pdq:" + String(repeating: "0f", count: 32) + "\tnothing\tbench\n"

  init(count: Int) throws {
    self.count = count
    url = FileManager.default.temporaryDirectory.appending(path: "matchd-bench-scan-\(getpid())")
    try FileManager.default.createDirectory(at: pictures, withIntermediateDirectories: true)
    let sizes = [(640, 480), (800, 600), (1280, 960), (1920, 1080)]
    let scenes = sizes.enumerated().map { index, size in
      (size, Scene(width: size.0, height: size.1, seed: UInt64(index)).render())
    }
    for index in 0..<count {
      let (size, samples) = scenes[index % scenes.count]
      try write(samples, size, quality: 70 + index / scenes.count % 25, index)
    }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  private func write(_ samples: [UInt8], _ size: (Int, Int), quality: Int, _ index: Int) throws {
    let picture = Codec.jpeg(samples, width: size.0, height: size.1, quality: quality)
    try Data(picture).write(to: pictures.appending(path: "\(index).jpg"))
  }

  func isComplete(_ report: Data) -> Bool {
    report.split(separator: UInt8(ascii: "\n")).count == count
  }
}
