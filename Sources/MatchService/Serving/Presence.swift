import Synchronization

/// Whether a client is still there, as those see who work for it.
final class Presence: Sendable {
  private let gone = Atomic(false)

  var isGone: Bool { gone.load(ordering: .relaxed) }

  func end() { gone.store(true, ordering: .relaxed) }
}
