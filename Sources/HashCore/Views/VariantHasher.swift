import Kernels

/// Hashes the variants of a picture: averages its rows as they stream by, finds its boxes, and takes the
/// views of the plan from them.
///
/// Keeps its memory from picture to picture: about a hundred rows of floats.
final class VariantHasher {
  private let kernels: KernelTable
  private var reducer: WorkingPlaneReducer
  private var views: ViewHasher

  init(kernels: KernelTable) {
    self.kernels = kernels
    reducer = WorkingPlaneReducer(kernels: kernels)
    views = ViewHasher(kernels: kernels)
  }

  /// Starts a picture.
  func begin(_ shape: RowShape) { reducer.begin(shape) }

  func append(_ rows: Span<UInt8>, rowCount: Int) { reducer.append(rows, rowCount: rowCount) }

  /// Adds the hashes of the variants of the picture laid down in `orientation` to those of the picture as it
  /// is, and notes in these where it is framed.
  ///
  /// - Precondition: every row has been appended.
  func finish(_ set: VariantSet, laidDown orientation: Orientation, into hashes: inout [ViewHash]) {
    let plane = reducer.finish().turned(orientation)
    let found = BoxFinder(plane, kernels.lines).found()
    for place in hashes.indices { hashes[place].isFramed = found.isFramed }
    let asItIs = hashes.first { $0.view == PictureView(orientation: orientation) }?.hash
    views.begin(plane, found)
    hashes += ViewPlan(set, found).variants.map { variant in
      // The inverse of what PDQ says keeps the grid of lists; that of a view has one without a shift.
      let inverse = variant == PictureVariant(isInverted: true) ? asItIs?.inverted : nil
      return ViewHash(
        view: PictureView(orientation: orientation, variant: variant),
        hash: inverse ?? views.hash(of: variant), isFramed: found.isFramed && variant.region == .whole)
    }
  }
}
