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
