import ArgumentParser
import HashCore
import Matcher

/// `<list>=<protocol>`: how the hashes of a list were made.
struct ListRecipes {
  /// Told apart by its bytes.
  let list: String
  let recipes: HashRecipes

  /// - Parameter argument: the list's name as text lines have it, percent-encoded where they encode it.
  init(parsing argument: String) throws {
    let expected = "<list>=\(HashRecipes.allCases.map(\.rawValue).joined(separator: "|"))"
    guard let equals = argument.lastIndex(of: "="), equals > argument.startIndex,
      let recipes = HashRecipes(rawValue: String(argument[argument.index(after: equals)...])),
      let list = HashLineEscaping.decoded(Array(argument[..<equals].utf8).span)
    else { throw ValidationError("expected \(expected), found '\(argument)'") }
    (self.list, self.recipes) = (list, recipes)
  }

  /// - Throws: where two say something of one list.
  static func checkDistinct(_ all: [ListRecipes]) throws {
    var names: Set<[UInt8]> = []
    for one in all where !names.insert(Array(one.list.utf8)).inserted {
      let name = HashLineEscaping.encoded(one.list)
      throw ValidationError("--protocol: expected each list once, found '\(name)' twice")
    }
  }
}
