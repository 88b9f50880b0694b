import HashCore
import Kernels
import TestSupport
import Testing

@Suite struct PDQReducerTests {
  @Test(.enabled(if: SharedVectors.arePresent, SharedVectors.absent), arguments: [1, 7, 16, .max])
  func everyRawVectorIsEqual(rowsPerCall: Int) throws {
    let vectors = try SharedVectors.rawPlanes(atLeast: PDQReducer.minimumSide)
    #expect(vectors.count > 40)
    for kernels in KernelTable.all {
      var reducer = PDQReducer(kernels: kernels)
      let transform = PDQTransform(kernels: kernels)
      for (row, plane) in vectors {
        let matrix = try reducer.values(of: plane, rowsPerCall: rowsPerCall)
        let found = transform.hash(of: matrix.span)
        #expect(
          found.hash.description == row[4] && found.quality == Int(row[5]),
          "\(row[0]) at \(kernels.level.name)")
      }
    }
  }

  /// The judge that the sweep trusts is itself held to the reference's vectors.
  @Test(.enabled(if: SharedVectors.arePresent, SharedVectors.absent))
  func theJudgeEqualsEveryRawVector() throws {
    let vectors = try SharedVectors.rawPlanes(atLeast: PDQReducer.minimumSide)
    #expect(vectors.count > 40)
    for (row, plane) in vectors {
      let truth = ReferencePDQ(plane).hash
      #expect(truth.hash.description == row[4] && truth.quality == Int(row[5]), "\(row[0])")
    }
  }

  @Test(arguments: [(4, 100), (100, 4), (1, 1)])
  func tinyPicturesAreAnError(width: Int, height: Int) {
    var reducer = PDQReducer()
    var error: PictureTooSmall?
    do {
      try reducer.begin(width: width, height: height, channelCount: 1)
    } catch let tooSmall { error = tooSmall }
    #expect(error == PictureTooSmall(width: width, height: height))
    #expect(error?.description == "expected at least 5 pixels a side, found \(width) x \(height)")
  }
}
