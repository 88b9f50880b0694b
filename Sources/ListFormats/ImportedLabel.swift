/// What a source says of an item, as the source gave it: a code means something only within its scheme, that
/// scheme's version, and where it applies.
///
/// Text form: `[scheme[/version]:]code[@jurisdiction]`.
public struct ImportedLabel: Hashable, Sendable {
  public var scheme: String?
  public var version: String?
  public var code: String
  /// Where the code has its meaning: a country, or the profile of a scheme.
  public var jurisdiction: String?

  public init(scheme: String? = nil, version: String? = nil, code: String, jurisdiction: String? = nil) {
    self.scheme = scheme
    self.version = version
    self.code = code
    self.jurisdiction = jurisdiction
  }

  /// Reads the text form. Every text is a label: what has no scheme and no jurisdiction is a code.
  public init(text: String) {
    var rest = text[...]
    (scheme, version, jurisdiction) = (nil, nil, nil)
    if let colon = rest.firstIndex(of: ":"), let head = SchemeHead(rest[..<colon]) {
      (scheme, version) = (head.scheme, head.version)
      rest = rest[rest.index(after: colon)...]
    }
    if let at = rest.lastIndex(of: "@"), isPlainName(rest[rest.index(after: at)...]) {
      jurisdiction = String(rest[rest.index(after: at)...])
      rest = rest[..<at]
    }
    code = String(rest).replacing("%3A", with: ":").replacing("%40", with: "@").replacing("%25", with: "%")
  }

  /// The text form, which reads as this label again if scheme, version and jurisdiction are made of letters,
  /// digits, `.`, `_` and `-`.
  public var text: String {
    let plain = text(code)
    if ImportedLabel(text: plain) == self { return plain }
    return text(code.replacing("%", with: "%25").replacing(":", with: "%3A").replacing("@", with: "%40"))
  }

  private func text(_ code: String) -> String {
    let head = scheme.map { scheme in "\(scheme)\(version.map { "/\($0)" } ?? ""):" } ?? ""
    return head + code + (jurisdiction.map { "@\($0)" } ?? "")
  }
}

/// What stands before the colon.
private struct SchemeHead {
  let scheme: String
  let version: String?

  init?(_ text: Substring) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.allSatisfy(isPlainName) else { return nil }
    scheme = String(parts[0])
    version = parts.count > 1 ? String(parts[1]) : nil
  }
}

private func isPlainName(_ text: Substring) -> Bool {
  !text.isEmpty && text.utf8.allSatisfy { $0.isASCIIAlphanumeric || [0x2d, 0x2e, 0x5f].contains($0) }
}

extension UInt8 {
  var isASCIIAlphanumeric: Bool { (0x30...0x39).contains(self) || (0x61...0x7a).contains(self | 0x20) }
}
