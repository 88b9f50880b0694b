import Glibc
public import MatchProtocol
import Platform

/// One file of a scan and what was found out about it.
public struct ScannedFile: Equatable, Sendable {
  /// As it was named, or below what was named; bytes, since paths need not be UTF-8.
  public var path: [UInt8]
  /// `item.index` is the file's place in the run, from 0.
  public var item: Item

  public init(path: [UInt8], item: Item) {
    self.path = path
    self.item = item
  }
}

extension ItemError {
  /// A file or folder that cannot be read.
  init(_ error: SystemError) {
    switch error.code {
    case EACCES, EPERM: self.init(.forbidden, error.description)
    case EIO, ENOMEM, EMFILE, ENFILE: self.init(.internal, error.description)
    default: self.init(.badRequest, error.description)
    }
  }
}
