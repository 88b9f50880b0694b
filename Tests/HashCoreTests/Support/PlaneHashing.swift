import HashCore
import Kernels

/// The matrix of a plane by way of the streaming reducer, its rows handed over `rowsPerCall` at a time.
func streamedMatrix(
  of plane: Plane, by reducer: inout PDQReducer, rowsPerCall: Int = .max
) throws -> [Float] {
  try reducer.begin(width: plane.width, height: plane.height, channelCount: plane.channelCount)
  let samples = plane.samples.span
  var y = 0
  while y < plane.height {
    let count = min(rowsPerCall, plane.height - y)
    let rowSize = plane.width * plane.channelCount
    reducer.append(rows: samples.extracting(y * rowSize..<(y + count) * rowSize), rowCount: count)
    y += count
  }
  let matrix = reducer.finish()
  return matrix.indices.map { matrix[$0] }
}
