import MatchProtocol

/// Prometheus' text format, version 0.0.4: base units, `_total` behind counters.
extension [MetricFamily] {
  var exposition: String { map(\.exposition).joined() }
}

extension MetricFamily {
  private static let durationSuffix = "_microseconds"

  private var isOfDurations: Bool { name.hasSuffix(Self.durationSuffix) }

  /// The family's name there.
  var exposedName: String {
    let base = isOfDurations ? name.dropLast(Self.durationSuffix.count) + "_seconds" : name[...]
    return "matchd_\(base)\(kind == .counter ? "_total" : "")"
  }

  fileprivate var exposition: String {
    let lines =
      ["# HELP \(exposedName) \(help)", "# TYPE \(exposedName) \(kind.rawValue)"]
      + samples.map { "\(exposedName)\($0.suffix)\(braces($0.labels)) \(value(of: $0))" }
    return lines.map { $0 + "\n" }.joined()
  }

  private func value(of sample: MetricSample) -> String {
    isOfDurations && sample.isDuration ? Self.seconds(sample.value) : "\(sample.value)"
  }

  private func braces(_ labels: [Field]) -> String {
    guard !labels.isEmpty else { return "" }
    let pairs = labels.map { label in
      let value = label.key == "le" && isOfDurations ? Int(label.value).map(Self.seconds) : nil
      return "\(label.key)=\"\(Self.escaped(value ?? label.value))\""
    }
    return "{\(pairs.joined(separator: ","))}"
  }

  private static func seconds(_ microseconds: Int) -> String { "\(Double(microseconds) / 1_000_000)" }

  /// What may stand between quotes.
  static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
