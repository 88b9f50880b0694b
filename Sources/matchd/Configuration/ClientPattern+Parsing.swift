import Glibc
import MatchService

extension ClientPattern {
  /// Reads `all`, `tcp`, `user:NAME` and `group:NAME`, where a name may be a number; `nil` for anything else,
  /// names that this machine does not know included.
  init?(parsing text: String) {
    switch text {
    case "all": self = .everyone
    case "tcp": self = .tcp
    case _ where text.hasPrefix("user:"):
      guard let user = Self.user(String(text.dropFirst(5))) else { return nil }
      self = .user(user)
    case _ where text.hasPrefix("group:"):
      guard let group = Self.group(String(text.dropFirst(6))) else { return nil }
      self = .group(group)
    default: return nil
    }
  }

  private static func user(_ name: String) -> UInt32? {
    if let number = UInt32(name) { return number }
    // SAFETY: the answer is read before anybody asks again: settings are read on one thread at a time.
    guard let user = unsafe getpwnam(name) else { return nil }
    return unsafe user.pointee.pw_uid
  }

  private static func group(_ name: String) -> UInt32? {
    if let number = UInt32(name) { return number }
    // SAFETY: as above.
    guard let group = unsafe getgrnam(name) else { return nil }
    return unsafe group.pointee.gr_gid
  }
}
