import Glibc
import MatchProtocol
import Platform
import Testing

@testable import MatchService

@Suite struct RequestIntakeTests {
  private let budget = Budget(limit: 100)

  private func intake() -> RequestIntake { RequestIntake(limits: .init(), bodies: budget) }

  /// A descriptor that nothing is read from.
  private func descriptor() throws -> Descriptor {
    let number = dup(STDERR_FILENO)
    try #require(number >= 0)
    return Descriptor(owning: number)
  }

  private func words(_ content: RequestParser.Content?) -> String {
    switch content {
    case nil: "nothing"
    case .rejected(let error): error.code.rawValue
    case .request(.control(.ping)): "ping"
    case .request(.scan): "scan"
    case .request: "other"
    }
  }

  private func next(_ intake: inout RequestIntake) -> (content: String, file: Descriptor?, held: Int) {
    guard let request = intake.next() else { return (words(nil), nil, 0) }
    return (words(request.content), request.file, request.body.count)
  }

  @Test func requestsComeOneByOneInWhateverPiecesTheyArrive() {
    for size in [1, 3, 1000] {
      var intake = intake()
      var found: [String] = []
      var rest = Array("PING\nSCAN bytes=4\nabcdPING\n".utf8)[...]
      while !rest.isEmpty {
        intake.append(Array(rest.prefix(size)), [])
        rest = rest.dropFirst(size)
        while intake.unreadCount > 0 {
          let content = next(&intake).content
          if content != "nothing" { found.append(content) }
        }
      }
      #expect(found == ["ping", "scan", "ping"])
      #expect(budget.held == 0)
    }
  }

  @Test func arrivingBodiesAreHeldAndGoOnWithTheirRequest() {
    var intake = intake()
    intake.append(Array("SCAN bytes=9\nabcd".utf8), [])
    #expect(next(&intake).content == "nothing")
    #expect(intake.isInsideRequest == true)
    #expect(budget.held == 4)
    intake.append(Array("efghi".utf8), [])
    #expect(next(&intake).held == 4)
    #expect(intake.isInsideRequest == false)
    #expect(budget.held == 0)
  }

  @Test func bodiesBeyondTheBudgetAreReadPast() {
    var intake = intake()
    intake.append(Array("SCAN bytes=200\n".utf8) + [UInt8](repeating: 1, count: 150), [])
    #expect(next(&intake).content == "nothing")
    let (lacksRoom, hasRoomNow) = (intake.lacksRoom, intake.claimRoom())
    #expect(lacksRoom && !hasRoomNow)
    intake.giveWay()
    #expect(intake.lacksRoom == false && budget.held == 0)
    intake.append([UInt8](repeating: 1, count: 50), [])
    #expect(next(&intake).content == "BUSY")
  }

  @Test func abandonedRequestsGiveTheirBytesBackAndNothingFollows() {
    for (text, tag) in [("SCAN bytes=9 #t\nabcd", "t"), ("LOOKUP n=2 #u\na\n", "u"), ("PIN", nil)] {
      var intake = intake()
      intake.append(Array(text.utf8), [])
      _ = next(&intake)
      #expect(intake.isInsideRequest == true)
      let found = intake.abandon()
      #expect(found == tag)
      #expect(budget.held == 0)
      intake.append(Array("\nPING\nPING\nPING\n".utf8), [])
      #expect(next(&intake).content == "nothing")
      #expect((intake.isInsideRequest, intake.unreadCount) == (false, 0))
    }
  }

  @Test func anIntakeThatEndsGivesItsBytesBack() {
    do {
      var intake = intake()
      intake.append(Array("SCAN bytes=9\nabcd".utf8), [])
      _ = next(&intake)
      #expect(budget.held == 4)
    }
    #expect(budget.held == 0)
  }

  @Test func drainsTurnAwayWhatBeginsLater() {
    var intake = intake()
    intake.append(Array("PING\nPI".utf8), [])
    #expect(next(&intake).content == "ping")
    intake.beginDrain(pendingByteCount: 3)
    #expect(intake.isDrained == false)
    intake.append(Array("NG\nPING\n".utf8), [])
    #expect(next(&intake).content == "ping")
    #expect(intake.isDrained == true)
    #expect(next(&intake).content == "DRAINING")
  }

  @Test func descriptorsBelongToTheRequestTheyCameWith() throws {
    var intake = intake()
    let file = try descriptor()
    intake.append(Array("PING\n".utf8), [])
    intake.append(Array("SCAN fd\nPING\n".utf8), [file])
    #expect(next(&intake).file == nil)
    #expect(next(&intake).file === file)
    #expect(next(&intake).file == nil)
  }

  @Test func halfALineHoldsFewDescriptorsHoweverManyCome() throws {
    var intake = intake()
    weak var last: Descriptor?
    var alive: [() -> Bool] = []
    for _ in 0..<50 {
      let (first, second) = (try descriptor(), try descriptor())
      for file in [first, second] { alive.append { [weak file] in file != nil } }
      intake.append(Array("x".utf8), [first, second])
      _ = next(&intake)
      last = first
    }
    #expect(alive.count { $0() } == 2 && last != nil)
  }

  @Test func whatCameWithOtherBytesIsClosed() throws {
    var intake = intake()
    let (first, second) = (try descriptor(), try descriptor())
    intake.append(Array("PING\n".utf8), [first, second])
    #expect(next(&intake).file === first)
    intake.append(Array("SCAN fd\n".utf8), [])
    #expect(next(&intake).file == nil)
  }
}
