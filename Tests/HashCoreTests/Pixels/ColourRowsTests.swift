import Testing

@testable import HashCore

/// Alpha dropped, or the picture laid over white or black.
struct ColourRowsTests {
  private func converted(_ samples: [UInt8], channelCount: Int, over background: Background) -> [UInt8] {
    var rows = ColourRows()
    return rows.withColours(samples.span, channelCount: channelCount, over: background) { colours in
      colours.indices.map { colours[$0] }
    }
  }

  @Test("without alpha rows pass unchanged, whatever the background", arguments: Background.allCases)
  func opaque(background: Background) {
    let samples: [UInt8] = [0, 1, 128, 200, 254, 255]
    #expect(converted(samples, channelCount: 1, over: background) == samples)
    #expect(converted(samples, channelCount: 3, over: background) == samples)
  }

  @Test("ignoring alpha takes the colours as they stand, even of invisible pixels")
  func ignored() {
    #expect(converted([10, 0, 20, 255], channelCount: 2, over: .ignored) == [10, 20])
    #expect(converted([1, 2, 3, 0, 4, 5, 6, 128], channelCount: 4, over: .ignored) == [1, 2, 3, 4, 5, 6])
  }

  @Test("compositing rounds to nearest for every sample and alpha")
  func composited() {
    for sample in 0...255 {
      let pixels = (0...255).flatMap { [UInt8(sample), UInt8($0)] }
      let overBlack = converted(pixels, channelCount: 2, over: .black)
      let overWhite = converted(pixels, channelCount: 2, over: .white)
      for alpha in 0...255 {
        let share = Double(alpha) / 255
        #expect(overBlack[alpha] == UInt8((Double(sample) * share).rounded()))
        #expect(overWhite[alpha] == UInt8((Double(sample) * share + 255 * (1 - share)).rounded()))
      }
    }
  }
}
