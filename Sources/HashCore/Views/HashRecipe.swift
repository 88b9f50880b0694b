/// What is done to a picture before PDQ sees it. Producers of hash lists differ here, so that their hashes of
/// one picture do too (`docs/pdq.md`). Options and replies call it `protocol`.
public enum HashRecipe: String, CaseIterable, Sendable {
  /// Nothing: the picture at its full size. What lists from pytx and HMA hold, and
  /// what this project compares by.
  case full
  /// The reference's command line: a picture with a side above 512 pixels is first brought to 512 x 512 by
  /// nearest neighbour, its aspect given up.
  case cli512
}

/// One recipe or all of them: by which the hashes of a list were made, or by which a picture is looked up. On
/// the wire: `protocol`. Places of cases are the numbers in index files.
public enum HashRecipes: String, CaseIterable, Sendable {
  /// Of the picture at its full size.
  case full
  /// As the reference's command line does, from a picture brought to 512 x 512 first.
  case cli512
  /// Of a list: some hashes were made by the one, some by the other.
  case both

  public init(_ recipe: HashRecipe) {
    switch recipe {
    case .full: self = .full
    case .cli512: self = .cli512
    }
  }

  public func contains(_ recipe: HashRecipe) -> Bool { self == .both || self == HashRecipes(recipe) }

  /// In the order in which views are reported.
  public var all: [HashRecipe] { HashRecipe.allCases.filter(contains) }

  public func union(_ other: HashRecipes) -> HashRecipes { self == other ? self : .both }
}
