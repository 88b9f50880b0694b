import Platform

/// Paths that a file names, byte for byte.
enum PathList {
  /// - Parameter separator: what ends a path; the last one may do without. Nothing between two of them is no
  ///   path.
  static func read(_ list: PathArgument, separator: UInt8) throws(Failure) -> [[UInt8]] {
    do throws(FileError) {
      let file = try list.opened()
      var paths: [[UInt8]] = []
      var rest: [UInt8] = []
      while true {
        let piece = try file.read(1 << 20)
        if piece.isEmpty { break }
        var parts = (rest + piece).split(separator: separator, omittingEmptySubsequences: false)
        rest = Array(parts.removeLast())
        paths += parts.filter { !$0.isEmpty }.map { Array($0) }
      }
      return rest.isEmpty ? paths : paths + [rest]
    } catch {
      throw Failure("\(list.shown): \(error.message)")
    }
  }
}
