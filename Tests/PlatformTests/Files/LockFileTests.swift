import Foundation
import Platform
import TestSupport
import Testing

@Suite struct LockFileTests {
  @Test func oneHolderAtATime() throws {
    let folder = try TemporaryFolder()
    let first = try #require(try LockFile(beside: folder.path("s")))
    #expect(try LockFile(beside: folder.path("s")) == nil)
    #expect(try folder.names == ["s.lock"])
    first.release()
    #expect(try folder.names == [])
    let second = try #require(try LockFile(beside: folder.path("s")))
    // What was released once is another's now.
    first.release()
    #expect(try folder.names == ["s.lock"])
    withExtendedLifetime(second) {}
  }
}
