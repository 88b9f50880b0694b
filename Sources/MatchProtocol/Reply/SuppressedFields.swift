/// What an item says of the matches that negative lists took away from it.
public struct SuppressedFields: Equatable, Sendable {
  /// The nearest of them: `<list>/<entry>`, where `/` and `%` of the list's name are percent-encoded.
  public var match: String
  /// The entry of a negative list that took it away, in the same form.
  public var suppressor: String
  /// How many entries were taken away.
  public var total: Int

  public init(list: String, entry: String, byList: String, byEntry: String, total: Int = 1) {
    match = Self.name(list, entry)
    suppressor = Self.name(byList, byEntry)
    self.total = total
  }

  /// Before its line is read.
  static let empty = SuppressedFields(list: "", entry: "", byList: "", byEntry: "", total: 0)

  private static func name(_ list: String, _ entry: String) -> String {
    var name = ""
    for character in list.unicodeScalars {
      switch character {
      case "/": name += "%2F"
      case "%": name += "%25"
      default: name.unicodeScalars.append(character)
      }
    }
    return "\(name)/\(entry)"
  }
}
