import TestSupport
import Testing

@testable import HashCore

@Suite struct SampleMemoryTests {
  private let picture = MadeJPEG.some(1)[0].bytes

  @Test func hashersThatShareItHashAsThoseThatDoNot() throws {
    let memory = SampleMemory()
    for request in [HashRequest(), HashRequest(orientations: Set(Orientation.allCases))] {
      let alone = try PictureHasher().hash(picture.span.bytes, request)
      for _ in 0..<2 {
        #expect(try PictureHasher(memory: memory).hash(picture.span.bytes, request) == alone)
        memory.erase(keeping: 1 << 20)
      }
    }
  }

  @Test func nothingOfAPictureIsLeftAfterErasing() throws {
    let memory = SampleMemory()
    _ = try PictureHasher(memory: memory).hash(picture.span.bytes, HashRequest())
    let count = memory.withBytes { $0.count }
    #expect(!isBlank(memory))
    memory.erase(keeping: count)
    #expect(memory.withBytes { $0.count } == count, "it is kept")
    #expect(isBlank(memory))
    _ = try PictureHasher(memory: memory).hash(picture.span.bytes, HashRequest())
    memory.erase(keeping: count - 1)
    #expect(memory.withBytes { $0.isEmpty }, "more than is to be kept")
  }

  private func isBlank(_ memory: SampleMemory) -> Bool {
    memory.withBytes { bytes in bytes.indices.allSatisfy { bytes[$0] == 0 } }
  }
}
