import HashCore

/// Any bytes as a picture, in every way the hasher offers: nothing may crash, and the same
/// bytes give the same hashes.
///
/// The first byte chooses the request, the rest is the file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDecode(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
  // SAFETY: libFuzzer hands over `byteCount` bytes that live until the return.
  let input = unsafe Array(UnsafeBufferPointer(start: start, count: byteCount))
  guard let choice = input.first else { return 0 }
  let file = Array(input.dropFirst())
  // SAFETY: libFuzzer calls on one thread only, and the file stands until the return.
  let first = try? unsafe hasher.hash(file.span.bytes, request(choice))
  let second = try? unsafe hasher.hash(file.span.bytes, request(choice))
  precondition(first?.info == second?.info, "two runs differ")
  precondition(first?.hashes == second?.hashes, "two runs differ in their hashes")
  return 0
}

/// Few pixels, so that a run spends its time on headers and coding.
///
/// SAFETY: libFuzzer calls on one thread only.
private nonisolated(unsafe) let hasher = PictureHasher(limits: DecodeLimits(pixelCountMax: 1 << 19))

private func request(_ choice: UInt8) -> HashRequest {
  HashRequest(
    decode: choice & 1 == 0 ? .exact : .fast,
    orientations: choice & 2 == 0 ? [.original] : Set(Orientation.allCases),
    exifOriented: choice & 4 != 0,
    backgrounds: choice & 8 != 0)
}
