import ArgumentParser
import ContentDigests
import HashCore
import ListStore
import MatchService
import Matcher

struct ListAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Propose an entry: a picture, by its hashes, or a hash or digest.",
    discussion: """
      A picture is hashed and forgotten; what is stored is its hash, where it is worth matching on, and its \
      digests. Adding what is there already changes nothing. Prints the entry's id, its state, who \
      confirmed it and whether anything changed.
      """)

  @OptionGroup var target: EntryOptions
  @Option(
    help: ArgumentHelp(
      "What is said of it: a code, or <scheme>:<code>. May be given several times.", valueName: "label"))
  var label: [Label] = []
  @Option(help: ArgumentHelp("The entry's id (default: made of the query or the digest).", valueName: "id"))
  var id: String?
  @Flag(help: "One JSON object.")
  var json = false
  @OptionGroup var decoding: DecodeArguments
  @Argument(help: ArgumentHelp("A picture, or a query as 'matchd lookup' takes it.", valueName: "file|query"))
  var subject: PathArgument

  func run() throws {
    let store = try target.source.opened()
    let list = try told { () throws(StoreError) in try store.list(named: target.list) }
    let found = try subject.query.map { ($0.text, EntryContent($0)) } ?? read(list.recipes)
    let entry = NewEntry(id: id ?? found.0, content: found.1, labels: label)
    let outcome = try told { () throws(StoreError) in
      try store.add(entry, to: target.list, by: .current)
    }
    try printOutcome(outcome, json: json)
  }

  /// The id and the hashes of a picture.
  private func read(_ recipes: HashRecipes) throws -> (String, EntryContent) {
    var reader = try PictureReader(decoding, computesDigests: true)
    let picture = reader.read(subject, HashRequest(recipes: recipes))
    guard let digests = picture.digests else {
      throw Failure("\(subject.shown): \(picture.trouble?.message ?? "no digests")")
    }
    if let trouble = picture.trouble { tell("\(trouble.message)") }
    let stored = picture.trouble == nil ? picture.hashed?.stored ?? [] : []
    let hashes = stored.filter { recipes.contains($0.view.recipe) }
    let worthy = hashes.filter(\.hash.isWorthListing)
    if worthy.count < hashes.count { tell("its hash would match pictures that have nothing to do with it") }
    let content = EntryContent(hashes: worthy.map { StoredHash($0.hash.hash) }, digests: digests.all)
    return ("picture-\(digests.sha256.hex)", content)
  }

  private func tell(_ why: String) {
    StandardError.line("\(subject.shown): listed by its digests alone: \(why)")
  }
}

extension QualifiedHash {
  /// Whether pictures found by it have something to do with this one.
  fileprivate var isWorthListing: Bool {
    quality >= ScanOptions().qualityMin && isStable && isInformative
  }
}

extension Label: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension EntryContent {
  fileprivate init(_ query: MatchQuery) {
    switch query {
    case .hash(let hash): self.init(hashes: [StoredHash(hash)])
    case .digest(let digest): self.init(digests: [digest])
    }
  }
}

extension PathArgument {
  /// The query that the argument spells, if it does; anything else is a file.
  fileprivate var query: MatchQuery? { try? MatchQuery(parsing: bytes.span) }
}
