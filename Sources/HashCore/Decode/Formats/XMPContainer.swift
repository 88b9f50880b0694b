/// The directory in which a JPEG's XMP names the files that follow it, as phones write them with depth maps,
/// gain maps, unedited pictures and films (Google's container format; Dynamic Depth has the same under a name
/// of its own).
///
/// Only as much of XML is understood as writers use: attributes, or elements with a text, under any prefix.
enum XMPContainer {
  /// One of the files after the picture.
  struct File: Equatable {
    /// Its bytes, by its length and those before it.
    let place: Range<Int>
    /// Whether it is called a depth map, a gain map, or what belongs to one.
    let isMap: Bool
    /// Whether it is any other picture.
    let isPicture: Bool
  }

  static func isNamed(in xmp: RawSpan) -> Bool {
    xmp.contains("http://ns.google.com/photos/1.0/container/")
      || xmp.contains("http://ns.google.com/photos/dynamicdepth/1.0/container/")
  }

  /// The files that a directory names, in its order.
  ///
  /// - Parameter end: where the picture itself ends, which the directory names first.
  static func files(_ xmp: RawSpan, after end: Int) -> [File] {
    let text = XMPText(xmp)
    let mapURI = text.value(of: "DepthURI")
    var place = end
    return text.items.enumerated().compactMap { number, item in
      let start = place
      let length = number == 0 ? 0 : item.count(of: "Length")
      place += length + item.count(of: "Padding")
      guard number > 0 else { return nil }
      let isMap =
        mapSemantics.contains(item.value(of: "Semantic") ?? "")
        || (mapURI != nil && item.value(of: "DataURI") == mapURI)
      let isPicture = !isMap && item.value(of: "Mime")?.hasPrefix("image/") == true
      return File(place: start..<start + length, isMap: isMap, isPicture: isPicture)
    }
  }

  private static let mapSemantics = ["Depth", "DepthMap", "GainMap"]
}

/// A piece of XMP, and what is said in it.
private struct XMPText {
  private let text: Substring

  init(_ xmp: RawSpan) {
    // SAFETY: the buffer is only used within the closure.
    text = unsafe Substring(xmp.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) })
  }

  private init(_ text: Substring) { self.text = text }

  /// The items of its list.
  var items: [XMPText] {
    text.split(separator: "<rdf:li", omittingEmptySubsequences: false).dropFirst().map { XMPText($0) }
  }

  /// What stands under a name, whatever its prefix.
  func value(of name: String) -> String? {
    for (start, end) in [("=\"", "\""), ("='", "'"), (">", "<")] {
      guard let opening = text.firstRange(of: ":\(name)\(start)") else { continue }
      let rest = text[opening.upperBound...]
      guard let closing = rest.firstRange(of: end) else { continue }
      return String(rest[..<closing.lowerBound])
    }
    return nil
  }

  /// The number of bytes under a name; 0 where there is none that could be one.
  func count(of name: String) -> Int {
    guard let number = value(of: name).flatMap({ UInt32($0) }) else { return 0 }
    return Int(number)
  }
}
