import Testing

/// A picture format is known to its own file and to the registry: nothing else is written for one of them.
@Suite struct FormatNameTests {
  private static let owners = [
    "Sources/HashCore/Decode/Formats/", "Sources/HashCore/Decode/DecoderRegistry.swift",
  ]

  @Test func nothingButTheRegistryNamesAFormat() {
    for file in SourceTree.swiftSources where !Self.owners.contains(where: file.path.hasPrefix) {
      for line in file.lines {
        let text = line.lowercased()
        #expect(!text.contains("jpeg") && !text.contains("png"), "\(file.path): \(line)")
      }
    }
  }
}
