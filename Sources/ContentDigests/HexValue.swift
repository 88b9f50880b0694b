/// The value of one hexadecimal digit of either case; `nil` for any other byte.
package func hexValue(_ digit: UInt8) -> UInt8? {
  switch digit {
  case 48...57: digit - 48
  case 65...70: digit - 55
  case 97...102: digit - 87
  default: nil
  }
}
