import Glibc

/// Reading and writing: the only loops around these calls. An `offset` is where in the file to begin, leaving
/// its read position alone; `nil` goes on from that position, as pipes and terminals need.
extension Descriptor {
  /// What one call reads: at least one byte, except at the end; what has arrived, where a peer writes slowly.
  package func readSome(_ byteCountMax: Int, at offset: Int? = nil) throws(SystemError) -> [UInt8] {
    // SAFETY: the closure's buffer has `byteCountMax` bytes, of which the call writes the first few.
    try unsafe [UInt8].filled(byteCountMax) { (buffer) throws(SystemError) in
      try unsafe read(into: buffer, at: offset)
    }
  }

  /// `byteCount` bytes, or as many as there are up to the end of the file.
  package func readAll(_ byteCount: Int, at offset: Int? = nil) throws(SystemError) -> [UInt8] {
    // SAFETY: the closure's buffer has `byteCount` bytes; each call writes behind the `done` read before.
    try unsafe [UInt8].filled(byteCount) { (buffer) throws(SystemError) in
      var done = 0
      while done < byteCount {
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
        let count = try unsafe read(into: rest, at: offset.map { $0 + done })
        if count == 0 { break }
        done += count
      }
      return done
    }
  }

  private func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int?
  ) throws(SystemError) -> Int {
    try FileCall.read.make("read", byteCount: buffer.count) { byteCount in
      use { file in
        // SAFETY: the calls write at most `byteCount` bytes, which the buffer has.
        guard let offset else { return unsafe Glibc.read(file, buffer.baseAddress, byteCount) }
        return unsafe pread(file, buffer.baseAddress, byteCount, off_t(offset))
      }
    }
  }

  /// Writes all of `bytes`.
  package func write(_ bytes: RawSpan, at offset: Int? = nil) throws(SystemError) {
    // SAFETY: each call reads behind the `done` bytes that were written before.
    try unsafe bytes.withUnsafeBytes { (buffer) throws(SystemError) in
      var done = 0
      while done < buffer.count {
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[done...])
        done += try unsafe write(rest, at: offset.map { $0 + done })
      }
    }
  }

  private func write(_ buffer: UnsafeRawBufferPointer, at offset: Int?) throws(SystemError) -> Int {
    try FileCall.write.make("write", byteCount: buffer.count) { byteCount in
      use { file in
        // SAFETY: the calls read at most `byteCount` bytes, which the buffer has.
        guard let offset else { return unsafe Glibc.write(file, buffer.baseAddress, byteCount) }
        return unsafe pwrite(file, buffer.baseAddress, byteCount, off_t(offset))
      }
    }
  }
}

/// What brings bytes to the disk and cuts files.
extension Descriptor {
  /// Waits until everything written is on the disk.
  package func sync() throws(SystemError) {
    _ = try FileCall.sync.make("write") { _ in use { Int(fsync($0)) } }
  }

  /// Makes the file end at `byteCount`, with zeros where nothing was written.
  package func setByteCount(_ byteCount: Int) throws(SystemError) {
    _ = try FileCall.truncate.make("write") { _ in use { Int(ftruncate($0, off_t(byteCount))) } }
  }
}

extension [UInt8] {
  /// An array of those of `capacity` bytes that `fill` says it has written.
  fileprivate static func filled(
    _ capacity: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(SystemError) -> Int
  ) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    // SAFETY: the bytes that count are those that `fill` wrote.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      do throws(SystemError) {
        count = try unsafe fill(UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: capacity))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
