import ArgumentParser

@main
struct Matchd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "matchd", abstract: "Finds known pictures by perceptual hash.", version: "0.1.0")
}
