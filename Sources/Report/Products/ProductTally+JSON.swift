import Records

extension ProductTally {
  /// Writes what was found as one JSON object; the most frequent product first.
  ///
  /// - Parameters:
  ///   - isStopped: whether the reading was stopped before its end.
  ///   - knowledge: of when, or from what, the databases are.
  public func write(
    to json: inout JSONWriter, isStopped: Bool, knowledge: [(kind: String, text: String)]
  ) {
    json.object { json in
      json.object("totals") {
        $0.field("services", services)
        $0.field("named", named)
        $0.field("stopped", isStopped)
      }
      json.list("products", entries) { json, entry in
        json.object {
          $0.field("product", entry.name.product)
          $0.field("version", entry.name.version)
          $0.field("services", entry.count)
          $0.list("advisories", entry.ranked) { json, advisory in
            json.object { advisory.write(to: &$0) }
          }
        }
      }
      json.object("knowledge") { json in
        for one in knowledge { json.field(named: one.kind, .text(one.text)) }
      }
    }
  }
}
