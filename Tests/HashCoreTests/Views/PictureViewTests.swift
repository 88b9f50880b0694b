import HashCore
import TestSupport
import Testing

/// A view is one value: what was hashed, in the order of reports.
struct PictureViewTests {
  private static let all = Orientation.allCases.flatMap { orientation in
    Background.allCases.flatMap { background in
      HashRecipe.allCases.flatMap { recipe in
        [nil, .number(1), .number(2), .auxiliary(1), .thumbnail].map {
          PictureView(orientation: orientation, background: background, recipe: recipe, frame: $0)
        }
      }
    }
  }

  @Test("views sort by orientation, then background, then protocol, then frame; the stored picture is first")
  func order() {
    var random = SeededGenerator(seed: 5)
    #expect(Self.all.shuffled(using: &random).sorted() == Self.all)
    #expect(Self.all.first == .stored)
    #expect(Set(Self.all).count == 8 * 3 * 2 * 5)
  }

  @Test("asking for the exact hashes of some views gives them, and no background that none of them has")
  func exactly() throws {
    let views = [PictureView(orientation: .rot90), PictureView(orientation: .flipx)]
    let request = HashRequest(exactly: views)
    #expect(request.decode == .exact && !request.exifOriented && !request.backgrounds)
    let picture = try PictureHasher().hash(Vectors.bytes("pictures/png/rgba-8.png"), request)
    #expect(picture.hashes.map(\.view) == [.stored] + views)
    let backed = HashRequest(exactly: [PictureView(orientation: .flipx, background: .black)])
    #expect(backed.backgrounds)
    let hashes = try PictureHasher().hash(Vectors.bytes("pictures/png/rgba-8.png"), backed).hashes
    #expect(hashes.contains { $0.view == PictureView(orientation: .flipx, background: .black) })
  }
}
