/// Why something that a walk met was not looked at. The raw values are the words of reports.
public enum SkippedKind: String, CaseIterable, Sendable, CustomStringConvertible {
  /// A link to something that the same walk looks at anyway.
  case linkInside = "link_inside"
  /// A link that leads out of what is walked.
  case link
  case brokenLink = "broken_link"
  case pipe, socket, device
  case unreadableFolder = "unreadable_folder"
  case unreadableFile = "unreadable_file"
  /// Left out by a pattern.
  case excluded
  /// A folder of another file system than those that were named.
  case otherFileSystem = "other_file_system"

  /// `nil` for what is looked at: files and folders.
  package init?(_ kind: FileKind) {
    switch kind {
    case .regular, .folder: return nil
    case .link: self = .link
    case .pipe: self = .pipe
    case .socket: self = .socket
    case .device: self = .device
    }
  }

  /// Whether something may have been missed that was asked for.
  public var isGap: Bool { ![.linkInside, .excluded, .otherFileSystem].contains(self) }

  /// In words for people.
  public var description: String {
    switch self {
    case .linkInside: "a symbolic link to something that is scanned anyway"
    case .link: FileKind.link.rawValue
    case .brokenLink: "a symbolic link to nothing"
    case .pipe: FileKind.pipe.rawValue
    case .socket: FileKind.socket.rawValue
    case .device: FileKind.device.rawValue
    case .unreadableFolder: "a folder that cannot be read"
    case .unreadableFile: "a file that cannot be read"
    case .excluded: "something that a pattern leaves out"
    case .otherFileSystem: "a folder of another file system"
    }
  }
}
