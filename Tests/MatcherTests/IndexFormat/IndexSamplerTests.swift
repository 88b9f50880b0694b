import Foundation
import HashCore
import Matcher
import TestSupport
import Testing

@Suite struct IndexSamplerTests {
  private let made: TestIndex
  private var path: String { made.folder.path("index") }

  init() throws {
    var generator = SeededGenerator(seed: 71)
    made = try TestIndex((0..<5000).map { _ in PDQHash.random(using: &generator) })
  }

  /// Changes one byte, and sets the file's time back.
  private func changeByte(at offset: Int) throws {
    var status = stat()
    #expect(stat(path, &status) == 0)
    let file = open(path, O_RDWR)
    defer { close(file) }
    var byte: UInt8 = 0
    pread(file, &byte, 1, off_t(offset))
    byte ^= 1
    pwrite(file, &byte, 1, off_t(offset))
    var times = [status.st_atim, status.st_mtim]
    futimens(file, &times)
  }

  @Test func whatNeitherSizeNorTimeTellIsFoundInTurn() throws {
    let index = made.index
    try index.checkUnchanged()
    for section in index.header.sections where section.byteCount > 0 {
      let offset = section.offset + section.byteCount / 2
      try changeByte(at: offset)
      try index.checkUnchanged()
      var sampler = IndexSampler(index)
      let error = #expect(throws: IndexError.self, "\(section.kind)") {
        for _ in 0..<1000 { try sampler.checkNext(3) }
      }
      #expect(error?.check == .sectionChecksum)
      try changeByte(at: offset)
    }
    var sampler = IndexSampler(index)
    for _ in 0..<1000 { try sampler.checkNext(3) }
  }

  @Test func anIndexThatIsCutIsToldFromADamagedOne() throws {
    truncate(path, 4096)
    let error = #expect(throws: IndexError.self) { try made.index.checkUnchanged() }
    #expect(error?.check == .changedInPlace && error?.found == "one of 4096 bytes")
  }
}
