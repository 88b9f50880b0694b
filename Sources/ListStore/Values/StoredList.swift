public import HashCore
public import Matcher

/// A list of the store, as it was created.
public struct StoredList: Hashable, Sendable {
  /// Told apart and ordered by the bytes of its UTF-8; 1...1024 of them.
  public var name: String
  public var kind: IndexList.Kind
  /// `nil`: what applies where nothing is said.
  public var threshold: Threshold?
  public var nearThreshold: Threshold?
  /// How many different reviewers have to confirm a proposed entry before it answers, 1...100.
  public var quorum: Int
  public var recipes: HashRecipes
  /// Of a negative list.
  public var suppression: IndexList.Suppression
  /// Whether proposed entries are leads; else they do not answer at all.
  public var hasProposedLeads: Bool
  /// Of an official list: whether its source has agreed to its entries being handed on.
  public var isShareable: Bool

  public init(
    name: String, kind: IndexList.Kind, threshold: Threshold? = nil, nearThreshold: Threshold? = nil,
    quorum: Int = 1, recipes: HashRecipes = .full, suppression: IndexList.Suppression = .allLists,
    hasProposedLeads: Bool = false, isShareable: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.threshold = threshold
    self.nearThreshold = nearThreshold
    self.quorum = quorum
    self.recipes = recipes
    self.suppression = suppression
    self.hasProposedLeads = hasProposedLeads
    self.isShareable = isShareable
  }

  /// Whether `export` hands its entries on.
  public var canBeHandedOn: Bool { kind != .official || isShareable }

  /// - Throws: `StoreError` where it can be no list.
  func check() throws(StoreError) {
    guard (1...1024).contains(name.utf8.count) else {
      throw StoreError(
        .listName, "list '\(name)'", expected: "a name of 1 to 1024 bytes", found: "\(name.utf8.count)")
    }
    guard (1...100).contains(quorum) else {
      throw StoreError(
        .listSettings, "list '\(name)'", expected: "a quorum of 1 to 100", found: "\(quorum)")
    }
    guard kind == .negative || suppression == .allLists else {
      throw StoreError(
        .listSettings, "list '\(name)'", expected: "a negative list to suppress others",
        found: "kind \(kind.rawValue)")
    }
    if let threshold, let nearThreshold, nearThreshold != Threshold(0)!, nearThreshold < threshold {
      throw StoreError(
        .listSettings, "list '\(name)'", expected: "a near threshold that is not below the threshold",
        found: "\(nearThreshold.distanceMax) below \(threshold.distanceMax)")
    }
  }

  /// As an index says it.
  var described: IndexList {
    IndexList(
      name: name, kind: kind, threshold: threshold, nearThreshold: nearThreshold, recipes: recipes,
      suppression: suppression)
  }
}
