/// One piece of damage: a byte of where (0 the header, then the sections in file order, 255 the end), two of
/// the place in there, one of length, then as many bytes. At the end, the bytes say how many are cut off.
struct Patch {
  let part: Int
  let place: Int
  let bytes: ArraySlice<UInt8>

  static let end = 255

  /// The patches that an input holds, the last one as long as the input lasts.
  static func all(in input: [UInt8]) -> [Patch] {
    var patches: [Patch] = []
    var rest = input[...]
    while rest.count > 4 {
      let head = Array(rest.prefix(4))
      let bytes = rest.dropFirst(4).prefix(Int(head[3]))
      patches.append(Patch(part: Int(head[0]), place: Int(head[1]) | Int(head[2]) << 8, bytes: bytes))
      rest = rest.dropFirst(4 + bytes.count)
    }
    return patches
  }

  /// How many bytes a patch at the end cuts off.
  var cutByteCount: Int { bytes.reduce(0) { ($0 << 8 | Int($1)) & 0xff_ffff } }
}
