import Bytes
import CExpat

/// Reads XML (expat) as a stream of elements. Documents that declare a type are refused: so no
/// entity can be external or expand.
final class XMLReader {
  /// What a document may be at most.
  enum Limits {
    /// Bytes of a document.
    static let bytesMaximum = 1 << 25
    /// Elements within elements.
    static let depthMaximum = 32
    /// Bytes of an element's text.
    static let textMaximum = 1 << 20
  }

  /// Why a document can't be read further.
  struct Failure: Error, Equatable, Sendable {
    /// From 1.
    let line: Int
    /// In words.
    let reason: String
  }

  /// An element that begins.
  struct Element: Sendable {
    /// The element's, as it is written.
    let name: String
    /// In the order of the document.
    let attributes: [(name: String, value: String)]
    /// From 1.
    let line: Int

    /// An attribute's value; nil where there is none.
    subscript(attribute: String) -> String? {
      attributes.first { $0.name == attribute }?.value
    }
  }

  /// Told of what is read. Text is given when its element ends, that of inner elements left out.
  protocol Listener: AnyObject {
    /// An element began.
    func began(_ element: Element)
    /// The element that began last ended, with its text.
    func ended(_ name: String, text: String)
  }

  private unowned let listener: any Listener
  private var texts: [[UInt8]] = []
  private var failure: Failure?
  private var parser: XML_Parser?

  private init(_ listener: any Listener) { self.listener = listener }

  /// Reads a document.
  static func read(_ xml: ByteSlice, _ listener: any Listener) throws(Failure) {
    guard xml.count <= Limits.bytesMaximum else {
      throw Failure(line: 1, reason: "larger than 32 MiB")
    }
    let reader = XMLReader(listener)
    if let failure = reader.parse(xml) { throw failure }
  }

  private func parse(_ xml: ByteSlice) -> Failure? {
    guard let parser = XML_ParserCreate(nil) else {
      return Failure(line: 1, reason: "no memory is left")
    }
    defer { XML_ParserFree(parser) }
    self.parser = parser
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser, { reader(of: $0)?.began($1, $2) }, { reader(of: $0)?.ended($1) })
    XML_SetCharacterDataHandler(parser) { reader(of: $0)?.text($1, $2) }
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      reader(of: data)?.stop("a document type is declared, which may hold entities")
    }
    let status = xml.start.withMemoryRebound(to: CChar.self, capacity: max(1, xml.count)) {
      XML_Parse(parser, $0, Int32(xml.count), 1)
    }
    if let failure { return failure }
    guard status == XML_STATUS_OK else {
      let words = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) }
      return Failure(line: line, reason: words ?? "no XML")
    }
    return nil
  }

  private var line: Int { parser.map { Int(XML_GetCurrentLineNumber($0)) } ?? 1 }

  private func stop(_ reason: String) {
    guard let parser, failure == nil else { return }
    failure = Failure(line: line, reason: reason)
    XML_StopParser(parser, XML_Bool(XML_FALSE))
  }

  private func began(
    _ name: UnsafePointer<CChar>?, _ list: UnsafeMutablePointer<UnsafePointer<CChar>?>?
  ) {
    guard failure == nil, let name else { return }
    guard texts.count < Limits.depthMaximum else { return stop("elements nested too deep") }
    var attributes: [(name: String, value: String)] = []
    var next = list
    while let key = next?[0], let value = next?[1] {
      attributes.append((String(cString: key), String(cString: value)))
      next = next.map { $0 + 2 }
    }
    texts.append([])
    listener.began(Element(name: String(cString: name), attributes: attributes, line: line))
  }

  private func text(_ start: UnsafePointer<CChar>?, _ count: Int32) {
    guard let start, failure == nil, !texts.isEmpty else { return }
    guard texts[texts.count - 1].count + Int(count) <= Limits.textMaximum else {
      return stop("a text is longer than 1 MiB")
    }
    let bytes = UnsafeRawBufferPointer(start: start, count: Int(count))
    texts[texts.count - 1].append(contentsOf: bytes)
  }

  private func ended(_ name: UnsafePointer<CChar>?) {
    guard failure == nil, let name, let text = texts.popLast() else { return }
    listener.ended(String(cString: name), text: String(decoding: text, as: UTF8.self))
  }
}

/// The reader that a callback of expat is for.
private func reader(of data: UnsafeMutableRawPointer?) -> XMLReader? {
  data.map { Unmanaged<XMLReader>.fromOpaque($0).takeUnretainedValue() }
}
