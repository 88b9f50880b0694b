import MatchProtocol

/// `key=value` for each field, on one line.
func printFields(of fields: [Field]) throws {
  var output = OutputStream.standard
  try output.line(fields.map { "\($0.key)=\($0.value)" }.joined(separator: " "))
  try output.flush()
}

/// Tells people what a warning among a daemon's fields means.
func warnOfLoss(in fields: [Field]) {
  let values = Dictionary(fields.map { ($0.key, $0.value) }) { first, _ in first }
  guard values["warning"] != nil, let before = values["entries_before"], let now = values["entries"] else {
    return
  }
  StandardError.line(
    "warning: the index in service lost more than half of its entries: \(now) of \(before) are left; "
      + "see whether its lists are whole")
}
