import ContentDigests
import Kernels

/// The checks of `IndexHeader.init(decoding:)`, in the order in which they are made.
struct HeaderDecoder {
  let path: String

  private func failure(_ check: IndexError.Check, _ expected: String, _ found: String) -> IndexError {
    IndexError(check, path: path, expected: expected, found: found)
  }

  func checkIdentity(_ file: RawSpan, _ kernels: KernelTable) throws(IndexError) {
    let size = IndexHeader.byteCount
    guard file.byteCount >= 8, file.bytes(0..<8) == IndexHeader.magic else {
      let start = file.bytes(0..<min(8, file.byteCount))
      throw failure(.magic, "a matchd index", start.isEmpty ? "an empty file" : "'\(printable(start.span))'")
    }
    guard file.byteCount >= size else {
      throw failure(.headerPresent, "\(size) bytes of header", "\(file.byteCount)")
    }
    let version = file.u32(at: HeaderLayout.formatVersion)
    guard version == IndexHeader.formatVersion else {
      throw failure(.formatVersion, "index format \(IndexHeader.formatVersion)", "\(version)")
    }
    let length = file.u32(at: HeaderLayout.headerLength)
    guard length == size else { throw failure(.headerLength, "a header of \(size) bytes", "\(length)") }
    try checkChecksum(file, kernels)
    let features = file.u64(at: HeaderLayout.requiredFeatures)
    guard features == 0 else { throw failure(.requiredFeatures, "no required features", hex(features)) }
  }

  private func checkChecksum(_ file: RawSpan, _ kernels: KernelTable) throws(IndexError) {
    let stored = file.u32(at: HeaderLayout.checksum)
    let actual = kernels.checksum.crc32c(0, file.extracting(0..<HeaderLayout.checksum))
    guard stored == actual else {
      throw failure(.headerChecksum, "header checksum \(hex(stored))", hex(actual))
    }
  }

  func checkFileLength(_ file: RawSpan) throws(IndexError) {
    let length = file.u64(at: HeaderLayout.fileLength)
    guard length <= UInt64(file.byteCount) else {
      throw failure(.truncated, "\(length) bytes", "\(file.byteCount)")
    }
    guard length == UInt64(file.byteCount) else {
      throw failure(.trailingBytes, "\(length) bytes", "\(file.byteCount)")
    }
  }

  func contentDigest(_ file: RawSpan) -> ContentDigest {
    let start = HeaderLayout.contentDigest
    return ContentDigest(.sha256, bytes: file.bytes(start..<start + 32))
  }

  func count(_ file: RawSpan, at offset: Int) throws(IndexError) -> Int {
    let count = file.u64(at: offset)
    guard count <= UInt64(HeaderLayout.countMax) else {
      throw failure(.counts, "a count of at most \(HeaderLayout.countMax)", "\(count) at byte \(offset)")
    }
    return Int(count)
  }

  func asOf(_ file: RawSpan) throws(IndexError) -> String {
    let length = Int(file.u16(at: HeaderLayout.asOfLength))
    guard length <= IndexHeader.asOfByteCountMax else {
      throw failure(.asOf, "at most \(IndexHeader.asOfByteCountMax) bytes of as_of", "\(length)")
    }
    let bytes = file.bytes(HeaderLayout.asOf..<HeaderLayout.asOf + length)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw failure(.asOf, "as_of in UTF-8", "'\(printable(bytes.span))'")
    }
    return text
  }

  func ring(_ file: RawSpan) throws(IndexError) -> RingShape? {
    let fields = file.bytes(HeaderLayout.ring..<HeaderLayout.ring + 3).map(Int.init)
    if fields == [0, 0, 0] { return nil }
    let shape = RingShape(chunkWidth: fields[0], linesPerBucket: fields[1], rowNumberByteCount: fields[2])
    guard let shape else {
      throw failure(
        .ringShape,
        "ring chunks of \(RingShape.chunkWidths) bits, \(RingShape.lineCounts) lines a bucket, "
          + "row numbers of \(RingShape.rowNumberByteCounts) bytes", "\(fields)")
    }
    return shape
  }

  func sections(_ file: RawSpan) throws(IndexError) -> [IndexSection] {
    let count = file.u32(at: HeaderLayout.sectionCount)
    guard count <= HeaderLayout.sectionCountMax else {
      throw failure(.sectionCount, "at most \(HeaderLayout.sectionCountMax) sections", "\(count)")
    }
    var sections: [IndexSection] = []
    for index in 0..<Int(count) {
      sections.append(try section(file, at: HeaderLayout.sectionTable + HeaderLayout.sectionRecord * index))
    }
    return sections
  }

  private func section(_ file: RawSpan, at record: Int) throws(IndexError) -> IndexSection {
    let name = file.bytes(record..<record + 4)
    guard let kind = IndexSection.Kind(rawValue: String(decoding: name, as: UTF8.self)) else {
      throw failure(.sectionKind, "a known section", "'\(printable(name.span))'")
    }
    let (offset, length) = (file.u64(at: record + 8), file.u64(at: record + 16))
    let fileLength = UInt64(file.byteCount)
    guard offset <= fileLength, length <= fileLength - offset else {
      throw failure(
        .sectionPlace, "section \(kind.rawValue) inside \(fileLength) bytes", "\(length) bytes at \(offset)")
    }
    let checksum = file.u32(at: record + 24)
    return IndexSection(kind: kind, offset: Int(offset), byteCount: Int(length), checksum: checksum)
  }

  /// Every section of the format once, in the format's order; ring sections all or none.
  func checkKinds(of header: IndexHeader) throws(IndexError) {
    let expected = IndexSection.Kind.allCases.filter { header.ring != nil || !$0.isRing }
    guard header.sections.map(\.kind) == expected else {
      throw failure(
        .sectionKind, "sections \(expected.map(\.rawValue).joined(separator: " "))",
        header.sections.map(\.kind.rawValue).joined(separator: " "))
    }
  }

  /// Each section at the first aligned place behind the one before, of the length that the counts ask for.
  func checkPlaces(of header: IndexHeader) throws(IndexError) {
    var end = IndexHeader.byteCount
    for section in header.sections {
      let (kind, place) = (section.kind.rawValue, IndexSection.aligned(end))
      guard section.offset == place else {
        throw failure(.sectionPlace, "section \(kind) at \(place)", "\(section.offset)")
      }
      if let expected = header.byteCount(of: section.kind), expected != section.byteCount {
        throw failure(.sectionLength, "\(expected) bytes in section \(kind)", "\(section.byteCount)")
      }
      end = section.offset + section.byteCount
    }
    guard end == header.fileByteCount else {
      throw failure(
        .sectionPlace, "sections up to the end at \(header.fileByteCount)", "the last ends at \(end)")
    }
  }
}

/// `0x` and all digits of a number.
func hex(_ value: some FixedWidthInteger & UnsignedInteger) -> String {
  let digits = String(value, radix: 16)
  return "0x" + String(repeating: "0", count: value.bitWidth / 4 - digits.count) + digits
}
