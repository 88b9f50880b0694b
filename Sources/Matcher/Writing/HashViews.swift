/// Of which view each hash is: nothing is kept until one is of another than the picture as it is.
struct HashViews: Sendable {
  /// More cannot be told apart in a file.
  static let countMax = 65_535

  private var names = Interner<[UInt8]>()
  /// 0 for the picture as it is, else one more than the name's number.
  private var numbers: [UInt16] = []

  /// Says what the hash is of that was added behind `hashCount` others; `nil`: the picture as it is.
  ///
  /// - Precondition: names have at most 65 535 bytes, and there are at most `countMax` of them.
  mutating func append(_ view: String?, behind hashCount: Int) {
    guard let view else {
      if !numbers.isEmpty { numbers.append(0) }
      return
    }
    precondition(view.utf8.count <= 65_535, "a view's name of more than 65 535 bytes")
    if numbers.isEmpty { numbers = [UInt16](repeating: 0, count: hashCount) }
    let number = names.number(of: Array(view.utf8))
    precondition(number < Self.countMax, "more than \(Self.countMax) views")
    numbers.append(UInt16(number + 1))
  }

  /// The names in byte order, and for each hash 0 or one more than its name's place; no numbers where all
  /// hashes are of pictures as they are.
  func ranked() -> (names: [[UInt8]], numbers: [UInt16]) {
    let places = [0] + names.ranks.map { UInt16($0 + 1) }
    return (names.values.sorted(by: inByteOrder), numbers.map { places[Int($0)] })
  }
}
