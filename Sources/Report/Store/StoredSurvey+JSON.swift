import Records
import Store

extension StoredSurvey {
  /// Writes what there is of a survey as one JSON object.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("survey", name.isEmpty ? nil : name)
      json.field("records", parts)
    }
  }
}

extension JSONWriter {
  /// A field that says how many records there are of each kind, and from when to when.
  mutating func field(_ key: StaticString, _ parts: [StoredSurvey.Part]) {
    list(key, parts) { json, part in
      json.object {
        $0.field("record", part.kind.rawValue)
        $0.field("count", part.records)
        $0.field("first", part.first)
        $0.field("last", part.last)
      }
    }
  }
}
