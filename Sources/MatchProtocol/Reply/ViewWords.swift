public import HashCore

/// What a view of a picture is called in replies: a word for each component that has a key.
///
/// The one place where a `PictureView` becomes words. A client keeps the words as they came,
/// also those of a newer server.
public struct ViewWords: Equatable, Sendable {
  /// In the order of `keys`.
  public private(set) var fields: [Field] = []

  /// No word at all: what matched was no view of a picture but a digest.
  public init() {}

  public init(_ view: PictureView) {
    fields = Self.components.compactMap { key, word in word(view).map { Field(key, $0) } }
  }

  private static let components: [(key: String, word: @Sendable (PictureView) -> String?)] = [
    ("orientation", { $0.orientation.rawValue }),
    ("background", { $0.background.rawValue }),
    ("frame", { $0.frame?.word }),
    ("variant", { $0.variant?.name }),
    ("protocol", { $0.recipe == .full ? nil : $0.recipe.rawValue }),
  ]

  public static let keys = components.map(\.key)

  /// The word of one of `keys`; `nil` where the reply has none.
  public subscript(_ key: String) -> String? {
    get { fields[key] }
    set {
      let words = Self.keys.map { ($0, $0 == key ? newValue : fields[$0]) }
      fields = words.compactMap { key, word in word.map { Field(key, $0) } }
    }
  }
}

extension PictureFrame {
  /// Its word in replies and reports.
  public var word: String {
    switch self {
    case .number(let number), .auxiliary(let number): "\(number)"
    case .thumbnail: "thumbnail"
    }
  }
}
