import HashCore
import MatchProtocol
import MatchService
import Matcher

extension PictureJudge {
  func item(for bytes: [UInt8], in index: HashIndex, _ options: ScanOptions) -> Item {
    item(for: bytes.span.bytes, in: index, options)
  }
}
