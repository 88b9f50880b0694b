import ArgumentParser
import HashCore
import Logging
import MatchService
import Platform

struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Answer look-ups and scans on a socket until told to stop.",
    discussion: """
      SIGTERM finishes what was asked and stops, SIGINT stops, SIGHUP reads the configuration again and \
      opens the index anew. A configuration file has lines key = value; # at the start of a line or behind \
      a space starts a comment. The keys are \(Setting.all.map(\.key).joined(separator: ", ")). What the \
      command line says counts more.
      """)

  @Option(help: ArgumentHelp("The index file to answer from.", valueName: "index"))
  var index: String?
  @Option(help: ArgumentHelp("The list store to answer from, as it is at every moment.", valueName: "dir"))
  var store: String?
  @Option(help: ArgumentHelp("The Unix socket to listen on.", valueName: "path"))
  var socket: String?
  @Option(help: ArgumentHelp("Permission bits of the socket (default: 660).", valueName: "octal"))
  var socketMode: String?
  @Option(
    help: ArgumentHelp("A second Unix socket that also takes RELOAD, for its owner alone.", valueName: "path")
  )
  var adminSocket: String?
  @Option(help: ArgumentHelp("Also listen on TCP, on this machine alone.", valueName: "127.0.0.1:port"))
  var listen: String?
  @Option(help: DecodeArguments.memoryHelp)
  var decodeMemory: String?
  @Option(
    name: .customLong("protocol"),
    help: ArgumentHelp(HashRecipes.help, valueName: "protocol"))
  var recipes: String?
  @Option(help: DecodeArguments.secondsHelp)
  var decodeSeconds: String?
  @Option(help: LabelMapOption.help)
  var labelMap: String?
  @Flag(help: "Decode pictures in this process: see matchd help scan.")
  var noIsolation = false
  @Option(help: ArgumentHelp("Read settings from this file.", valueName: "file"))
  var config: PathArgument?
  @Flag(
    help: "Check the settings and what they name of files to read, start nothing; exit 78 if one is wrong.")
  var checkConfig = false
  @Flag(help: "Print every setting as it holds, with its unit and where it comes from, start nothing.")
  var printConfig = false

  func validate() throws {
    if store != nil, index != nil { throw ValidationError("expected --index or --store, found both") }
    do {
      var settings = ServiceSettings()
      for given in sources.commandLine { try settings.set(given.key, given.text, .commandLine) }
    } catch {
      throw ValidationError("--\(error)")
    }
    if config == nil, index == nil && store == nil || socket == nil {
      throw ValidationError("expected --index or --store, and --socket, or a --config that has them")
    }
  }

  func run() throws {
    let settings = try sources.read()
    if printConfig { try Self.printLines(settings.lines) }
    let sockets = try Self.inheritedSockets()
    var configuration = try settings.values.configuration(
      kernels: try KernelChoice.current(), hasInheritedSocket: sockets["reader"] != nil)
    configuration.inheritedSockets = sockets
    if checkConfig { StandardError.line("\(config?.shown ?? "command line"): every setting is right") }
    if !checkConfig, !printConfig { try serve(configuration, settings) }
  }

  private static func inheritedSockets() throws(Failure) -> [String: ListeningSocket] {
    do throws(SystemError) {
      return try ServiceManager.takeSockets()
    } catch {
      throw Failure("cannot \(error)")
    }
  }

  private static func printLines(_ lines: [String]) throws {
    var output = OutputStream.standard
    for line in lines { try output.line(line) }
    try output.flush()
  }

  private func serve(_ configuration: ServiceConfiguration, _ settings: ServiceSettings) throws {
    if configuration.cells == nil { StandardError.line(DecodeArguments.warning) }
    let log = LineWriter { line in
      // SAFETY: single bytes have no padding, and the array outlives the span. Nothing can be said about a
      // failure to say something.
      try? Descriptor.standardError.write(unsafe line.span.bytes)
    }
    // What is still to be written when the daemon ends is worth a moment, but a full pipe is not worth more.
    defer { log.flush(milliseconds: 1000) }
    let format = settings.values.logFormat
    LoggingSystem.bootstrap { QueuedLog(label: $0, writer: log, format: format) }
    let manager = ServiceManager()
    var configuration = configuration
    configuration.tell = { manager.tell($0) }
    do throws(ServiceError) {
      let daemon = try Daemon(
        configuration, logger: Logger(label: "matchd"), rereadRules: sources.rereading(since: settings))
      try ServiceSignal.watch(driving: daemon)
      try Self.start(log)
      try daemon.run()
    } catch {
      throw Failure("\(error)")
    }
  }

  private static func start(_ log: LineWriter) throws(ServiceError) {
    do throws(SystemError) {
      try log.start()
    } catch {
      throw .system(error)
    }
  }

  private var sources: SettingSources {
    let given = [
      ("index", index), ("store", store), ("socket", socket), ("socket-mode", socketMode),
      ("admin-socket", adminSocket), ("listen", listen), ("decode-memory", decodeMemory),
      ("decode-seconds", decodeSeconds), ("isolation", noIsolation ? "off" : nil), ("protocol", recipes),
      ("label-map", labelMap),
    ]
    return SettingSources(
      file: config,
      commandLine: given.compactMap { key, text in
        text.map { SettingSources.CommandLineSetting(key: key, text: $0) }
      })
  }
}

extension SettingSources {
  /// What the settings say by now, for a daemon that runs with `running`.
  fileprivate func rereading(since running: ServiceSettings) -> Daemon.RereadRules {
    { () throws(SourceError) in
      do throws(Failure) {
        let fresh = try read()
        var rules = try fresh.values.rules()
        rules.needsRestart = fresh.keysNeedingRestart(since: running)
        return rules
      } catch {
        throw .configuration(error.message)
      }
    }
  }
}

extension ServiceSignal {
  /// Signals drain, reload and stop `daemon`, which is not kept alive for them: when it
  /// goes, its socket and lock go.
  fileprivate static func watch(driving daemon: Daemon) throws(ServiceError) {
    do throws(SystemError) {
      try watch { [weak daemon] signal in
        switch signal {
        case .drain: daemon?.drain()
        case .reload: daemon?.reload()
        case .stop: daemon?.stop()
        }
      }
    } catch {
      throw .system(error)
    }
  }
}

extension ServiceManager {
  /// In the words of systemd's protocol.
  fileprivate func tell(_ event: ServiceEvent) {
    switch event {
    case .ready: tell("READY=1", "STATUS=answers requests")
    case .reloading:
      tell("RELOADING=1", "MONOTONIC_USEC=\(Clock.microseconds)", "STATUS=opens its index anew")
    case .stopping: tell("STOPPING=1", "STATUS=answers what was asked")
    case .alive: if isWatching { tell("WATCHDOG=1") }
    }
  }
}
