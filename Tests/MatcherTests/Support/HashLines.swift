import Matcher

/// The lines of a text that holds nothing else.
func hashLines(_ text: String) throws(HashLineError) -> [HashLine] {
  var reader = HashLineReader()
  var lines: [HashLine] = []
  let bytes = Array(text.utf8)
  var start = 0
  while let line = try reader.next(in: bytes.span, from: &start) { lines.append(line) }
  if let line = try reader.last() { lines.append(line) }
  return lines
}
