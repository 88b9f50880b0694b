import Testing

@testable import HashCore

/// Directories of files after a picture, as programs write them.
struct XMPContainerTests {
  private static let namespace = "http://ns.google.com/photos/1.0/container/"

  private func files(_ xmp: String) -> [XMPContainer.File] {
    let bytes = Array(xmp.utf8)
    return XMPContainer.files(bytes.span.bytes, after: 1000)
  }

  @Test("items are attributes under any prefix, in any order and quotes")
  func attributes() {
    let found = files(
      """
      <a xmlns:C="\(Self.namespace)"><rdf:li><C:Item I:Semantic="Primary" I:Mime="image/jpeg" I:Padding="7"/>
      <rdf:li I:Length='10' I:Mime='image/jpeg' I:Semantic='Original'/>
      <rdf:li><C:Item I:Semantic="GainMap" I:Mime="image/jpeg" I:Length="20" I:Padding="3"/></rdf:li>
      <rdf:li><C:Item I:Semantic="MotionPhoto" I:Mime="video/mp4" I:Length="30"/></rdf:li></a>
      """)
    #expect(
      found == [
        XMPContainer.File(place: 1007..<1017, isMap: false, isPicture: true),
        XMPContainer.File(place: 1017..<1037, isMap: true, isPicture: false),
        XMPContainer.File(place: 1040..<1070, isMap: false, isPicture: false),
      ])
  }

  @Test("items are elements with a text")
  func elements() {
    let found = files(
      """
      <rdf:li rdf:parseType="Resource"><Item:Mime>image/jpeg</Item:Mime></rdf:li>
      <rdf:li rdf:parseType="Resource"><Item:Mime>image/png</Item:Mime><Item:Semantic>Depth</Item:Semantic>
      <Item:Length>12</Item:Length></rdf:li>
      """)
    #expect(found == [XMPContainer.File(place: 1000..<1012, isMap: true, isPicture: false)])
  }

  @Test("Dynamic Depth names its maps by what points at them")
  func dynamicDepth() {
    let found = files(
      """
      <a xmlns:Container="http://ns.google.com/photos/dynamicdepth/1.0/container/">
      <DepthMap:Item DepthMap:DepthURI="android/depthmap"/>
      <rdf:li><Container:Item Item:Mime="image/jpeg" Item:DataURI="primary_image"/></rdf:li>
      <rdf:li><Container:Item Item:Mime="image/jpeg" Item:Length="5" Item:DataURI="android/sharp"/>
      <rdf:li><Container:Item Item:Mime="image/jpeg" Item:Length="6" Item:DataURI="android/depthmap"/>
      """)
    #expect(found.map(\.isMap) == [false, true])
    #expect(found.map(\.isPicture) == [true, false])
    #expect(found.map(\.place) == [1000..<1005, 1005..<1011])
  }

  @Test(
    "numbers that are none count as nothing", arguments: ["-5", "", "99999999999999999999", "1e9", "0x10"])
  func hostileNumbers(number: String) {
    let found = files(
      "<rdf:li/><rdf:li I:Mime=\"image/jpeg\" I:Length=\"\(number)\"/><rdf:li I:Mime=\"image/png\"")
    #expect(found.map(\.place) == [1000..<1000, 1000..<1000])
  }

  @Test("text without a list names nothing")
  func nothing() {
    #expect(files("").isEmpty)
    #expect(files(Self.namespace).isEmpty)
  }
}
