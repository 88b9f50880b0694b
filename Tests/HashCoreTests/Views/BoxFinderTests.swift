import Kernels
import TestSupport
import Testing

@testable import HashCore

/// Boxes of made pictures that were framed on purpose.
@Suite struct BoxFinderTests {
  private static let width = 300
  private static let height = 240

  private static func photograph(_ seed: Int) -> MadePixels {
    .photograph(seed: seed, width: width, height: height)
  }

  private static func found(_ pixels: MadePixels, _ kernels: KernelTable = .best) -> FoundBoxes {
    var reducer = WorkingPlaneReducer(kernels: kernels)
    reducer.begin(RowShape(width: pixels.width, height: pixels.height, channelCount: 3))
    reducer.append(pixels.samples.span, rowCount: pixels.height)
    return BoxFinder(reducer.finish(), kernels.lines).found()
  }

  /// Where the picture lies in the plane of a picture with these margins.
  private static func box(in pixels: MadePixels, left: Int, top: Int) -> PictureBox {
    let size = WorkingPlane.size(ofWidth: pixels.width, height: pixels.height)
    func column(_ x: Int) -> Int { (x * size.width + pixels.width / 2) / pixels.width }
    func row(_ y: Int) -> Int { (y * size.height + pixels.height / 2) / pixels.height }
    return PictureBox(
      left: column(left), top: row(top), right: column(left + width), bottom: row(top + height))
  }

  private static func isNear(_ a: PictureBox, _ b: PictureBox) -> Bool {
    [a.left - b.left, a.top - b.top, a.right - b.right, a.bottom - b.bottom].allSatisfy { abs($0) <= 3 }
  }

  /// Of twenty pictures, in how many a box of one of these regions is the picture.
  private static func foundCount(
    _ regions: Set<PictureRegion>, left: Int, top: Int, _ edit: (MadePixels) -> MadePixels
  ) -> Int {
    (0..<20).count { seed in
      let edited = edit(photograph(seed))
      let truth = box(in: edited, left: left, top: top)
      return found(edited).boxes.contains { regions.contains($0.region) && isNear($0.box, truth) }
    }
  }

  @Test func bordersAreFound() {
    let count = Self.foundCount([.border, .page, .caption], left: 20, top: 30) {
      $0.framed(left: 20, top: 30, right: 25, bottom: 15, level: 250)
    }
    #expect(count >= 18)
  }

  @Test func captionsAreFound() {
    let count = Self.foundCount([.caption, .captionTop, .page, .band], left: 0, top: 60) {
      $0.framed(left: 0, top: 60, right: 0, bottom: 0, level: 245).captioned(from: 15, height: 27, level: 10)
    }
    #expect(count >= 18)
  }

  @Test func picturesOnPagesAreFoundAndThePagesAreFramed() {
    let edit = { (pixels: MadePixels) in
      pixels.framed(left: 10, top: 200, right: 10, bottom: 150, level: 255)
        .captioned(from: 40, height: 60, level: 30).captioned(from: 480, height: 40, level: 30)
    }
    #expect(Self.foundCount([.page, .caption], left: 10, top: 200, edit) >= 18)
    #expect((0..<20).count { Self.found(edit(Self.photograph($0))).isFramed } >= 18)
    #expect((0..<20).count { Self.found(Self.photograph($0)).isFramed } <= 2)
  }

  @Test func tilesOfACollageAreFound() {
    let count = (0..<20).count { seed in
      let collage = Self.photograph(seed).beside(Self.photograph(seed + 100))
      let tiles = Self.found(collage).tiles
      return tiles.count == 2 && Self.isNear(tiles[0].box, Self.box(in: collage, left: 0, top: 0))
        && tiles.map(\.region) == [.tile1, .tile2]
    }
    #expect(count >= 14)
  }

  /// Even pictures, noise and stripes have no box that traps or is out of bounds.
  @Test(arguments: [(5, 5), (24, 24), (25, 600), (400, 23), (64, 64)])
  func anyPictureHasBoxesWithinIt(width: Int, height: Int) {
    let flat = [UInt8](repeating: 7, count: width * height)
    let noise = (0..<width * height).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 7) }
    let stripes = (0..<width * height).map { UInt8($0 % width / 3 % 2 * 255) }
    for levels in [flat, noise, stripes] {
      let size = WorkingPlane.size(ofWidth: width, height: height)
      let plane = WorkingPlane(
        width: size.width, height: size.height, rows: Array(levels[..<(size.width * size.height)]))
      let found = BoxFinder(plane, KernelTable.best.lines).found()
      for (_, box) in found.boxes + found.tiles {
        #expect(box.left >= 0 && box.top >= 0 && box.right <= plane.width && box.bottom <= plane.height)
        #expect(box.width >= PictureBox.sideMin && box.height >= PictureBox.sideMin)
      }
    }
  }

  @Test func everyKernelLevelFindsTheSameBoxes() {
    let pixels = Self.photograph(3).framed(left: 20, top: 60, right: 20, bottom: 20, level: 240)
    let boxes = KernelTable.all.map { Self.found(pixels, $0).boxes.map(\.box) }
    #expect(Set(boxes).count == 1 && !boxes[0].isEmpty)
  }
}
