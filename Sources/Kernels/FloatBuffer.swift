import Glibc

/// Floats that a stage owns and the kernels work on: 64-byte aligned, kept from picture to picture.
///
/// Memory is allocated only when more is asked for than ever before.
///
/// SAFETY: `base` is null or points to `capacity` floats that this value alone owns until `deinit`; all of
/// them have been initialised by `reset`, the only place that allocates. `pointer` gives the address of
/// floats that are inside, and traps otherwise.
@safe public struct FloatBuffer: ~Copyable {
  private static let alignment = 64

  private var base: UnsafeMutablePointer<Float>?
  private var capacity = 0
  /// How many floats there are.
  public private(set) var count = 0

  public init() { unsafe base = nil }

  /// `count` zeros.
  public init(zeros count: Int) {
    self.init()
    reset(count: count)
  }

  deinit { unsafe base?.deallocate() }

  /// Makes the buffer `count` zeros.
  public mutating func reset(count: Int) {
    precondition(count >= 0, "a buffer has no negative size")
    if count > capacity {
      unsafe base?.deallocate()
      let size = count * MemoryLayout<Float>.stride
      unsafe base = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: Self.alignment)
        .bindMemory(to: Float.self, capacity: count)
      capacity = count
    }
    self.count = count
    zero(0..<count)
  }

  public mutating func zero(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    // All-zero bytes are the float +0.
    unsafe memset(
      pointer(at: range.lowerBound, count: range.count), 0, range.count * MemoryLayout<Float>.stride)
  }

  /// Copies the `count` floats of `source` from `start` on to `target`.
  public mutating func copy(_ count: Int, from source: borrowing FloatBuffer, at start: Int, to target: Int) {
    unsafe memcpy(
      pointer(at: target, count: count), source.pointer(at: start, count: count),
      count * MemoryLayout<Float>.stride)
  }

  /// Copies all of `values` to `target`.
  public mutating func copy(_ values: Span<Float>, to target: Int) {
    guard !values.isEmpty else { return }
    // SAFETY: the values fit, checked as the pointer is taken, and are not this buffer's, which is held
    // exclusively.
    unsafe values.withUnsafeBufferPointer {
      unsafe _ = memcpy(
        pointer(at: target, count: $0.count), $0.baseAddress!, $0.count * MemoryLayout<Float>.stride)
    }
  }

  public subscript(index: Int) -> Float {
    get { unsafe pointer(at: index, count: 1).pointee }
    set { unsafe pointer(at: index, count: 1).pointee = newValue }
  }

  /// The `count` floats from `start` on.
  @_lifetime(borrow self)
  public func span(from start: Int, count: Int) -> Span<Float> {
    // SAFETY: the floats lie inside the buffer, and the span cannot outlive the borrow of it.
    let span = unsafe Span(_unsafeStart: UnsafePointer(pointer(at: start, count: count)), count: count)
    return unsafe _overrideLifetime(span, borrowing: self)
  }

  /// The address of `count` floats from `offset` on; traps where they are not all inside.
  func pointer(at offset: Int, count: Int) -> UnsafeMutablePointer<Float> {
    precondition(offset >= 0 && count >= 0 && offset <= self.count - count, "outside the buffer")
    guard let base = unsafe base else { preconditionFailure("the buffer is empty") }
    return unsafe base + offset
  }
}
