/// What a file holds beside its first picture, found without decoding it.
package struct FurtherPictures {
  /// Files of their own within the file, in the order of their frames.
  package var embedded: [EmbeddedPicture]
  /// The animation that the first picture belongs to; `nil` where there is none.
  package var animation: (any FrameSource)?
  /// Pictures that are announced or begun and cannot be looked at.
  package var missingCount: Int
  /// Gain maps and depth maps.
  package var auxiliaryCount: Int

  package init(
    embedded: [EmbeddedPicture] = [], animation: (any FrameSource)? = nil, missingCount: Int = 0,
    auxiliaryCount: Int = 0
  ) {
    self.embedded = embedded
    self.animation = animation
    self.missingCount = missingCount
    self.auxiliaryCount = auxiliaryCount
  }

  /// All but the thumbnail and what is skipped.
  var count: Int {
    embedded.count { $0.frame != .thumbnail } + (animation?.frameCount ?? 0) + missingCount
  }
}

/// A picture file within a picture file.
package struct EmbeddedPicture: Equatable {
  package var frame: PictureFrame
  package var content: Content

  package enum Content: Equatable {
    /// Where it begins, and where it must have ended.
    case place(Range<Int>)
    /// Its bytes, where they do not stand in the file as they are.
    case bytes([UInt8])
  }

  package init(_ frame: PictureFrame, _ content: Content) {
    self.frame = frame
    self.content = content
  }
}

/// The frames of an animation after the picture that its file begins with, composed as a viewer composes
/// them: each is what stands on the canvas while it is shown.
package protocol FrameSource: RowSource {
  /// How many there are; their numbers begin with 1.
  var frameCount: Int { get }

  /// Whether the frame that was opened last shows nothing but what the one before it showed.
  var repeatsFrame: Bool { get }

  /// Composes the next frame. After an error the one behind it may follow.
  ///
  /// - Parameter bytes: the file, the same each time.
  func openNext(_ bytes: RawSpan) throws(DecodeError) -> PictureHeader
}
