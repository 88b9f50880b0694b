package import HashCore

/// What a worker program does: it is a cell that a parent starts, for formats whose library is linked into no
/// other program, and nothing else.
package struct WorkerProgram {
  private let registry: DecoderRegistry
  private let titles: String
  private let library: String
  private let pictures: [[UInt8]]

  /// - Parameters:
  ///   - types: its own decoders. What all cells decode is decoded too, since it may stand behind the end of
  ///     a file.
  ///   - titles: what people call its formats.
  ///   - library: what decodes them, with its version.
  ///   - pictures: a tiny one of each of them, in hexadecimal digits.
  package init(
    decoding types: [any PictureDecoder.Type], titled titles: String, with library: String,
    warmingUp pictures: [String]
  ) {
    registry = DecoderRegistry(types + DecoderRegistry.standard.types)
    self.titles = titles
    self.library = library
    self.pictures = pictures.map(WarmUp.bytes)
  }

  /// Does what the arguments ask for; a cell does not return.
  /// - Returns: what is to be printed, and the code to end with.
  package func run(_ arguments: [String]) -> (words: String, code: Int32) {
    if arguments == [CellProgram.argument] {
      CellProgram.run(decoding: registry, with: library, warmingUp: pictures)
    }
    return arguments == ["--version"]
      ? (library, 0)
      : ("expected --version: matchd starts this program for \(titles), found other arguments", Self.usage)
  }

  /// The command line is wrong (EX_USAGE).
  private static let usage: Int32 = 64
}
