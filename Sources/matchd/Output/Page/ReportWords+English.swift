extension ReportWords {
  static let english = ReportWords(
    language: "en", thousandsSeparator: ",",
    title: "Scan report", complete: "complete",
    incomplete: "INTERRUPTED: files that have no row here were not looked at",
    notShown: "No picture was shown, copied or kept.",
    scanned: "Scanned", between: "on {} to {} (UTC)", against: "against {}", entries: "{} entries",
    generation: "generation {}", thresholds: "threshold: {}",
    ownThresholds: "each list's own, else {}", clusterThreshold: "clusters within {} bits",
    tool: "matchd {}",
    seen: "{} files seen = {} known + {} unknown + {} not judged + {} skipped + {} errors.",
    copies: "{} of them are exact copies of others.", rate: "{} files a second.",
    known: "known", leads: "leads", unknown: "unknown", unjudged: "not judged", skipped: "Skipped",
    errors: "Errors", avoided: "exposures avoided",
    knownParts: "{} same file · {} strong · {} near; {} distinct files",
    leadsNote: "close to an entry, no match: look first, be warned",
    unknownParts: "in {} clusters and {} by themselves",
    unjudgedNote: "reasons below", avoidedParts: "{} known + {} near duplicates in clusters",
    todo: "What remains to be looked at",
    todoLeads: "{} leads, each with the label of the entry that it is close to",
    todoNear: "{} near matches, where your rules ask for a person to confirm them",
    todoClusters: "{} clusters of unknown pictures: one picture of each",
    todoSingles: "{} unknown pictures that are in no cluster",
    todoUnjudged: "{} files that could not be judged, {} skipped, {} errors",
    todoNothing: "Nothing.",
    howCounted: """
      Exposures avoided are pictures that nobody has to open: each known file (a match of an official list \
      or of your own, never of a list of known-good files), and each member of a cluster but the one that \
      stands for it. {} of them are near matches, which your rules may ask a person to confirm, and {} are \
      further copies of the same {} known files.
      """,
    distances: "How far the matches are",
    distanceNote: "Differing bits of 256: matches, and leads beyond them.",
    clusterSizes: "Pictures in a cluster", formats: "Formats", byList: "By list and label",
    list: "list", label: "label", grade: "grade", entry: "entry", bits: "bits", seenAs: "seen as",
    file: "file", copyCount: "copies", pictures: "pictures", widest: "widest, bits", lookAt: "look at",
    detail: "detail",
    knownFolded: "{} files, {} of them distinct; copies are folded. Known files need not be opened.",
    clustersTitle: "Clusters of unknown pictures",
    clustersNote: """
      Largest first. Every member is within {} bits of the picture named, in any of the eight orientations: \
      it stands for all of them.
      """,
    members: "the other {}", singles: "Unknown, in no cluster",
    singlesNote: "Looked up, and on no list; near no other picture of this scan.",
    asItIs: "as it is", exact: "same file", strong: "strong", near: "near", filter: "Show rows with",
    human: """
      human_viewed=false for every file: method, list, generation, distance, threshold and view of each \
      stand in the rows of the JSON and CSV reports.
      """,
    meaning: "What the words mean",
    meanings: [
      ("known", "An entry of a list matches: the same bytes, or a hash within the list's threshold."),
      (
        "same file, strong, near",
        """
        The bytes are equal; up to 16 of 256 bits differ; more, up to the threshold: likely the same \
        picture, edited.
        """
      ),
      (
        "lead",
        "Close to an entry but beyond the threshold, or to one that is not settled. No match: a warning."
      ),
      ("unknown", "It was looked up and is on no list. That says nothing of what it shows."),
      (
        "not judged",
        "Nobody could look: it is too flat, damaged, of a format that is not read. It may be anything."
      ),
      ("cluster", "Unknown pictures so alike that looking at one is enough."),
    ],
    reasons: [
      "low_quality": "too flat to match on: blank, or of one colour",
      "unstable": "too regular: its hash says too little to go by",
      "undecodable": "no picture could be read out of it",
      "truncated": "cut off: what is there was looked up, without a match",
      "damaged": "damaged: what could be read was looked up, without a match",
      "partly_judged": "several pictures in one file, not all of which could be looked at",
      "unsupported_format": "a format that is not read here: no picture, or one of another kind",
      "too_large": "larger than what is decoded here", "too_small": "too small to match on",
      "timeout": "took too long to decode", "decoder_crashed": "made its decoder fail",
    ],
    kinds: [
      "link_inside": "links to something that is scanned anyway", "link": "links that lead elsewhere",
      "broken_link": "links to nothing", "pipe": "pipes", "socket": "sockets", "device": "devices",
      "unreadable_folder": "folders that cannot be read", "unreadable_file": "files that cannot be read",
      "excluded": "left out by a pattern", "other_file_system": "folders of other file systems",
    ])
}
