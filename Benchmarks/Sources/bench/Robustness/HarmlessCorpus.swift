import CTestPictures

/// Harmless pictures of one kind that have nothing to do with each other, as many as asked for.
enum HarmlessCorpus: String, CaseIterable {
  case photographs, pages, memes, screens, texts
  case lineArt = "line art"
  case patterns

  func picture(_ number: Int) -> DrawnPixels {
    switch self {
    case .photographs: Self.scene(MATCHD_SCENE_PHOTOGRAPH, number)
    // Each on the page of one app, below the same name, above words of its own.
    case .pages:
      Self.scene(MATCHD_SCENE_PHOTOGRAPH, number + 1_000_000)
        .onPage(isDark: false, margin: 0, seed: number)
    // Each with the same words.
    case .memes:
      Self.scene(MATCHD_SCENE_PHOTOGRAPH, number + 2_000_000).memed(at: 0.04, seed: 1).memed(
        at: 0.84, seed: 2)
    case .screens: Self.scene(MATCHD_SCENE_SCREEN, number)
    case .texts: Self.scene(MATCHD_SCENE_TEXT, number)
    case .lineArt: Self.scene(MATCHD_SCENE_LINE_ART, number)
    case .patterns:
      DrawnPixels(
        matchd_texture(UInt32(number) % MATCHD_TEXTURE_COUNT.rawValue), seed: number, width: 320, height: 240)
    }
  }

  private static func scene(_ scene: matchd_scene, _ seed: Int) -> DrawnPixels {
    DrawnPixels(scene, seed: seed, width: 320, height: 240)
  }
}
