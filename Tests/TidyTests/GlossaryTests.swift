import Testing

/// The words of docs/glossary.md mean only what it says: what stands in its last column is in no name and no
/// comment of the sources.
@Suite struct GlossaryTests {
  /// Words of that column that also have another meaning, in which they are used: everywhere, or below some
  /// paths alone.
  static let otherMeanings: [String: [String]] = [
    "boolean": ["Sources/CImageCodecs/"],  // libjpeg's type
    "buffer": ["Sources/"],  // memory
    // Of a Unicode character; a field's name in lists of others.
    "category": ["Sources/MatchProtocol/Wire/", "Sources/ListFormats/"],
    "database": ["Sources/ListStore/"],  // a connection of GRDB
    "codec": ["Sources/"],  // a library of the system
    "collection": ["Sources/"],  // Swift's protocol
    // A field's name in lists of others.
    "fingerprint": ["Sources/ListFormats/", "Sources/ListStore/Export/"],
    "hash": ["Sources/"],  // a word of its own
    "hit": ["Sources/CImageCodecs/"],  // a message of libjpeg
    // In names of libjpeg, libpng, markers, and of fields in lists of others; in French.
    "image": [
      "Sources/CImageCodecs/", "Sources/CHeif/", "Sources/CTIFF/", "Sources/HashCore/Decode/",
      "Sources/ListFormats/", "Sources/matchd/Output/Page/ReportWords+French.swift",
    ],
    "matrix": ["Sources/"],  // the 64 x 64 floats
    "possible": ["Sources/"],  // that may be
    // Of a folder; an item of a partner's file; a name of giflib.
    "record": [
      "Sources/CImageCodecs/", "Sources/Platform/", "Sources/ListFormats/", "Sources/ListStore/Import/",
      "Sources/ListStore/Export/",
    ],
    "result": ["Sources/"],  // of a function
    "signal": ["Sources/"],  // of the operating system
    // The next chunk of a posting in ring tables; the first bytes of a format.
    "signature": [
      "Sources/CKernels/", "Sources/Kernels/", "Sources/Matcher/", "Sources/CImageCodecs/",
      "Sources/HashCore/Decode/",
    ],
    "tag": ["Sources/"],  // of a request; of EXIF
    "type": ["Sources/"],  // of a value
    "variant": ["Sources/"],  // of a kernel
    "version": ["Sources/"],  // of formats and protocols
  ]

  static let banned: [(word: String, instead: String)] = {
    let rows =
      SourceTree.file("docs/glossary.md")?.lines.map { $0.split(separator: "|").map(\.trimmed) } ?? []
    return rows.filter { $0.count == 3 && $0[0] != "word" }.flatMap { row in
      row[2].split(separator: ",").map { ($0.trimmed.prefix { $0.isLetter }.lowercased(), row[0]) }
    }.filter { !$0.0.isEmpty }
  }()

  @Test func theGlossaryBansWords() {
    #expect(Self.banned.contains { $0.word == "radius" && $0.instead == "*threshold*" })
    for word in Self.otherMeanings.keys {
      #expect(Self.banned.contains { $0.word == word }, "\(word) is not in the glossary's last column")
    }
  }

  @Test func bannedWordsAreAbsent() {
    let instead = Dictionary(Self.banned.map { ($0.word, $0.instead) }) { first, _ in first }
    for file in SourceTree.swiftSources + SourceTree.cSources {
      for (index, line) in file.lines.enumerated() {
        for word in line.words.compactMap({ $0.bannedForm(in: instead) })
        where !Self.isAllowed(word, file.path) {
          Issue.record("\(file.path):\(index + 1) says \(word); the glossary has \(instead[word]!)")
        }
      }
    }
  }

  @Test func namesAreTakenApart() {
    #expect(
      "let hitCount = max_radius(PDQHash, endOfImage)".words == [
        "let", "hit", "count", "max", "radius", "pdqhash", "end", "of", "image",
      ])
  }

  private static func isAllowed(_ word: String, _ path: String) -> Bool {
    otherMeanings[word, default: []].contains { path.hasPrefix($0) }
  }
}

extension String {
  /// The words of a line, lower case; names in camel case and snake case are taken apart.
  var words: [String] {
    var words: [String] = []
    var word = ""
    var endsLower = false
    for byte in utf8 {
      let isUpper = (65...90).contains(byte)
      let isLower = (97...122).contains(byte)
      if !isUpper && !isLower || isUpper && endsLower {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if isUpper || isLower { word.unicodeScalars.append(Unicode.Scalar(byte | 0x20)) }
      endsLower = isLower
    }
    return word.isEmpty ? words : words + [word]
  }

  /// The banned word that this is, or is the plural of.
  fileprivate func bannedForm(in banned: [String: String]) -> String? {
    if banned[self] != nil { return self }
    guard hasSuffix("s"), banned[String(dropLast())] != nil else { return nil }
    return String(dropLast())
  }
}
