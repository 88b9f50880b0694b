import ArgumentParser

/// A time span on the command line: `90` and `90s` are seconds, `15m`, `26h` and `7d` more of them.
struct AgeArgument: ExpressibleByArgument {
  let seconds: Int
  private let text: String

  private static let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]

  init?(argument: String) {
    let unit = argument.last.flatMap { Self.units[$0] }
    guard let count = Int(unit == nil ? argument[...] : argument.dropLast()), (0...1_000_000).contains(count)
    else { return nil }
    seconds = count * (unit ?? 1)
    text = argument
  }

  var defaultValueDescription: String { text }
}
