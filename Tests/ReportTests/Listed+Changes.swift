import Usage

/// Lists as the tests build them up.
extension Listed {
  mutating func append(_ element: Element) { self = Listed(Array(self) + [element]) }

  mutating func insert(_ element: Element, at index: Int) {
    var elements = Array(self)
    elements.insert(element, at: index)
    self = Listed(elements)
  }
}
