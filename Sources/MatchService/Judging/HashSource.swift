public import HashCore

/// Where a judge has a picture's hashes from; it is a `PictureHasher`, and tests put numbers of their own in
/// its place.
public protocol HashSource {
  func hash(_ bytes: RawSpan, _ request: HashRequest) throws(DecodeError) -> HashedPicture
}

extension PictureHasher: HashSource {}
