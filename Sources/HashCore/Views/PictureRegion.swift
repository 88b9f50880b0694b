/// The part of a picture that is looked at: all of it, or a box that was found in it. `docs/views.md` draws
/// each.
///
/// Case order is the order of look-ups and of reports. Raw values are the words of `variant=`.
public enum PictureRegion: String, CaseIterable, Sendable {
  case whole
  /// What stands on a page of one colour: a picture in an app.
  case page
  /// Between bands with text at the top and the bottom.
  case caption
  /// Inside a border of one colour, or of several around each other.
  case border
  /// Between bars filled with a blurred copy of the picture.
  case bars
  /// Between bands that end with a line of their own colour.
  case band
  /// Below a band with text at the top.
  case captionTop = "caption-top"
  /// Inside the outermost border alone.
  case borderOuter = "border-outer"
  /// Above a band with text at the bottom.
  case captionBottom = "caption-bottom"
  /// Between bands with text on all sides.
  case captionSides = "caption-sides"
  /// Of a collage, row by row.
  case tile1, tile2, tile3, tile4

  static let tiles: [PictureRegion] = [.tile1, .tile2, .tile3, .tile4]
}
