import ListFormats
import TestSupport
import Testing

@Suite struct ImportedLabelTests {
  @Test(arguments: [
    ("review", ImportedLabel(code: "review")), ("site:a", ImportedLabel(scheme: "site", code: "a")),
    ("vics/2.0:2@US", ImportedLabel(scheme: "vics", version: "2.0", code: "2", jurisdiction: "US")),
    ("a b: c", ImportedLabel(code: "a b: c")), ("x@fr", ImportedLabel(code: "x", jurisdiction: "fr")),
    ("x@", ImportedLabel(code: "x@")), ("", ImportedLabel(code: "")), (":", ImportedLabel(code: ":")),
  ]) func textsAreTakenApart(text: String, label: ImportedLabel) {
    #expect(ImportedLabel(text: text) == label)
    #expect(label.text == text)
  }

  @Test func everyTextStaysAsItIs() {
    let letters = Array("aB1:/@% -").map(String.init)
    var numbers = SeededGenerator(seed: 3)
    for _ in 0..<5000 {
      let text = (0..<numbers.below(9)).map { _ in letters[numbers.below(letters.count)] }.joined()
      let label = ImportedLabel(text: text)
      #expect(ImportedLabel(text: label.text) == label, "\(text)")
      #expect(label.text == text, "\(text)")
    }
  }

  @Test func everyCodeSurvives() {
    for code in ["a:b", "a@b", "100%25", "%3A", "x/1:y@z", ""] {
      for scheme in [nil, "iwf"] {
        for jurisdiction in [nil, "uk"] {
          let label = ImportedLabel(scheme: scheme, code: code, jurisdiction: jurisdiction)
          #expect(ImportedLabel(text: label.text) == label)
        }
      }
    }
  }
}
