import Bytes
import Records

extension UsageSummary {
  /// Writes the summary as one JSON object; docs/schema/logs.json says it for machines.
  public func write(to writer: inout JSONWriter) {
    writer.object { json in
      json.list("sources", sources) { $1.write(to: &$0) }
      json.field("stopped", isStopped)
      json.object("left_out") {
        $0.field("sessions", leftOut.sessions)
        $0.field("first", leftOut.first)
        $0.field("last", leftOut.last)
      }
      json.object("totals") { totals.write(to: &$0) }
      json.list("clients", clients) { json, party in
        json.object { party.write(to: &$0, name: "client", peers: "users", names: "user_names") }
      }
      json.list("users", users) { json, party in
        json.object { party.write(to: &$0, name: "user", peers: "clients", names: "client_names") }
      }
      json.list("servers", servers) { json, server in
        json.object {
          $0.field("server", server.server)
          $0.field("port", server.port)
          server.counts.write(to: &$0)
        }
      }
      json.list("days", days) { json, day in
        json.object {
          $0.field("day", day.day?.text)
          day.counts.write(to: &$0)
        }
      }
      json.object("readiness") { writeReadiness(to: &$0, last: .time) }
      json.list("advice", advice) { json, advice in
        json.object {
          $0.field("log_format", advice.logFormat)
          $0.field("sessions", advice.sessions)
          $0.field("text", advice.text)
        }
      }
      json.list("malformed_lines", malformedLines) { json, line in
        json.object {
          $0.field("path", line.path)
          $0.field("line", line.line)
          $0.field("reason", line.reason)
        }
      }
    }
    writer.newline()
  }
}

extension UsageSummary.Source {
  fileprivate func write(to json: inout JSONWriter) {
    json.object {
      $0.field("path", path)
      $0.field("log_format", logFormat)
      $0.field("lines", lines)
      $0.field("malformed", malformed)
      $0.field("bytes", bytes)
      $0.field("skipped", skipped)
      $0.field("repeated", repeated)
      $0.field("problem", problem)
      $0.field("note", note)
    }
  }
}

extension UsageSummary.Party {
  fileprivate func write(
    to json: inout JSONWriter, name key: StaticString, peers: StaticString, names: StaticString
  ) {
    json.field(key, name)
    counts.write(to: &json)
    json.field(peers, self.peers)
    json.field(names, peerNames)
    json.field("first", first)
    json.field("last", last)
  }
}
