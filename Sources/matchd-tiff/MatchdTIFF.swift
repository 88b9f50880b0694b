import CTIFF
import Cells
import Glibc
import HashCore

/// The program that decodes TIFF: a cell that matchd starts, and nothing else. Its library is linked into no
/// other program.
@main
enum MatchdTIFF {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments == [CellProgram.argument] {
      CellProgram.run(decoding: registry, with: library, warmingUp: [WarmUpPicture.bytes])
    }
    guard arguments == ["--version"] else {
      let title = TIFFDecoder.format.title
      print("expected --version: matchd starts this program for \(title), found other arguments")
      exit(64)
    }
    print(library)
  }

  /// What all cells decode is decoded here too, since it may stand behind the end of a file.
  private static let registry = DecoderRegistry([TIFFDecoder.self] + DecoderRegistry.standard.types)

  /// libtiff tells its version in a sentence of several lines.
  private static var library: String {
    // SAFETY: the words are zero-terminated and stand for ever.
    let words = unsafe String(cString: matchd_tiff_version())
    let version = words.prefix { !$0.isNewline }.split(separator: " ").last ?? "of unknown version"
    return "libtiff \(version)"
  }
}
