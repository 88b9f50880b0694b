import ArgumentParser
import ListFormats
import ListStore
import Platform

/// How partners' files are read.
struct ImportArguments: ParsableArguments {
  @Option(help: "The files' format (default: as each file's beginning tells).")
  var format: String?
  @Option(
    help: ArgumentHelp(
      """
      Of CSV: which column holds what, where their names do not tell: the column's name or its number from \
      1, and what it holds: id, pdq, md5, sha1, sha256, labels, ... May be given several times.
      """, valueName: "column=field"))
  var column: [ColumnChoice] = []

  /// Reads all files, and tells what has to be known of them.
  func staged(_ files: [PathArgument], for store: ListStore) throws -> StagedImport {
    let staged = try told { () throws(StoreError) in try StagedImport(for: store) }
    let columns = Dictionary(column.map { ($0.field, $0.column) }, uniquingKeysWith: { _, last in last })
    for file in files { try read(file, ImportOptions(columns: columns), into: staged) }
    for warning in staged.warnings { StandardError.line("warning: \(warning)") }
    for refusal in staged.refusals { StandardError.line("refused: \(refusal)") }
    return staged
  }

  private func read(_ path: PathArgument, _ options: ImportOptions, into staged: StagedImport) throws {
    var line = ProgressLine()
    var progress = ReadingProgress(path)
    defer { line.clear() }
    do {
      let file = try path.opened()
      let name = path.isStandardStream ? "" : path.shown
      let format = try staged.read(name: name, format: format, options) {
        let piece = try file.read(1 << 20)
        progress.read(piece.count)
        line.show(progress.text(entryCount: staged.readCount))
        return piece
      }
      line.clear()
      StandardError.line("\(path.shown): read as \(format)")
    } catch let error as FileError {
      throw Failure("\(path.shown): \(error.message)")
    } catch {
      throw Failure("\(path.shown): \(error)")
    }
  }
}

/// `<column>=<field>`.
struct ColumnChoice: ExpressibleByArgument {
  let column: String
  let field: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    (column, field) = (String(parts[0]), String(parts[1]))
  }
}
