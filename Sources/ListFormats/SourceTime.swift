/// A moment as a source gives it, in whole seconds, of the years 0 to 9999.
///
/// Text forms that are read: ISO 8601 (`2024-01-31`, `2024-01-31T10:20:30.5Z`, `…+02:00`, `…+0200`; without a
/// zone it is UTC), seconds or milliseconds since 1970, `/Date(milliseconds)/`.
public struct SourceTime: Hashable, Comparable, Sendable {
  /// Since the start of 1970, UTC.
  public var seconds: Int

  public init(seconds: Int) { self.seconds = seconds }

  public static func < (a: SourceTime, b: SourceTime) -> Bool { a.seconds < b.seconds }

  /// `nil` for a text of any other form.
  public init?(_ text: String) {
    if let number = Int(text) {
      self.init(number: number)
    } else if text.hasPrefix("/Date("), text.hasSuffix(")/") {
      // A zone behind the number is for display: the number counts from 1970 in UTC.
      let number = text.dropFirst(6).dropLast(2)
      let end = number.dropFirst().firstIndex { "+-".contains($0) } ?? number.endIndex
      guard let milliseconds = Int(number[..<end]) else { return nil }
      self.init(withinCalendar: floorDivide(milliseconds, 1000))
    } else {
      var reader = TimeReader(text)
      guard let seconds = reader.seconds() else { return nil }
      self.init(withinCalendar: seconds)
    }
  }

  /// Numbers beyond the year 5138 in seconds are taken for milliseconds.
  private init?(number: Int) {
    self.init(withinCalendar: number.magnitude < 100_000_000_000 ? number : floorDivide(number, 1000))
  }

  private init?(withinCalendar seconds: Int) {
    guard (-62_167_219_200...253_402_300_799).contains(seconds) else { return nil }
    self.seconds = seconds
  }

  /// ISO 8601 in UTC, as in `2024-01-31T10:20:30Z`.
  public var text: String {
    let day = floorDivide(seconds, 86_400)
    let second = seconds - day * 86_400
    let date = CalendarDay(daysSince1970: day)
    let fields = [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }
    return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))T"
      + fields.joined(separator: ":") + "Z"
  }
}

/// Reads one ISO 8601 text from its start.
private struct TimeReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  mutating func seconds() -> Int? {
    guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2),
      let date = CalendarDay(year: year, month: month, day: day)
    else { return nil }
    var seconds = date.daysSince1970 * 86_400
    if take("T") || take(" ") {
      guard let time = timeOfDay(), let zone = zone() else { return nil }
      seconds += time - zone
    }
    return rest.isEmpty ? seconds : nil
  }

  private mutating func timeOfDay() -> Int? {
    guard let hour = number(2), hour < 24, take(":"), let minute = number(2), minute < 60 else { return nil }
    guard take(":") else { return hour * 3600 + minute * 60 }
    guard let second = number(2), second <= 60 else { return nil }
    if take(".") || take(",") { rest = rest.drop { (0x30...0x39).contains($0) } }
    return hour * 3600 + minute * 60 + second
  }

  /// Seconds east of UTC.
  private mutating func zone() -> Int? {
    if rest.isEmpty || take("Z") || take("z") { return 0 }
    let sign = take("-") ? -1 : 1
    guard sign < 0 || take("+"), let hours = number(2), hours < 24 else { return nil }
    _ = take(":")
    let minutes = number(2) ?? 0
    return minutes < 60 ? sign * (hours * 3600 + minutes * 60) : nil
  }

  /// The number of exactly that many digits.
  private mutating func number(_ digitCount: Int) -> Int? {
    let digits = rest.prefix(digitCount)
    guard digits.count == digitCount, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    rest = rest.dropFirst(digitCount)
    return digits.reduce(0) { 10 * $0 + Int($1 - 0x30) }
  }

  private mutating func take(_ letter: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == letter.value else { return false }
    rest = rest.dropFirst()
    return true
  }
}

/// A day of the Gregorian calendar. Years begin in March here, so that the leap day is their last (Howard
/// Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2021).
private struct CalendarDay {
  let year: Int
  let month: Int
  let day: Int

  init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), (1...31).contains(day) else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
    let same = CalendarDay(daysSince1970: daysSince1970)
    guard same.month == month, same.day == day else { return nil }
  }

  init(daysSince1970 count: Int) {
    let days = count + 719_468
    let era = floorDivide(days, 146_097)
    let dayOfEra = days - era * 146_097
    let leapDays = dayOfEra / 1460 - dayOfEra / 36_524 + dayOfEra / 146_096
    let yearOfEra = (dayOfEra - leapDays) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let place = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * place + 2) / 5 + 1
    month = place < 10 ? place + 3 : place - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  var daysSince1970: Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = floorDivide(shifted, 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

private func floorDivide(_ a: Int, _ b: Int) -> Int { a % b < 0 ? a / b - 1 : a / b }

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
