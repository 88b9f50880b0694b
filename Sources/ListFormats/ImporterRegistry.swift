/// The formats of lists that are read.
public enum ImporterRegistry {
  /// In the order in which they are named.
  public static let importers: [any ListImporter.Type] = [
    TextLinesImporter.self, JSONLinesImporter.self, CSVImporter.self, DigestLinesImporter.self,
    HashdeepImporter.self, NSRLImporter.self, NCMECImporter.self, VICSImporter.self, ICSEImporter.self,
    StopNCIIImporter.self, ThreatExchangeImporter.self, TXLinesImporter.self, TEImporter.self,
    TechAgainstTerrorismImporter.self,
  ]

  public static func importer(named name: String) throws(ImportError) -> any ListImporter.Type {
    guard let found = importers.first(where: { $0.name == name.lowercased() }) else {
      throw .unknownFormat(name: name, known: importers.map { $0.name })
    }
    return found
  }

  /// The one format that recognizes the file most surely.
  public static func importer(of head: FileHead) throws(ImportError) -> any ListImporter.Type {
    if head.text.isEmpty { throw .empty }
    let answers = importers.map { ($0, $0.recognizes(head)) }.filter { $0.1 > .none }
    let surest = answers.map(\.1).max()
    let found = answers.filter { $0.1 == surest }.map(\.0)
    guard let first = found.first, found.count == 1 else {
      throw .undetected(candidates: found.map { $0.name })
    }
    return first
  }
}
