import MatchProtocol

/// `key=value` for each field, on one line.
func printFields(of fields: [Field]) throws {
  var output = OutputStream.standard
  try output.line(fields.map { "\($0.key)=\($0.value)" }.joined(separator: " "))
  try output.flush()
}
