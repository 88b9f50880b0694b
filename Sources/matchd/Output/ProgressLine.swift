import MatchProtocol
import Platform

/// Says on standard error, again and again, how far something is.
struct ProgressLine {
  enum Style {
    /// A line that is written over.
    case rewritten
    /// A new line now and then, for what is read later.
    case lines
    case none
  }

  private let style: Style
  private var nextTime: UInt64
  private var isVisible = false

  /// Written over where somebody sees it, else nothing.
  init() { self.init(StandardError.isTerminal ? .rewritten : .none) }

  init(_ style: Style) {
    self.style = style
    nextTime = style == .lines ? Clock.milliseconds + Self.linePause : 0
  }

  private static let pause: UInt64 = 100
  private static let linePause: UInt64 = 10_000

  var isShown: Bool { style != .none }

  /// - Parameter text: is made only where it is shown.
  mutating func show(_ text: @autoclosure () -> String) {
    guard isShown, Clock.milliseconds >= nextTime else { return }
    if style == .lines {
      nextTime = Clock.milliseconds + Self.linePause
      StandardError.line(text())
    } else {
      nextTime = Clock.milliseconds + Self.pause
      // A line longer than the screen is wide is cut, since nobody could write over it.
      StandardError.raw("\r\u{1B}[K\u{1B}[?7l\(PercentCoding.encode(text(), .words))\u{1B}[?7h")
      isVisible = true
    }
  }

  /// Takes the line away before something else is written.
  mutating func clear() {
    if isVisible { StandardError.raw("\r\u{1B}[K") }
    isVisible = false
  }
}
