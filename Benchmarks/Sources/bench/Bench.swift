import ArgumentParser
import Cells

/// `matchd-bench`: each subcommand measures one thing against its peers in the same
/// run and asserts the answers.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "matchd-bench",
    abstract: "Measures matchd against its peers. Every benchmark asserts its answers.",
    subcommands: [
      HashingBenchmark.self, FormatBenchmark.self,
      StageBenchmark.self, FastPathBenchmark.self, DamageBenchmark.self,
      AlbumBenchmark.self, GateBenchmark.self, RobustnessBenchmark.self, ConfusionBenchmark.self,
      VariantCostBenchmark.self,
      SearchBenchmark.self,
      GrowthBenchmark.self,
      SkewBenchmark.self, LevelBenchmark.self,
      ShapeBenchmark.self, BlockBenchmark.self, ClusterBenchmark.self, IndexBenchmark.self,
      ScanBenchmark.self, CellBenchmark.self, DaemonBenchmark.self, AttackBenchmark.self,
      StoreBenchmark.self,
    ])

  static func main() {
    // The cells that are measured are this program.
    if CommandLine.arguments.dropFirst() == [CellProgram.argument] { CellProgram.run() }
    main(nil)
  }
}
