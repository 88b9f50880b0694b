import ContentDigests
import Kernels

extension IndexHeader {
  /// Reads and checks a header of either format. What it lets pass is safe to search: every section lies
  /// inside the file, in order and apart from the others, and has the length that the counts ask for.
  init(decoding file: RawSpan, path: String, _ kernels: KernelTable) throws(IndexError) {
    let decoder = HeaderDecoder(path: path)
    formatVersion = try decoder.checkIdentity(file, kernels)
    requiredFeatures = try decoder.requiredFeatures(file, formatVersion)
    try decoder.checkFileLength(file)
    fileByteCount = file.byteCount
    generation = file.number(HeaderLayout.generation)
    sequence = file.number(HeaderLayout.sequence)
    contentDigest = ContentDigest(.sha256, bytes: file.bytes(HeaderLayout.contentDigest.range()))
    for count in HeaderLayout.counts + HeaderLayout.laterCounts {
      self[keyPath: count.value] = try decoder.count(file, count.field)
    }
    asOf = try decoder.asOf(file)
    ring = try decoder.ring(file)
    blockExponent = try decoder.blockExponent(file, formatVersion)
    sections = try decoder.sections(file)
    try decoder.checkKinds(of: self)
    try decoder.checkPlaces(of: self)
  }
}

/// The checks of `IndexHeader.init(decoding:)`, in the order in which they are made.
struct HeaderDecoder {
  let path: String

  private func failure(_ check: IndexError.Check, _ expected: String, _ found: String) -> IndexError {
    IndexError(check, path: path, expected: expected, found: found)
  }

  /// Returns the format version.
  func checkIdentity(_ file: RawSpan, _ kernels: KernelTable) throws(IndexError) -> Int {
    let size = HeaderLayout.byteCount
    let start = file.bytes(0..<min(HeaderLayout.magic.byteCount, file.byteCount))
    guard start == IndexHeader.magic else {
      throw failure(.magic, "a matchd index", start.isEmpty ? "an empty file" : "'\(printable(start.span))'")
    }
    guard file.byteCount >= size else {
      throw failure(.headerPresent, "\(size) bytes of header", "\(file.byteCount)")
    }
    let (version, versions) = (file.number(HeaderLayout.formatVersion), IndexHeader.readFormatVersions)
    guard versions.contains(Int(version)) else {
      throw failure(
        .formatVersion, "index format \(versions.lowerBound) to \(versions.upperBound)", "\(version)")
    }
    let length = file.number(HeaderLayout.headerLength)
    guard length == size else { throw failure(.headerLength, "a header of \(size) bytes", "\(length)") }
    try checkChecksum(file, kernels)
    return Int(version)
  }

  private func checkChecksum(_ file: RawSpan, _ kernels: KernelTable) throws(IndexError) {
    let stored = file.number(HeaderLayout.checksum)
    let actual = kernels.checksum.crc32c(0, file.extracting(0..<HeaderLayout.checksum.offset))
    guard stored == actual else {
      throw failure(.headerChecksum, "header checksum \(hex(stored))", hex(actual))
    }
  }

  /// Format 1 had none.
  func requiredFeatures(_ file: RawSpan, _ formatVersion: Int) throws(IndexError) -> IndexFeatures {
    let features = IndexFeatures(rawValue: file.number(HeaderLayout.requiredFeatures))
    guard features.isSubset(of: formatVersion == 1 ? [] : .all) else {
      throw failure(.requiredFeatures, "required features that are known", hex(features.rawValue))
    }
    return features
  }

  func checkFileLength(_ file: RawSpan) throws(IndexError) {
    let length = file.number(HeaderLayout.fileLength)
    guard length <= UInt64(file.byteCount) else {
      throw failure(.truncated, "\(length) bytes", "\(file.byteCount)")
    }
    guard length == UInt64(file.byteCount) else {
      throw failure(.trailingBytes, "\(length) bytes", "\(file.byteCount)")
    }
  }

