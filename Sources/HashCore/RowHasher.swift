import Kernels

/// Streams the rows of one picture, in one orientation, into exact hashes: one for each background asked for.
///
/// Keeps its memory from picture to picture: a few rows of floats for each background.
final class RowHasher {
  private let reducers: [BackgroundReducer]
  private var active: ArraySlice<BackgroundReducer> = []
  private var channelCount = 0

  init(kernels: KernelTable) {
    reducers = Background.allCases.map { BackgroundReducer($0, kernels: kernels) }
  }

  /// Starts a picture.
  ///
  /// - Parameter coversBackgrounds: whether it is hashed over white and black too.
  /// - Precondition: both sides are at least `PDQReducer.minimumSide`.
  func begin(_ shape: RowShape, coversBackgrounds: Bool) {
    channelCount = shape.channelCount
    active = reducers.prefix(coversBackgrounds ? reducers.count : 1)
    for reducer in active { reducer.begin(shape) }
  }

  func append(_ rows: Span<UInt8>, rowCount: Int) {
    for reducer in active { reducer.append(rows, rowCount: rowCount, channelCount: channelCount) }
  }

  /// - Precondition: every row has been appended.
  func finish() -> [(background: Background, hash: QualifiedHash)] {
    active.map { ($0.background, $0.finish()) }
  }
}

/// One background's share of a `RowHasher`.
private final class BackgroundReducer {
  let background: Background
  private var reducer: PDQReducer
  private let transform: PDQTransform
  private var colours = ColourRows()

  init(_ background: Background, kernels: KernelTable) {
    self.background = background
    reducer = PDQReducer(kernels: kernels)
    transform = PDQTransform(kernels: kernels)
  }

  func begin(_ shape: RowShape) {
    do {
      try reducer.begin(
        width: shape.width, height: shape.height, channelCount: shape.channelCount <= 2 ? 1 : 3)
    } catch {
      preconditionFailure("the sides were checked: \(error)")
    }
  }

  func append(_ rows: Span<UInt8>, rowCount: Int, channelCount: Int) {
    colours.withColours(rows, channelCount: channelCount, over: background) { colours in
      reducer.append(rows: colours, rowCount: rowCount)
    }
  }

  func finish() -> QualifiedHash { hash(&reducer) }

  private func hash(_ reducer: inout PDQReducer) -> QualifiedHash { transform.hash(of: reducer.finish()) }
}
