import HashCore

extension PictureHasher {
  func hash(_ bytes: [UInt8], _ request: HashRequest = HashRequest()) throws(DecodeError) -> HashedPicture {
    try hash(bytes.span.bytes, request)
  }

  func comparison(_ bytes: [UInt8]) throws(DecodeError) -> FastComparison? {
    try comparison(bytes.span.bytes)
  }
}
