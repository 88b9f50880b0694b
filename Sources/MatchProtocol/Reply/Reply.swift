/// A whole reply: everything that one request was answered with.
public struct Reply: Equatable, Sendable {
  public var tag: String?
  public var items: [Item] = []
  public var stats: [Field] = []
  public var status: Status

  public enum Status: Equatable, Sendable {
    case ok([Field])
    case pong
    case failed(ReplyFailure)
  }
}
