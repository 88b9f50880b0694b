/// What a client asks: something that has to be worked on, or something about the server itself.
public enum Request: Equatable, Sendable {
  case lookup(LookupRequest)
  case scan(ScanRequest)
  case control(ControlRequest)
}

/// A request that brings nothing along and is answered from what the server knows of itself.
public enum ControlRequest: Equatable, Sendable {
  case hello(clientName: String?)
  case ping
  case stats(StatsFormat)
  case health
  case reload
  case quit
}

/// How `STATS` is answered: `STAT` lines, or Prometheus' text format as a counted body.
public enum StatsFormat: String, CaseIterable, Sendable {
  case lines, prometheus
}
