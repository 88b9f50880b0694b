import MatchProtocol

/// One number that the daemon tells about itself: a `STAT` line and a line of Prometheus' text format.
struct Metric: Equatable, Sendable {
  enum Kind: String, Sendable {
    case counter, gauge, histogram
  }

  /// Without the prefix `matchd_`. Names never change meaning.
  var name: String
  var kind: Kind
  var label: Field?
  var value: Int

  init(_ name: String, _ kind: Kind, _ value: Int, label: Field? = nil) {
    self.name = name
    self.kind = kind
    self.value = value
    self.label = label
  }

  /// The key of the `STAT` line: name and label value, lower case.
  var key: String { label.map { "\(name)_\($0.value.lowercased())" } ?? name }

  /// The name of the family that the series belongs to in Prometheus' format.
  var family: String {
    guard kind == .histogram else { return "matchd_\(name)\(kind == .counter ? "_total" : "")" }
    let end = ["_bucket", "_sum", "_count"].first { name.hasSuffix($0) } ?? ""
    return "matchd_\(name.dropLast(end.count))"
  }

  /// The series' own line.
  var sample: String {
    let series = kind == .histogram ? "matchd_\(name)" : family
    let braces = label.map { "{\($0.key)=\"\($0.value)\"}" } ?? ""
    return "\(series)\(braces) \(value)"
  }
}

extension [Metric] {
  /// Prometheus' text format, version 0.0.4.
  var exposition: String {
    var text = ""
    var family = ""
    for metric in self {
      if metric.family != family {
        family = metric.family
        text += "# TYPE \(family) \(metric.kind.rawValue)\n"
      }
      text += metric.sample + "\n"
    }
    return text
  }
}
