/// Gathers the lines of one reply after another.
public struct ReplyAssembler: Sendable {
  private var items: [Item] = []
  private var stats: [Field] = []

  public init() {}

  /// Takes one line, without its line end.
  /// - Returns: the reply that the line completes, if it does.
  /// - Throws: for a line that is no reply, or an `ALSO` that belongs to no item.
  public mutating func append(_ bytes: [UInt8]) throws(ReplyLineError) -> Reply? {
    let (line, tag) = try ReplyLine.decode(bytes)
    switch line {
    case .item(let item): items.append(item)
    case .also(let index, let match): try attach(match, to: index, bytes)
    case .stat(let key, let value): stats.append(Field(key, value))
    case .ok(let fields): return finish(tag, .ok(fields))
    case .pong: return finish(tag, .pong)
    case .failed(let failure): return finish(tag, .failed(failure))
    }
    return nil
  }

  private mutating func attach(
    _ match: MatchFields, to index: Int, _ line: [UInt8]
  ) throws(ReplyLineError) {
    guard let last = items.indices.last, items[last].index == index, items[last].append(match) else {
      throw ReplyLineError(line: PercentCoding.encode(excerpt(line), .path))
    }
  }

  private mutating func finish(_ tag: String?, _ status: Reply.Status) -> Reply {
    defer { self = ReplyAssembler() }
    return Reply(tag: tag, items: items, stats: stats, status: status)
  }
}

extension Item {
  /// Adds what an `ALSO` line says; `false` where the item can have none.
  fileprivate mutating func append(_ match: MatchFields) -> Bool {
    switch outcome {
    case .known(var known):
      known.further.append(match)
      outcome = .known(known)
    case .unknown(let nearest): outcome = .unknown(nearest: nearest + [match])
    case .unjudged, .failed, .skipped: return false
    }
    return true
  }
}
