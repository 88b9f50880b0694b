import HashCore
import TestSupport
import Testing

@Suite struct PictureVariantTests {
  @Test(arguments: [
    (PictureVariant(), "whole"), (PictureVariant(.caption), "caption"),
    (PictureVariant(orientation: .flipy), "mirror"), (PictureVariant(orientation: .flipx), "flip"),
    (PictureVariant(.page, orientation: .rot90), "page+rot90"),
    (PictureVariant(isInverted: true), "inverted"),
    (PictureVariant(shift: .pad(4), orientation: .flipy), "pad4+mirror"),
    (PictureVariant(shift: .pad(2, turn: -5)), "turn-5+pad2"),
    (PictureVariant(shift: .pad(-3)), "crop3"),
    (PictureVariant(.captionTop, shift: ViewShift(left: 9, bottom: -9)), "caption-top+left9+bottom-9"),
  ])
  func aNameSaysWhatIsTakenBack(variant: PictureVariant, name: String) {
    #expect(variant.name == name)
  }

  @Test func pictureAsTheyAreComeBeforeTheirVariants() {
    let views =
      [PictureView(), PictureView(orientation: .flipy)]
      + [
        PictureVariant(orientation: .flipy), PictureVariant(isInverted: true),
        PictureVariant(shift: .pad(4)), PictureVariant(.page), PictureVariant(.tile2),
      ].sorted().map { PictureView(variant: $0) }
    var random = SeededGenerator(seed: 3)
    #expect(views.shuffled(using: &random).sorted() == views)
    #expect(PictureVariant(.page) < PictureVariant(.caption))
  }

  @Test func aQuarterTurnIsNoMore() {
    #expect(PictureVariant(orientation: .rot270).isQuarterTurn)
    #expect(!PictureVariant(orientation: .flipy).isQuarterTurn)
    #expect(!PictureVariant(.page, orientation: .rot90).isQuarterTurn)
    #expect(!PictureVariant(isInverted: true).isQuarterTurn)
  }
}
