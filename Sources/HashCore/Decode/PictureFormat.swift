/// A file format that pictures are decoded from.
public struct PictureFormat: Hashable, Sendable {
  /// Its word in replies and reports: lower-case letters and digits.
  public let name: String
  /// Its name for people.
  public let title: String
  /// Largest width and height in pixels that its decoder takes.
  public let sideMax: Int
  /// What decodes it, with its version: a library, or this one.
  public let library: String

  /// - Parameter library: where it is not decoded by this library itself.
  package init(name: String, title: String, sideMax: Int, library: String = "matchd") {
    self.name = name
    self.title = title
    self.sideMax = sideMax
    self.library = library
  }

  /// The formats that are decoded, in the order in which they are asked whether a file is theirs.
  public static var decoded: [PictureFormat] { DecoderRegistry.standard.formats }
}
