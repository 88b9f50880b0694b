import Foundation
import ListFormats
import TestSupport

/// A file of `Vectors/lists` and what is to be read of it.
struct Sample: Sendable, CustomStringConvertible {
  /// The folder, which is the format's name, and the file in it.
  let format: String
  let file: String
  var description: String { "\(format)/\(file)" }

  static let all: [Sample] = {
    let folder = Vectors.root.appending(path: "lists")
    let formats = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return formats.sorted().flatMap { format in
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/" + format)) ?? []
      return files.filter { !$0.hasSuffix(".expected") }.sorted().map { Sample(format: format, file: $0) }
    }
  }()

  var bytes: [UInt8] { get throws { try Vectors.bytes("lists/\(description)") } }

  var expectation: [String] {
    get throws {
      let text = String(decoding: try Vectors.bytes("lists/\(description).expected"), as: UTF8.self)
      return text.split(separator: "\n").map(String.init)
    }
  }

  func head() throws -> FileHead {
    let bytes = try self.bytes
    return FileHead(fileName: "/lists/" + file, bytes: bytes.span)
  }
}
