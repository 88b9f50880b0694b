import ArgumentParser
import Glibc
import ListStore

/// Which list store a command works with.
struct StoreOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The folder of the list store.", valueName: "dir"))
  var store: String?

  func validate() throws {
    guard store != nil else {
      throw ValidationError(
        "expected --store DIR, the folder of a list store; 'matchd list init DIR' makes one")
    }
  }

  func opened() throws(Failure) -> ListStore {
    try told { () throws(StoreError) in try ListStore(opening: store ?? "") }
  }
}

/// Which entry of which list.
struct EntryOptions: ParsableArguments {
  @OptionGroup var source: StoreOptions
  @Option(help: ArgumentHelp("The list.", valueName: "name"))
  var list: String
}

extension Author {
  /// Whoever runs this process.
  static var current: Author { Author(operator: "uid:\(getuid())") }
}

/// Runs `body`, and tells what the store says in one line for people.
func told<Value>(_ body: () throws(StoreError) -> Value) throws(Failure) -> Value {
  do throws(StoreError) {
    return try body()
  } catch {
    throw Failure("\(error)")
  }
}
