/// Writes records in one format, so that its importer reads the same again, as far as the format can say it.
///
/// A record that the format would make another one of, such as a withdrawn one in a format without states, is
/// not written, and the caller is told.
public protocol ListExporter: Sendable {
  /// What `--format` and messages call it: the name of the importer that reads it.
  static var name: String { get }

  init()

  /// Appends what stands before the first record.
  mutating func begin(into bytes: inout [UInt8])

  /// Appends a record. False, and nothing appended, if the format cannot say it.
  mutating func write(_ record: ImportedRecord, into bytes: inout [UInt8]) -> Bool

  /// Appends what stands behind the last record.
  mutating func end(into bytes: inout [UInt8])
}

extension ListExporter {
  public mutating func begin(into bytes: inout [UInt8]) {}
  public mutating func end(into bytes: inout [UInt8]) {}
}

/// The formats of lists that are written.
public enum ExporterRegistry {
  /// In the order in which they are named.
  public static let exporters: [any ListExporter.Type] = [
    TextLinesExporter.self, JSONLinesExporter.self, CSVExporter.self, TXLinesExporter.self, VICSExporter.self,
  ]

  public static func exporter(named name: String) throws(ImportError) -> any ListExporter.Type {
    guard let found = exporters.first(where: { $0.name == name.lowercased() }) else {
      throw .unknownFormat(name: name, known: exporters.map { $0.name })
    }
    return found
  }
}
