import Bytes
import Records

/// What of a service record is counted by its place.
struct PlacedService: Hashable {
  var place: ServicePlace?
  /// Its faults are in it.
  var urgency: ServiceUrgency
  /// The surest that is said of its advisories.
  var surest: ServiceAdvisory.Certainty?

  init(_ record: ServiceRecord) {
    place = record.place
    urgency = record.urgency
    surest = record.advisories.surest
  }

  var faults: [ServiceFault] { ServiceFault.allCases.filter { urgency.has(.fault($0)) } }
}

/// Reads what of many stored service records is counted by their places: most of a record has
/// nothing to do with that, and need not be made text.
struct PlacedServiceReader {
  private var fields = JSONFields()
  private let arena = ByteArena()

  /// The address and the rest. `urgency` is what the store keeps of it. Nil where it is no service.
  mutating func read(_ json: String, urgency: Int) -> (ip: String, service: PlacedService)? {
    var json = json
    return json.withUTF8 { bytes in
      let line = ByteSlice(bytes)
      guard fields.read(line) else {
        // There is more in it than can be looked through so.
        guard case .service(let record)? = Record(line: line) else { return nil }
        return (record.ip, PlacedService(record))
      }
      guard let ip = fields.raw("ip")?.text else { return nil }
      return (ip, PlacedService(fields, arena, ServiceUrgency(number: urgency)))
    }
  }
}

extension PlacedService {
  fileprivate init(_ fields: JSONFields, _ arena: ByteArena, _ urgency: ServiceUrgency) {
    self.urgency = urgency
    defer { arena.reset() }
    if fields.raw("place") != nil {
      place = ServicePlace(
        country: fields.text("place", "country", in: arena)?.text,
        asn: fields.integer("place", "asn"),
        network: fields.text("place", "network", in: arena)?.text,
        cloud: fields.text("place", "cloud", in: arena)?.text)
    }
    surest =
      fields.elements("advisories").compactMap {
        $0.raw("certainty").flatMap { ServiceAdvisory.Certainty(rawValue: $0.text) }
      }.surest
  }
}
