/// A list whose elements are made when they are asked for: a summary may have a million clients of
/// which ten are shown.
public struct Listed<Element: Sendable>: RandomAccessCollection, Sendable {
  public let startIndex = 0
  public let endIndex: Int
  private let element: @Sendable (Int) -> Element

  /// A list of `count` elements, of which the closure makes one.
  init(count: Int, _ element: @escaping @Sendable (Int) -> Element) {
    endIndex = count
    self.element = element
  }

  /// A list of elements that are there.
  public init(_ elements: [Element]) { self.init(count: elements.count) { elements[$0] } }

  public subscript(position: Int) -> Element {
    precondition(position >= 0 && position < endIndex, "no such element")
    return element(position)
  }

  // As the standard library has them for all that can be strided over, at a tenth of the cost.
  public func index(after position: Int) -> Int { position + 1 }
  public func index(before position: Int) -> Int { position - 1 }
}

extension Listed: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Element...) { self.init(elements) }
}

extension Listed: Equatable where Element: Equatable {
  public static func == (one: Listed, other: Listed) -> Bool { one.elementsEqual(other) }
}
