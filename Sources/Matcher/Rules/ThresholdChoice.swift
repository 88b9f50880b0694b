/// How near is near enough: what was asked for, else what a list says of itself, else what holds anywhere.
public struct ThresholdChoice: Hashable, Sendable {
  /// In all lists, whatever they say; `nil`: as each list says.
  public var asked: Threshold?
  /// Where a list says nothing either.
  public var standard: Threshold

  public init(_ asked: Threshold? = nil, standard: Threshold) {
    self.asked = asked
    self.standard = standard
  }

  /// What applies in a list that says `own` of itself.
  public func applied(to own: Threshold?) -> Threshold { asked ?? own ?? standard }
}
