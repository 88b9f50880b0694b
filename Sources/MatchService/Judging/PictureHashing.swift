import HashCore

/// Makes a picture's hashes; `PictureHasher` does, and tests put their own numbers in its place.
public protocol PictureHashing {
  func hash(_ bytes: RawSpan, _ request: HashRequest) throws(DecodeError) -> HashedPicture
}

extension PictureHasher: PictureHashing {}
