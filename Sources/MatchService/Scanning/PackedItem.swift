public import MatchProtocol

/// An item in as few bytes as it takes: a scan of a million files keeps as many.
public enum PackedItem: Sendable {
  /// As a reply has it.
  case lines([UInt8])
  /// One that says more than a line has room for.
  case whole(Item)

  public init(_ item: Item) {
    var encoder = ResponseEncoder(tag: nil)
    encoder.item(item)
    encoder.ok()
    let lines = encoder.bytes
    self = Self.item(of: lines) == item ? .lines(lines) : .whole(item)
  }

  /// `nil` where the lines are not what was packed.
  public var item: Item? {
    switch self {
    case .lines(let lines): Self.item(of: lines)
    case .whole(let item): item
    }
  }

  private static func item(of lines: [UInt8]) -> Item? {
    var assembler = ReplyAssembler()
    for line in lines.split(separator: UInt8(ascii: "\n")) {
      if let reply = try? assembler.append(Array(line)) { return reply.items.first }
    }
    return nil
  }
}
