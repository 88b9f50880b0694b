import MatchProtocol

/// Any bytes as what a server answers: a client may refuse them, but what it reads it reads again from what a
/// server writes of it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzReply(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
  // SAFETY: libFuzzer hands over `byteCount` bytes that live until the return.
  let input = unsafe Array(UnsafeBufferPointer(start: start, count: byteCount))
  for reply in replies(in: input) {
    guard let written = encode(reply) else { continue }
    let again = replies(in: written)
    precondition(again.count == 1, "read otherwise")
    precondition(encode(again[0]) == written, "written otherwise")
  }
  return 0
}

private func replies(in bytes: [UInt8]) -> [Reply] {
  var assembler = ReplyAssembler()
  var replies: [Reply] = []
  for line in bytes.split(separator: 10) {
    if let reply = try? assembler.append(Array(line)) { replies.append(reply) }
  }
  return replies
}

/// `nil` for a refusal, which servers write from an error of their own, and for a key that would be read as a
/// tag at the end of a line.
private func encode(_ reply: Reply) -> [UInt8]? {
  var encoder = ResponseEncoder(tag: reply.tag)
  for item in reply.items { encoder.item(item) }
  for stat in reply.stats { encoder.stat(stat.key, stat.value) }
  switch reply.status {
  case .ok(let fields):
    guard fields.allSatisfy({ !$0.key.hasPrefix("#") }) else { return nil }
    encoder.ok(fields)
  case .pong: encoder.pong()
  case .failed: return nil
  }
  return encoder.bytes
}
