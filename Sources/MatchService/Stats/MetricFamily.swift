import MatchProtocol

/// Numbers of one name that the daemon tells about itself: `STAT` lines, and a family of Prometheus' text
/// format.
///
/// Durations are counted in microseconds. `STAT` lines tell them so; Prometheus wants seconds, and gets them
/// under a name that says so.
struct MetricFamily: Equatable, Sendable {
  enum Kind: String, Sendable {
    case counter, gauge, histogram
  }

  /// Without the prefix `matchd_`. Names never change meaning.
  let name: String
  let kind: Kind
  /// What is counted, for people.
  let help: String
  let samples: [MetricSample]

  private init(_ name: String, _ kind: Kind, _ help: String, samples: [MetricSample]) {
    self.name = name
    self.kind = kind
    self.help = help
    self.samples = samples
  }

  init(_ name: String, _ kind: Kind, _ value: Int, _ help: String) {
    self.init(name, kind, help, samples: [MetricSample(value: value)])
  }

  /// A number for each value of the label `key`.
  init(_ name: String, _ kind: Kind, by key: String, _ values: [(label: String, count: Int)], _ help: String)
  {
    self.init(
      name, kind, help,
      samples: values.map { MetricSample(labels: [Field(key, $0.label)], value: $0.count) })
  }

  /// A number for each pair of labels.
  init(
    _ name: String, _ kind: Kind, by keys: (String, String),
    _ values: [(labels: (String, String), count: Int)], _ help: String
  ) {
    self.init(
      name, kind, help,
      samples: values.map {
        MetricSample(labels: [Field(keys.0, $0.labels.0), Field(keys.1, $0.labels.1)], value: $0.count)
      })
  }

  /// How long something took; the name ends in `_microseconds`.
  init(_ name: String, _ histogram: Histogram, _ help: String) {
    self.init(name, .histogram, help, samples: MetricSample.all(of: histogram, []))
  }

  /// The same for each value of the label `key`.
  init(_ name: String, by key: String, _ histograms: [(label: String, Histogram)], _ help: String) {
    self.init(
      name, .histogram, help,
      samples: histograms.flatMap { MetricSample.all(of: $0.1, [Field(key, $0.label)]) })
  }

  /// Keys and values of the `STAT` lines.
  var stats: [(key: String, value: Int)] {
    samples.map { sample in
      (([name + sample.suffix] + sample.labels.map(\.keyPart)).joined(separator: "_"), sample.value)
    }
  }
}

/// One number of a family.
struct MetricSample: Equatable, Sendable {
  /// What stands behind the family's name: `_bucket`, `_sum`, `_count` of a histogram.
  var suffix = ""
  var labels: [Field] = []
  var value: Int
  /// Whether the value is a duration in microseconds, in a family of them.
  var isDuration = false

  /// The samples of a histogram, whose buckets count all that took at most so long.
  fileprivate static func all(of histogram: Histogram, _ labels: [Field]) -> [MetricSample] {
    var running = 0
    var samples: [MetricSample] = []
    for (index, count) in histogram.counts.enumerated() {
      running += count
      let limit = Histogram.limits.indices.contains(index) ? "\(Histogram.limits[index])" : "+Inf"
      samples.append(MetricSample(suffix: "_bucket", labels: labels + [Field("le", limit)], value: running))
    }
    samples.append(MetricSample(suffix: "_sum", labels: labels, value: histogram.sum, isDuration: true))
    samples.append(MetricSample(suffix: "_count", labels: labels, value: histogram.total))
    return samples
  }
}

extension Field {
  /// The label's value in a `STAT` key: lower case, but for names of lists, which stand as on lines.
  fileprivate var keyPart: String {
    key == "list" ? PercentCoding.encode(value, .value) : value.lowercased()
  }
}
