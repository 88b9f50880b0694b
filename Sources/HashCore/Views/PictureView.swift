/// One way of looking at a picture: everything that decided what was hashed.
///
/// It is made where the picture is hashed and carried whole from there to the reply. So a new component is a
/// property here, a case of what `HashRequest` asks for, and a line in `MatchProtocol`'s `ViewWords`; nothing
/// in between takes it apart.
public struct PictureView: Hashable, Sendable {
  public var orientation: Orientation
  public var background: Background
  /// What was done to the picture before PDQ saw it.
  public var recipe: HashRecipe
  /// Which of the file's pictures; `nil` where it holds one.
  public var frame: PictureFrame?
  /// What was taken back of what somebody did to the picture; `nil` for the picture as it is.
  public var variant: PictureVariant?

  public init(
    orientation: Orientation = .original, background: Background = .ignored,
    recipe: HashRecipe = .full, frame: PictureFrame? = nil, variant: PictureVariant? = nil
  ) {
    self.orientation = orientation
    self.background = background
    self.recipe = recipe
    self.frame = frame
    self.variant = variant
  }

  /// The pixels as they stand in the file, alpha ignored: what PDQ says of the picture.
  public static let stored = PictureView()
}

extension PictureView: Comparable {
  /// The order of reports and of tie-breaking: pictures as they are before their variants, then by component,
  /// each in the order of its cases; so the picture as stored comes before turned ones, and an earlier
  /// picture of a file before a later one.
  public static func < (a: PictureView, b: PictureView) -> Bool { a.rank < b.rank }

  private var rank: (Int, Int, Int, Int, Int, Int) {
    let frame = frameRank
    return (
      variant?.rank ?? 0, Self.place(of: orientation), Self.place(of: background), Self.place(of: recipe),
      frame.kind,
      frame.number
    )
  }

  private var frameRank: (kind: Int, number: Int) {
    switch frame {
    case nil: (0, 0)
    case .number(let number): (0, number)
    case .auxiliary(let number): (1, number)
    case .thumbnail: (2, 0)
    }
  }

  private static func place<Component: CaseIterable & Equatable>(of component: Component) -> Int {
    Component.allCases.prefix { $0 != component }.count
  }
}

/// The hash of one view of a picture.
public struct ViewHash: Hashable, Sendable {
  public var view: PictureView
  public var hash: QualifiedHash
  /// The most bits that the exact hash may be away, `FastMargin.bitCountMax` at most; 0 for an exact one.
  public var margin: Int
  /// Whether it shows a page around a picture, as a whole: it may match, but to come near it says no more
  /// than that the pages are alike. Looked for where variants are asked for.
  public var isFramed: Bool

  public init(view: PictureView, hash: QualifiedHash, margin: Int = 0, isFramed: Bool = false) {
    self.view = view
    self.hash = hash
    self.margin = margin
    self.isFramed = isFramed
  }
}
