import Records

/// A fingerprint that matched a trace, and what it says.
public struct Clue: Equatable, Sendable {
  /// A name and value of Recog's: `service.product`, `os.vendor` …
  public struct Field: Equatable, Sendable {
    /// Recog's name.
    public let name: String
    /// As the match gives it.
    public let value: String

    /// A field of a match.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// In answer to what it was said.
  public let source: Trace.Source
  /// The database's name.
  public let database: String
  /// The fingerprint's description.
  public let fingerprint: String
  /// 0 to 1, of this match alone.
  public let certainty: Double
  /// In the order of the fingerprint.
  public let fields: [Field]

  /// A `certainty` beyond 0 or 1 is taken for that.
  public init(
    _ source: Trace.Source, database: String, fingerprint: String, certainty: Double,
    fields: [Field]
  ) {
    self.source = source
    self.database = database
    self.fingerprint = fingerprint
    self.certainty = min(max(certainty, 0), 1)
    self.fields = fields
  }

  /// A field's value; nil where there is none or it is empty.
  public subscript(name: String) -> String? {
    fields.first { $0.name == name && !$0.value.isEmpty }?.value
  }

  /// The service's name in vulnerability databases, else that of its system or device.
  var cpe: CPEName? { cpeOfKind?.cpe }

  /// That name, and what it is of: `service`, `os` or `hw`.
  var cpeOfKind: (kind: String, cpe: CPEName)? {
    for kind in ["service", "os", "hw"] {
      if let cpe = self["\(kind).cpe23"].flatMap({ CPEName($0) }) { return (kind, cpe.canonical) }
    }
    return nil
  }

  /// Whether both speak of one product, as far as one of their names tells.
  func agrees(with other: Clue) -> Bool {
    if let own = cpe, let its = other.cpe, own.vendor == its.vendor, own.product == its.product {
      return true
    }
    for name in ["service.product", "service.family", "hw.product"] {
      if let own = self[name], let its = other[name], own.lowercased() == its.lowercased() {
        return true
      }
    }
    return false
  }
}
