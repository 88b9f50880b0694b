import Logging

/// What the event loop and the workers share.
struct ServiceContext: Sendable {
  let configuration: ServiceConfiguration
  let holder: IndexHolder
  let budget: BodyBudget
  let counters: ServiceCounters
  let folders: AllowedFolders
  let logger: Logger
}
