import Kernels

extension HashIndex {
  /// Checks the checksum of every section, parts of the file side by side on the processor's cores: O(file)
  /// at about the speed at which memory is read. A part of what `verify` does.
  ///
  /// - Throws: the first block that is wrong, in file order.
  public func verifyChecksums() throws(IndexError) {
    let verifier = IndexVerifier(index: self)
    if header.formatVersion == 1 {
      try verifier.checkWholeSections()
    } else {
      try verifier.checkBlocks()
    }
    try checkUnchanged()
  }
}

extension IndexVerifier {
  /// As format 1 has it: one checksum a section.
  fileprivate func checkWholeSections() throws(IndexError) {
    let sections = index.header.sections
    let found = inParallel(sections.count) { place in
      index.kernels.checksum.crc32c(0, index.bytes(sections[place].range))
    }
    for (section, actual) in zip(sections, found) where actual != section.checksum {
      throw failure(
        .sectionChecksum, "checksum \(hex(section.checksum)) of section \(section.kind.rawValue)",
        hex(actual))
    }
  }

  /// The header has the checksum of each section's block checksums, these have each block's.
  fileprivate func checkBlocks() throws(IndexError) {
    let checksums = index.bytes(index.places[.blockChecksums])
    var first = 0
    for section in index.header.sections.dropLast() {
      let count = index.header.blockCount(ofByteCount: section.byteCount)
      try checkSummary(of: section, checksums.extracting(4 * first..<4 * (first + count)))
      try checkBlocks(of: section, count: count, checksumsAt: 4 * first)
      first += count
    }
  }

  fileprivate func checkSummary(of section: IndexSection, _ blockChecksums: RawSpan) throws(IndexError) {
    let summary = index.kernels.checksum.crc32c(0, blockChecksums)
    guard summary == section.checksum else {
      throw failure(
        .sectionChecksum,
        "checksum \(hex(section.checksum)) of the block checksums of section \(section.kind.rawValue)",
        hex(summary))
    }
  }

  /// Blocks that one core checks before it takes others: 16 MB.
  private static let runLength = 256

  private func checkBlocks(
    of section: IndexSection, count: Int, checksumsAt start: Int
  ) throws(IndexError) {
    let runCount = (count + Self.runLength - 1) / Self.runLength
    let wrong = inParallel(runCount) { run in
      firstWrongBlock(
        in: run * Self.runLength..<min(count, (run + 1) * Self.runLength), of: section, checksumsAt: start)
    }
    guard let block = wrong.lazy.compactMap({ $0 }).first else { return }
    throw failure(ofBlock: block, section, checksumsAt: start)
  }

  fileprivate func failure(
    ofBlock block: Int, _ section: IndexSection, checksumsAt start: Int
  ) -> IndexError {
    let place = range(ofBlock: block, section)
    let stored = index.bytes(index.places[.blockChecksums]).u32(at: start + 4 * block)
    return failure(
      .sectionChecksum,
      "checksum \(hex(stored)) of bytes \(place.lowerBound)..<\(place.upperBound) in section "
        + section.kind.rawValue, hex(index.kernels.checksum.crc32c(0, index.bytes(place))))
  }

  fileprivate func firstWrongBlock(
    in blocks: Range<Int>, of section: IndexSection, checksumsAt start: Int
  ) -> Int? {
    let checksums = index.bytes(index.places[.blockChecksums])
    return blocks.first { block in
      let actual = index.kernels.checksum.crc32c(0, index.bytes(range(ofBlock: block, section)))
      return actual != checksums.u32(at: start + 4 * block)
    }
  }

  private func range(ofBlock block: Int, _ section: IndexSection) -> Range<Int> {
    let byteCount = 1 << index.header.blockExponent
    let start = section.offset + block * byteCount
    return start..<min(start + byteCount, section.range.upperBound)
  }
}

/// Checks the checksums of an index that is in service bit by bit, over and over: what its file's size and
/// time do not tell.
public struct IndexSampler: Sendable {
  private let verifier: IndexVerifier
  /// Every block of the file; none in format 1.
  private let blocks: [(section: IndexSection, block: Int, checksumsAt: Int)]
  private var next = 0

  public init(_ index: HashIndex) {
    verifier = IndexVerifier(index: index)
    var blocks: [(section: IndexSection, block: Int, checksumsAt: Int)] = []
    if index.header.formatVersion > 1 {
      for section in index.header.sections.dropLast() {
        let start = 4 * blocks.count
        let count = index.header.blockCount(ofByteCount: section.byteCount)
        blocks += (0..<count).map { (section, $0, start) }
      }
    }
    self.blocks = blocks
  }

  /// Checks the next `blockCount` blocks of 64 KiB, or all where there are no more.
  /// - Throws: the first that is wrong.
  public mutating func checkNext(_ blockCount: Int) throws(IndexError) {
    let verifier = verifier
    let checksums = verifier.index.bytes(verifier.index.places[.blockChecksums])
    for _ in 0..<min(blockCount, blocks.count) {
      let (section, block, start) = blocks[next]
      next = (next + 1) % blocks.count
      let count = verifier.index.header.blockCount(ofByteCount: section.byteCount)
      try verifier.checkSummary(of: section, checksums.extracting(start..<start + 4 * count))
      guard verifier.firstWrongBlock(in: block..<block + 1, of: section, checksumsAt: start) == nil else {
        throw verifier.failure(ofBlock: block, section, checksumsAt: start)
      }
    }
  }
}
