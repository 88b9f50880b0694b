import Kernels

extension IndexHeader {
  /// Reads and checks a header. What it lets pass is safe to search: every section lies inside the file, in
  /// order and apart from the others, and has the length that the counts ask for.
  init(decoding file: RawSpan, path: String, _ kernels: KernelTable) throws(IndexError) {
    let decoder = HeaderDecoder(path: path)
    try decoder.checkIdentity(file, kernels)
    try decoder.checkFileLength(file)
    generation = file.u64(at: HeaderLayout.generation)
    fileByteCount = file.byteCount
    contentDigest = decoder.contentDigest(file)
    for (index, field) in HeaderLayout.countFields.enumerated() {
      self[keyPath: field] = try decoder.count(file, at: HeaderLayout.counts + 8 * index)
    }
    asOf = try decoder.asOf(file)
    ring = try decoder.ring(file)
    sections = try decoder.sections(file)
    try decoder.checkKinds(of: self)
    try decoder.checkPlaces(of: self)
  }
}
