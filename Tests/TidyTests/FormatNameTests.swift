import Testing

/// A picture format is known to its own file and to the registry: nothing else is written for one of them.
@Suite struct FormatNameTests {
  private static let owners = [
    "Sources/HashCore/Decode/Formats/", "Sources/HashCore/Decode/DecoderRegistry.swift",
    // Formats that have no file.
    "Sources/HashCore/Decode/ForeignFormat.swift",
  ]
  private static let names = ["jpeg", "png", "webp", "gif", "bmp"]

  @Test func nothingButTheRegistryNamesAFormat() {
    for file in SourceTree.swiftSources where !Self.owners.contains(where: file.path.hasPrefix) {
      for line in file.lines {
        // A word that holds the name of one.
        let text = line.lowercased().replacing("truncatingifneeded", with: "")
        for name in Self.names { #expect(!text.contains(name), "\(file.path): \(line)") }
      }
    }
  }
}
