import MatchProtocol
import Platform

extension Item.Outcome {
  /// What a place of a walk is reported as that is not there to be judged; `nil` for a file.
  init?(_ place: FolderWalk.Element) {
    switch place {
    case .file: return nil
    case .skipped(_, let kind): self = .skipped(SkippedFields(kind: kind.rawValue))
    case .other(_, let kind):
      self = .skipped(kind, ItemError(.badRequest, "expected a file or folder, found \(kind)"))
    case .unreadableFolder(_, let error): self = .skipped(.unreadableFolder, ItemError(error))
    case .failure(_, let error): self = .failed(ItemError(error))
    }
  }

  /// What a file of a walk is reported as that could not be read.
  init(walked error: FileError) {
    switch error {
    case .system(let error): self = .skipped(.unreadableFile, ItemError(error))
    case .notRegular(let kind):
      self = .skipped(SkippedKind(kind) ?? .unreadableFile, ItemError(.badRequest, "\(error)"))
    case .folder, .tooLarge: self.init(error)
    }
  }

  private static func skipped(_ kind: SkippedKind, _ error: ItemError) -> Self {
    .skipped(SkippedFields(kind: kind.rawValue, error: error))
  }
}
