import MatchProtocol

/// Prints what a command that changed something, or checked it, came to: one JSON object, or words for
/// people.
func printResult(json: Bool, _ words: String?, _ fill: (inout JSONObject) -> Void) throws {
  var output = OutputStream.standard
  if json {
    var object = JSONObject()
    fill(&object)
    try output.line(object.text)
  } else if let words {
    try output.line(words)
  }
  try output.flush()
}
