import PictureFuzzing

/// Any bytes as a file of BMP.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzBMP(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
  // SAFETY: libFuzzer hands over `byteCount` bytes that live until the return.
  PictureFuzzing.hash(unsafe Array(UnsafeBufferPointer(start: start, count: byteCount)), as: "bmp")
}
