import Matcher
import Platform
import TestSupport
import Testing

@testable import MatchService

/// Every file call of opening an index anew fails once.
@Suite struct IndexLoaderFaultTests {
  @Test func theOldIndexStaysUntilTheNewOneIsOpen() throws {
    let folder = try TemporaryFolder()
    let lines = try hashLines(DemoList.lines.joined(separator: "\n"))
    for generation in [1, 2] as [UInt64] {
      try writeIndex(lines, to: folder.path("\(generation)"), generation: generation)
    }
    let old = try IndexSource.file(path: folder.path("1")).opened(kernels: .best).load()
    let struck = try forEachFault { plan, words in
      let holder = IndexHolder()
      holder.replace(with: old)
      let messages = try load(folder.path("2"), into: holder, plan)
      #expect(messages.count == 1, "\(words)")
      switch messages.first {
      case .opened(let generation):
        #expect(generation == 2 && holder.loaded?.generation == 2, "\(words)")
        #expect(!plan.hasStruck || plan.call.mayGoUnseen, "\(words)")
      case .failed(let error):
        #expect(plan.hasStruck && error.check == .readable, "\(words): \(error)")
        #expect(error.found == "Input/output error", "\(words)")
        #expect(holder.loaded?.generation == 1, "\(words)")
      default: Issue.record("\(words): another message")
      }
    }
    #expect(Set(struck.keys) == [.open, .status, .map])
  }

  /// What the loader says of one order, on a thread that runs under `plan`.
  private func load(_ path: String, into holder: IndexHolder, _ plan: FaultPlan) throws -> [Outcome] {
    let mailbox = try Mailbox()
    let loader = IndexLoader(holder: holder, mailbox: mailbox) { () throws(SourceError) in
      try IndexSource.file(path: path).opened(kernels: .best).load()
    }
    try plan.run { try loader.start() }
    loader.order()
    var outcomes: [Outcome] = []
    _ = eventually {
      var messages = mailbox.collect()
      while let message = messages.popFirst() { outcomes.append(Outcome(message)) }
      return !outcomes.isEmpty
    }
    loader.close()
    return outcomes
  }

  /// What the loader's message says.
  private enum Outcome {
    case opened(UInt64)
    case failed(IndexError)
    case other

    init(_ message: consuming Message) {
      switch consume message {
      case .indexOpened(let generation, _, _): self = .opened(generation)
      case .indexFailed(.index(let error), _): self = .failed(error)
      default: self = .other
      }
    }
  }
}
