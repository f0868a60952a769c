import Records

extension Timeline {
  /// Writes all of it as one JSON object.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("survey", survey.isEmpty ? nil : survey)
      json.field("since", window.since)
      json.field("until", window.until)
      json.field("bucket", unit.rawValue)
      json.field("by", grouping?.rawValue)
      json.object("totals") { Optional(findings).writeTotals(to: &$0) }
      json.steps("series", steps, withGaps: true)
      for grouping in AttackGrouping.allCases {
        json.list(grouping.list, findings.parts(by: grouping)) { write($1, grouping, to: &$0) }
      }
      Optional(findings).writeLists(to: &json)
      if let named { json.object("resolved") { named.write(to: &$0) } }
    }
  }

  /// With its series where that is what all is split by.
  private func write(
    _ part: AttackFindings.Part, _ grouping: AttackGrouping, to json: inout JSONWriter
  ) {
    json.object { json in
      part.write(to: &json, as: grouping.key)
      if grouping == self.grouping { json.steps("series", steps(of: part)) }
    }
  }

  /// Gives each step as one JSON object: those of all, then those of each part.
  public func eachStep(_ body: ((inout JSONWriter) -> Void) throws -> Void) rethrows {
    for step in steps {
      try body { json in
        json.object { json in
          writeKey(nil, to: &json)
          step.write(to: &json, withGaps: true)
        }
      }
    }
    for part in parts {
      for step in steps(of: part) {
        try body { json in
          json.object { json in
            writeKey(part.name, to: &json)
            step.write(to: &json, withGaps: false)
          }
        }
      }
    }
  }

  private func writeKey(_ name: String?, to json: inout JSONWriter) {
    let name = name.flatMap { $0.isEmpty ? "unknown" : $0 }
    if let grouping { json.field(grouping.key, name) }
    json.field("bucket", unit.rawValue)
  }
}
