import Foundation
import Glibc
import TestSupport
import Testing

/// What was acknowledged is there, whatever happens to the process that did it.
@Suite struct DurabilityTests {
  /// As many as `MATCHD_KILLS` says.
  private static let killCount =
    ProcessInfo.processInfo.environment["MATCHD_KILLS"].flatMap { Int($0) } ?? Proof.count(20, long: 1000)

  private static let longDay = Result { try StoreDay(importCount: 100) }
  /// How long it takes when nothing happens, in microseconds.
  private static let duration = Result {
    let (day, folder) = (try longDay.get(), try longDay.get().morning())
    let outcome = try day.run("none", in: folder)
    #expect(outcome.failed.isEmpty && outcome.done == day.acts.map(\.words))
    try day.check(folder, after: outcome, "a quiet day")
    return try #require(outcome.end).microseconds
  }

  /// Killed at any moment, the store has every act that was acknowledged, none that was not begun and no half
  /// of any; and the next process goes on with it.
  @Test(arguments: 0..<killCount) func killedAtAnyMoment(number: Int) throws {
    let (day, duration) = (try Self.longDay.get(), try Self.duration.get())
    var random = SeededGenerator(seed: UInt64(number))
    let folder = try day.morning()
    let killed = try day.run("kill:\(1 + random.below(duration))", in: folder)
    try day.check(folder, after: killed, "kill \(number)")
    if number % 4 == 0 || Proof.isLong { try goOn(day, in: folder, "the day after kill \(number)") }
  }

  private func goOn(_ day: StoreDay, in folder: TemporaryFolder, _ subject: String) throws {
    let whole = try day.run("none", in: folder)
    #expect(whole.failed.isEmpty && whole.done.count == day.acts.count, "\(subject): \(whole)")
    try day.check(folder, after: whole, subject)
  }

  /// Of the calls of each kind every one fails once, by whoever makes it. Whoever is told that an act is done
  /// can rely on it; nobody crashes; and one failed call spoils no more than one act.
  @Test(arguments: ["write", "sync", "name", "truncate", "remove"].enumerated().map { ($0, $1) })
  func everyCallFailsOnce(call: Int, name: String) throws {
    let day = try StoreDay(importCount: 20)
    var (number, failures) = (1, 0)
    while true {
      let subject = "\(name) \(number)"
      let folder = try day.morning()
      let outcome = try day.run("fail:\(call):\(number):\(number % 2 == 0 ? EIO : ENOSPC)", in: folder)
      #expect(outcome.failed.count <= 1, "\(subject): \(outcome.failed)")
      try day.check(folder, after: outcome, subject)
      failures += outcome.failed.count
      if try #require(outcome.end, "\(subject)").callCount < number { break }
      number += Proof.count(name == "write" ? 61 : 5, long: 1)
    }
    if ["write", "sync", "name"].contains(name) { #expect(failures > 0, "\(name): nothing was told") }
  }
}
