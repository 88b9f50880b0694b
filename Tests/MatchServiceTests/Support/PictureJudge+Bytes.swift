import HashCore
import MatchProtocol
import MatchService
import Matcher

extension PictureJudge {
  /// The judgement on a picture, in the words of the protocol.
  func item(for bytes: [UInt8], in index: HashIndex, _ options: ScanOptions) -> Item {
    ReplyMapping(index: index).item(judge(bytes.span.bytes, in: index, options), at: 0)
  }
}
