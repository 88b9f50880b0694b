import HashCore
import TestSupport
import Testing

@testable import Cells

/// Messages come out as they went in, and nothing that a cell may send harms who reads it.
@Suite struct CellMessageTests {
  private static let answers: [Answer] = [
    .hashes(picture), .failure(withFurther), .comparison(nil), .failure(DecodeError(.empty)),
    .failure(DecodeError(.tooLarge(what: "pixels", limit: 5, found: 7), info: picture.info)),
    .failure(DecodeError(.unsupportedFormat(found: "text", isPicture: true))),
    .failure(DecodeError(.truncated(expected: "é", found: ""))), .failure(DecodeError(.outOfMemory)),
    .failure(DecodeError(.tooSmall(width: 1, height: 2))),
    .failure(DecodeError(.corrupt(expected: "", found: "x"))), .part(.first(.success(picture))),
    .forbiddenCall(257),
    .part(.first(.failure(withFurther))),
    .part(.further(FurtherHashes(count: picture.info.pictures, warningCount: 2, hashes: picture.hashes))),
  ]

  private static let withFurther: DecodeError = {
    var error = DecodeError(.outOfMemory, info: picture.info)
    error.further = FurtherHashes(count: picture.info.pictures, hashes: picture.hashes)
    return error
  }()

  /// With every part that a picture can have.
  private static let picture: HashedPicture = {
    var info = PictureInfo(
      format: PictureFormat.decoded[1], width: 640, height: 480, exifTag: 6, hasTransparency: true,
      warningCount: 3, isTruncated: true, damage: "a lost marker")
    info.presentRowCount = 212
    info.unturned = .tooLarge(what: "MiB", limit: 1, found: 2)
    info.pictures = PictureCount(
      total: 3, judged: 1, auxiliary: 1, damaged: [.number(2), .auxiliary(1), .thumbnail])
    let frames: [PictureFrame?] = [
      nil, .number(0), .number(1000), .auxiliary(0), .auxiliary(1000), .thumbnail,
    ]
    let hashes = frames.enumerated().map { place, frame in
      ViewHash(
        view: PictureView(
          orientation: Orientation.allCases[place], background: Background.allCases[place % 3],
          recipe: HashRecipe.allCases[place % 2], frame: frame,
          variant: place == 0 ? nil : variant(place)),
        hash: QualifiedHash(
          hash: PDQHash(words: (1, 2, .max, UInt64(place))), quality: 9, stability: 7, isInformative: false),
        margin: place, isFramed: place % 2 == 1)
    }
    return HashedPicture(info: info, decode: .fast, hashes: hashes)
  }()

  private static func variant(_ place: Int) -> PictureVariant {
    let side = Int8(place)
    return PictureVariant(
      PictureRegion.allCases[place],
      shift: ViewShift(left: side, top: -side, right: 2 * side, bottom: 100, turn: -45),
      orientation: Orientation.allCases[place], isInverted: place % 2 == 0)
  }

  @Test func answersComeOutAsTheyWentIn() throws {
    for answer in Self.answers { #expect(try Answer(bytes: answer.bytes) == answer) }
  }

  @Test func questionsComeOutAsTheyWentIn() throws {
    let request = HashRequest(
      decode: .fast, orientations: [.rot90, .flipx], exifOriented: true, backgrounds: true, recipes: .both,
      variants: .thorough, allPictures: true)
    for subject in [Question.Subject.comparison, .hash(request), .hash(HashRequest())] {
      let question = Question(subject, byteCount: 12)
      #expect(try Question(bytes: question.bytes) == question)
    }
  }

  @Test func aShortOrLongMessageIsNone() {
    for answer in Self.answers {
      let bytes = answer.bytes
      for count in bytes.indices {
        #expect(throws: MessageError.self) { try Answer(bytes: Array(bytes[..<count])) }
      }
      #expect(throws: MessageError.self) { try Answer(bytes: bytes + [0]) }
    }
  }

  /// What is let through is an answer that could have been sent.
  @Test func changedMessagesAreRefusedOrWellFormed() {
    var generator = SeededGenerator(seed: 13)
    var refusedCount = 0
    for _ in 0..<Proof.count(20_000, long: 1_000_000) {
      var bytes = Self.answers[Int.random(in: 0..<Self.answers.count, using: &generator)].bytes
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      if let answer = try? Answer(bytes: bytes) {
        #expect((try? Answer(bytes: answer.bytes)) == answer)
      } else {
        refusedCount += 1
      }
    }
    #expect(refusedCount > 1000)
  }
}
