/// What stands in a file beside the picture and matters to its hash.
package struct PictureMetadata {
  /// The EXIF orientation tag, 1...8; `nil` where there is none that can be read.
  package var exifTag: Int?
  /// Where the picture begins, in bytes. What stands before it is skipped with a warning.
  package var start: Int
  /// Whether further pictures are announced, so that bytes after the end are as they should be.
  package var announcesMorePictures: Bool
  /// Whether the picture calls itself a gain map or a depth map: numbers for the display of another one.
  package var isAuxiliary: Bool

  package init(
    exifTag: Int? = nil, start: Int = 0, announcesMorePictures: Bool = false, isAuxiliary: Bool = false
  ) {
    self.exifTag = exifTag
    self.start = start
    self.announcesMorePictures = announcesMorePictures
    self.isAuxiliary = isAuxiliary
  }

  /// The complaints about a picture: the decoder's, one for bytes after the end, one
  /// for skipped ones before it.
  func warningCount(_ condition: PictureCondition) -> Int {
    let hasStrayBytes = condition.trailingByteCount > 0 && !announcesMorePictures
    return condition.warningCount + (hasStrayBytes ? 1 : 0) + (start > 0 ? 1 : 0)
  }
}