  func count(_ file: RawSpan, _ field: NumberField<UInt64>) throws(IndexError) -> Int {
    let count = file.number(field)
    guard count <= UInt64(HeaderLayout.countMax) else {
      throw failure(.counts, "at most \(HeaderLayout.countMax) \(field.name)", "\(count)")
    }
    return Int(count)
  }

  func asOf(_ file: RawSpan) throws(IndexError) -> String {
    let (length, most) = (Int(file.number(HeaderLayout.asOfLength)), HeaderLayout.asOf.byteCount)
    guard length <= most else { throw failure(.asOf, "at most \(most) bytes of as_of", "\(length)") }
    let bytes = file.bytes(HeaderLayout.asOf.offset..<HeaderLayout.asOf.offset + length)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw failure(.asOf, "as_of in UTF-8", "'\(printable(bytes.span))'")
    }
    return text
  }

  func ring(_ file: RawSpan) throws(IndexError) -> RingShape? {
    let width = Int(file.number(HeaderLayout.chunkWidth))
    let lines = Int(file.number(HeaderLayout.linesPerBucket))
    let numbers = Int(file.number(HeaderLayout.rowNumberByteCount))
    if (width, lines, numbers) == (0, 0, 0) { return nil }
    let shape = RingShape(chunkWidth: width, linesPerBucket: lines, rowNumberByteCount: numbers)
    guard let shape else {
      throw failure(
        .ringShape,
        "ring chunks of \(RingShape.chunkWidths) bits, \(RingShape.lineCounts) lines a bucket, "
          + "row numbers of \(RingShape.rowNumberByteCounts) bytes", "\(width), \(lines), \(numbers)")
    }
    return shape
  }

  func blockExponent(_ file: RawSpan, _ formatVersion: Int) throws(IndexError) -> Int {
    guard formatVersion > 1 else { return 0 }
    let exponent = Int(file.number(HeaderLayout.blockExponent))
    guard BlockChecksums.exponents.contains(exponent) else {
      throw failure(.blockSize, "checksum blocks of 2^\(BlockChecksums.exponents) bytes", "2^\(exponent)")
    }
    return exponent
  }

  func sections(_ file: RawSpan) throws(IndexError) -> [IndexSection] {
    let count = file.number(HeaderLayout.sectionCount)
    guard count <= HeaderLayout.sectionCountMax else {
      throw failure(.sectionCount, "at most \(HeaderLayout.sectionCountMax) sections", "\(count)")
    }
    var sections: [IndexSection] = []
    for place in 0..<Int(count) { sections.append(try section(file, row: IndexSection.rowOffset(place))) }
    return sections
  }

  private func section(_ file: RawSpan, row: Int) throws(IndexError) -> IndexSection {
    let name = file.bytes(SectionLayout.kind.range(from: row))
    guard let kind = IndexSection.Kind(rawValue: String(decoding: name, as: UTF8.self)) else {
      throw failure(.sectionKind, "a known section", "'\(printable(name.span))'")
    }
    let offset = file.number(SectionLayout.offset, from: row)
    let length = file.number(SectionLayout.length, from: row)
    let fileLength = UInt64(file.byteCount)
    guard offset <= fileLength, length <= fileLength - offset else {
      throw failure(
        .sectionPlace, "section \(kind.rawValue) inside \(fileLength) bytes", "\(length) bytes at \(offset)")
    }
    let checksum = file.number(SectionLayout.checksum, from: row)
    return IndexSection(kind: kind, offset: Int(offset), byteCount: Int(length), checksum: checksum)
  }

  /// Every section of the format once, in the format's order; ring sections all or none.
  func checkKinds(of header: IndexHeader) throws(IndexError) {
    let expected = header.expectedKinds
    guard header.sections.map(\.kind) == expected else {
      throw failure(
        .sectionKind, "sections \(expected.map(\.rawValue).joined(separator: " "))",
        header.sections.map(\.kind.rawValue).joined(separator: " "))
    }
  }

  /// Each section at the first aligned place behind the one before, of the length that the counts ask for.
  func checkPlaces(of header: IndexHeader) throws(IndexError) {
    var end = HeaderLayout.byteCount
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
