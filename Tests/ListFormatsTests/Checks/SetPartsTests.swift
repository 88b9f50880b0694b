import ListFormats
import Testing

@Suite struct SetPartsTests {
  @Test(arguments: [
    (["media_1of3.json", "media_3of3.json"], ["media_2of3.json"]),
    (["Part 2 of 2.json"], ["Part 1 of 2.json"]),
    (["a-01-of-03.xml", "a-02-of-03.xml", "a-03-of-03.xml"], []), (["x1of2", "y2of2"], ["x2of2", "y1of2"]),
    (["list.json", "2024-01-31.csv", "proof2.csv"], []), (["1of99999999.json", "4of3.json", "0of3"], []),
  ]) func missingPartsAreNamed(names: [String], missing: [String]) {
    #expect(SetParts.missing(among: names) == missing)
    #expect(SetParts.warning(among: names) == (missing.isEmpty ? nil : .partsMissing(missing)))
  }
}
