import Matcher

/// What is known of an entry that decides its state. The column `state` keeps the outcome, `list check`
/// compares the two.
///
///     proposed ──confirm × quorum──▶ confirmed
///        │                              │
///        ├──────────dispute─────────────┤──▶ disputed ──┐
///        └──────────withdraw────────────┴──▶ withdrawn ─┴─reinstate──▶ what the votes say
struct StateRule {
  /// What the source of the list says: confirmed, proposed or disputed.
  var said: EntryState
  /// Different reviewers that have confirmed it.
  var confirmationCount: Int
  var quorum: Int
  /// Whether somebody objects, and nobody has reinstated it since.
  var isDisputed: Bool
  /// Whether it was taken back, and nobody has reinstated it since.
  var isWithdrawn: Bool

  var state: EntryState {
    if isWithdrawn { return .withdrawn }
    if isDisputed || said == .disputed { return .disputed }
    return said == .confirmed || confirmationCount >= quorum ? .confirmed : .proposed
  }
}

extension EntryState {
  /// The number of the state in the store, which is that in index files.
  var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  init?(number: Int) {
    guard Self.allCases.indices.contains(number) else { return nil }
    self = Self.allCases[number]
  }
}
