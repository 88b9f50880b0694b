/// What stood behind the transparent pixels of a picture when it was hashed.
///
/// Case order is the order of reports and of tie-breaking. `ignored` is what the PDQ reference does: the
/// colour samples are taken as they stand and alpha is dropped.
public enum Background: String, CaseIterable, Sendable {
  case ignored, white, black
}
