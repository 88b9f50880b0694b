import Matcher

/// Any bytes as a list of either form: however they are cut, the lines and the errors are the same, and each
/// line is read back from its text.
///
/// The first byte is the size of the pieces, the rest what they hold.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLines(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
  // SAFETY: libFuzzer hands over `byteCount` bytes that live until the return.
  let input = unsafe Array(UnsafeBufferPointer(start: start, count: byteCount))
  guard let pieceSize = input.first else { return 0 }
  let list = Array(input.dropFirst())
  for form in HashLineForm.allCases {
    let whole = outcomes(of: list, form, pieceSize: .max)
    let inPieces = outcomes(of: list, form, pieceSize: 1 + Int(pieceSize))
    precondition(inPieces == whole, "other pieces, other lines")
    for case .success(var line) in whole {
      line.quality = nil
      let again = outcomes(of: Array(line.text.utf8), .list, pieceSize: .max)
      precondition(again == [.success(line)], "read otherwise")
    }
  }
  return 0
}

private typealias Outcome = Result<HashLine, HashLineError>

private func outcomes(of list: [UInt8], _ form: HashLineForm, pieceSize: Int) -> [Outcome] {
  var reader = HashLineReader(form: form)
  var outcomes: [Outcome] = []
  var place = 0
  while place < list.count {
    let end = place + min(pieceSize, list.count - place)
    let piece = list.span.extracting(place..<end)
    var start = 0
    while let outcome = outcome({ () throws(HashLineError) in try reader.next(in: piece, from: &start) }) {
      outcomes.append(outcome)
    }
    place = end
  }
  while let outcome = outcome({ () throws(HashLineError) in try reader.last() }) { outcomes.append(outcome) }
  return outcomes
}

private func outcome(_ next: () throws(HashLineError) -> HashLine?) -> Outcome? {
  do throws(HashLineError) { return try next().map { .success($0) } } catch { return .failure(error) }
}
