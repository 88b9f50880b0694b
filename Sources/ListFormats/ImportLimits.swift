/// The most that parts of a list may hold: whoever made the file, reading it takes bounded memory.
public enum ImportLimits {
  /// An id, a label, the name of a list, a field's name.
  public static let nameByteCountMax = 4096
  /// One value: a foreign hash of a video has some 350 000 bytes.
  public static let valueByteCountMax = 1 << 20
  /// A line, or all that is read of one record.
  public static let recordByteCountMax = 4 << 20
  /// Levels of arrays and objects, or of elements, within each other.
  public static let depthMax = 32
  /// What a format is told by.
  public static let headByteCountMax = 64 << 10
}
