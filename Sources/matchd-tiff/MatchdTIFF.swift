import CTIFF
import Cells
import Glibc
import HashCore

/// The program that decodes TIFF: a cell that matchd starts, and nothing else. Its library is linked into no
/// other program.
@main
enum MatchdTIFF {
  static func main() {
    let program = WorkerProgram(
      decoding: [TIFFDecoder.self], titled: TIFFDecoder.format.title, with: library,
      warmingUp: [WarmUpPicture.digits])
    let (words, code) = program.run(Array(CommandLine.arguments.dropFirst()))
    print(words)
    exit(code)
  }

  /// libtiff tells its version in a sentence of several lines.
  private static var library: String {
    // SAFETY: the words are zero-terminated and stand for ever.
    let words = unsafe String(cString: matchd_tiff_version())
    let version = words.prefix { !$0.isNewline }.split(separator: " ").last ?? "of unknown version"
    return "libtiff \(version)"
  }
}
