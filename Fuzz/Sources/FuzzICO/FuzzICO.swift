import PictureFuzzing

/// Any bytes as a file of ICO and CUR.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzICO(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
  // SAFETY: libFuzzer hands over `byteCount` bytes that live until the return.
  PictureFuzzing.hash(unsafe Array(UnsafeBufferPointer(start: start, count: byteCount)), as: "ico")
}
