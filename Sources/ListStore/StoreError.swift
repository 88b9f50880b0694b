import GRDB
import ListFormats
import Matcher
import Platform

/// Why a list store cannot be made, opened, read or changed as asked.
public struct StoreError: Error, Hashable, CustomStringConvertible {
  public enum Check: String, CaseIterable, Sendable {
    // The store as a whole
    case present, vacant, privacy, version, intact, free, usable
    // What was asked of it
    case list, listName, listSettings, listUse, entry, content, state, reviewer, reason
    // Copies and logs
    case backup, audit, compiling, index, importing, exporting
  }

  public let check: Check
  /// The store, list or entry.
  public let subject: String
  public let expected: String
  public let found: String

  public init(_ check: Check, _ subject: String, expected: String, found: String) {
    self.check = check
    self.subject = subject
    self.expected = expected
    self.found = found
  }

  public var description: String { "\(subject): expected \(expected), found \(found); \(remedy)" }

  /// What to do about it.
  public var remedy: String {
    switch check {
    case .present: "make one with 'matchd list init DIR', and name it with --store DIR"
    case .vacant: "give a new name, or work with the store that is there"
    case .privacy: "take the others' permissions away (chmod 700), or give a new name"
    case .version: "use the matchd that wrote it, or a newer one"
    case .intact: "keep a copy, and restore the last backup with 'matchd list restore'"
    case .free: "try again: another process is writing"
    case .usable: "check the folder, its permissions and its free space"
    case .list: "'matchd list stats' names the lists, 'matchd list create' makes one"
    case .listName: "choose another name"
    case .listSettings: "correct it"
    case .listUse: "leave it: what a list has held is kept; 'matchd list withdraw' takes entries back"
    case .entry: "'matchd list show NAME' names the entries"
    case .content: "give a picture or a query, and an id that is free"
    case .state: "'matchd list show NAME ENTRY' tells what it is and why"
    case .reviewer: "give --reviewer, a name that stays the same"
    case .reason: "give --reason, for those who ask later"
    case .backup: "give the name of another file"
    case .audit: "keep a copy of the store, and find out who could write to it"
    case .index: "check the folder and its free space; answers may need a newer matchd"
    case .exporting: "export a list of our own; feedback formats tell an official list's source what we think"
    case .importing: "see what --dry-run says; nothing was changed"
    case .compiling: "wait for it, or look for a process that hangs"
    }
  }
}

extension StoreError {
  /// Runs `body`, and puts what SQLite or the system say into our words.
  static func wrapping<Value>(_ path: String, _ body: () throws -> Value) throws(StoreError) -> Value {
    do {
      return try body()
    } catch let error as StoreError {
      throw error
    } catch let error as DatabaseError {
      throw StoreError(path, error)
    } catch let error as IndexError {
      throw StoreError(.index, error.path, expected: error.expected, found: error.found)
    } catch let error as ImportError {
      throw StoreError(.importing, path, expected: "a list", found: error.description)
    } catch {
      throw StoreError(.usable, path, expected: "to work with the store", found: "\(error)")
    }
  }

  init(_ path: String, _ error: DatabaseError) {
    let found = error.message ?? "SQLite's error \(error.resultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(.free, path, expected: "to be let in within \(StoreConnection.patience) s", found: found)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_CONSTRAINT:
      self.init(.intact, path, expected: "a list store that is whole", found: found)
    default: self.init(.usable, path, expected: "to work with the store", found: found)
    }
  }

  init(_ path: String, _ error: SystemError) {
    self.init(.usable, path, expected: "to work with the store", found: error.description)
  }

  static func noStore(_ path: String) -> StoreError {
    StoreError(
      .intact, path, expected: "lists.sqlite to hold a list store",
      found: "one that is empty, another program's or half made, which has to be moved away first")
  }

  static func noList(_ name: String) -> StoreError {
    StoreError(.list, "list '\(name)'", expected: "a list of the store", found: "none of this name")
  }

  static func noEntry(_ id: String, in list: String) -> StoreError {
    StoreError(.entry, "\(list)/\(id)", expected: "an entry of the list", found: "none with this id")
  }
}
