/// What a file holds beside its first picture, found without decoding it.
package struct FurtherPictures {
  /// Files of their own that the file holds or names, in the order of their numbers.
  package var embedded: [EmbeddedPicture]
  /// The animation that the first picture belongs to; `nil` where there is none. Its frames' numbers follow.
  package var animation: (any FrameSource)?
  /// Files behind the file's end that nothing in it names; theirs are the last numbers.
  package private(set) var following: [EmbeddedPicture] = []
  /// Small copies that the metadata hold.
  package var thumbnails: [EmbeddedPicture.Content]
  /// Pictures that are announced or begun and cannot be looked at.
  package var missingCount: Int
  /// Gain maps and depth maps, also those beyond the limit.
  package var auxiliaryCount = 0
  /// Where files begin that the file names, also those beyond the limit.
  package var named: Set<Int> = []
  /// Where maps are to begin by what the file says, also those that are cut.
  package var mapStarts: Set<Int> = []
  /// What the file names that does not begin where it should.
  package var misplaced = MisplacedPictures()
  /// Where the file ends and others may follow.
  package var end: Int

  package init(
    embedded: [EmbeddedPicture] = [], animation: (any FrameSource)? = nil,
    thumbnails: [EmbeddedPicture.Content] = [], missingCount: Int = 0, end: Int
  ) {
    self.embedded = embedded
    self.animation = animation
    self.thumbnails = thumbnails
    self.missingCount = missingCount
    self.end = end
  }

  /// All that count as pictures of the file.
  var count: Int {
    (embedded + following).count { !$0.isAuxiliary } + (animation?.frameCount ?? 0) + missingCount
  }

  /// How many have a number.
  var numberCount: Int { embedded.count + (animation?.frameCount ?? 0) + following.count }

  /// Adds the files that follow.
  ///
  /// - Parameter countMax: most to list; further ones are counted as missing.
  mutating func addFollowing(in bytes: RawSpan, of formats: [any PictureDecoder.Type], countMax: Int) {
    var search = FileSearch(formats)
    var place = end
    while let (start, format) = search.next(in: bytes, from: place) {
      missingCount += search.foreignCount(in: bytes, from: place, to: start, countMax: countMax)
      let file = bytes.extracting(start...)
      if !named.contains(start) {
        let isAuxiliary = mapStarts.contains(start) || format.metadata(of: file).isAuxiliary
        addFollowing(from: start, file, isAuxiliary: isAuxiliary, countMax)
      }
      place = format.end(of: file).map { start + $0 } ?? bytes.byteCount
    }
    missingCount += search.foreignCount(in: bytes, from: place, to: bytes.byteCount, countMax: countMax)
    missingCount += misplaced.count(withoutThoseAmong: following) + (search.gaveUp ? 1 : 0)
  }

  private mutating func addFollowing(from start: Int, _ file: RawSpan, isAuxiliary: Bool, _ countMax: Int) {
    if isAuxiliary { auxiliaryCount += 1 }
    if following.count < countMax {
      let content = EmbeddedPicture.Content.place(start..<start + file.byteCount)
      following.append(EmbeddedPicture(content, isAuxiliary: isAuxiliary))
    } else if !isAuxiliary {
      missingCount += 1
    }
  }
}

/// How many of the files that a file names do not begin at the place that it gives. They may be among those
/// that follow without being named.
package struct MisplacedPictures: Equatable {
  /// By a list that does not tell pictures and maps apart.
  var fileCount = 0
  /// By a list that does: the pictures alone, for a map that is gone is missed by nobody.
  var pictureCount = 0

  func count(withoutThoseAmong following: [EmbeddedPicture]) -> Int {
    max(0, fileCount - following.count, pictureCount - following.count { !$0.isAuxiliary })
  }
}

/// A picture file within a picture file.
package struct EmbeddedPicture: Equatable {
  package var content: Content
  /// Whether it is called a gain map or a depth map, by itself or by what names it: it only ever adds a
  /// match.
  package var isAuxiliary: Bool

  package enum Content: Equatable {
    /// Where it begins, and where it must have ended.
    case place(Range<Int>)
    /// Its bytes, where they do not stand in the file as they are.
    case bytes(ArraySlice<UInt8>)
  }

  package init(_ content: Content, isAuxiliary: Bool = false) {
    self.content = content
    self.isAuxiliary = isAuxiliary
  }
}

/// The frames of an animation after the picture that its file begins with, composed as a viewer composes
/// them: each is what stands on the canvas while it is shown. Or pictures that a file holds one beside the
/// other.
package protocol FrameSource: RowSource {
  /// How many there are.
  var frameCount: Int { get }

  /// Whether the frame that was opened last shows nothing but what the one before it showed.
  var repeatsFrame: Bool { get }

  /// Composes the next frame. After an error the one behind it may follow.
  ///
  /// - Parameter bytes: the file, the same each time, and in its place until `close`.
  func openNext(_ bytes: RawSpan) throws(DecodeError) -> PictureHeader
}
