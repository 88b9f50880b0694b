/// What the service manager is told.
extension EventLoop {
  /// Says once that requests are answered, as soon as they are.
  func announce() {
    guard !isAnnounced, !isReloading, !isDraining, outcome == nil, areCellsStarted, context.obstacle == nil
    else { return }
    isAnnounced = true
    context.configuration.tell(.ready)
  }

  /// Says that something is loaded anew; that it is done is said when the loader has answered.
  func announceReload() {
    isReloading = true
    guard isAnnounced else { return }
    isAnnounced = false
    context.configuration.tell(.reloading)
  }

  func giveSignOfLife() {
    guard now - lastSign >= Self.signInterval else { return }
    lastSign = now
    context.configuration.tell(.alive)
  }

  /// Milliseconds between two signs of life.
  private static let signInterval: UInt64 = 1_000
}
