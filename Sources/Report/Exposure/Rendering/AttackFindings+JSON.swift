import Records
import Store

extension AttackFindings? {
  func writeTotals(to json: inout JSONWriter) {
    json.field("connections", self?.connections ?? 0)
    json.field("sources", self?.sources ?? 0)
    json.field("sessions", self?.sessions ?? 0)
    json.field("lost", self?.lost ?? 0)
  }

  /// What was tried, sent and taken, the most frequent first; and the gaps.
  func writeLists(to json: inout JSONWriter) {
    json.list("credentials", self?.credentials ?? []) { json, count in
      json.object {
        $0.field("user", count.answer)
        $0.field("password", count.detail)
        $0.field("count", count.number)
      }
    }
    json.counts("commands", "command", self?.commands ?? [])
    json.pairs("exploits", "signature", "cve", self?.exploits ?? [])
    json.counts("clients", "ja4", self?.clients ?? [])
    json.list("uploads", self?.uploads ?? []) { json, upload in
      json.object {
        $0.field("sha256", upload.sha256.isEmpty ? nil : upload.sha256)
        $0.field("content", upload.content.isEmpty ? nil : upload.content)
        $0.field("path", upload.path)
        $0.field("count", upload.count)
      }
    }
    json.pairs("downloads", "path", "canary", self?.downloads ?? [])
    json.counts("bounces", "target", self?.bounces ?? [])
    json.list("gaps", self?.gaps ?? []) { json, gap in
      json.object {
        $0.field("reason", gap.reason.isEmpty ? nil : gap.reason)
        $0.field("lost", gap.lost.isEmpty ? nil : gap.lost)
        $0.field("count", gap.count)
        $0.field("gaps", gap.gaps)
      }
    }
  }
}

extension AttackFindings.Part {
  /// Its name, under the key of what it is, and its figures.
  func write(to json: inout JSONWriter, as key: StaticString) {
    json.field(key, name.isEmpty ? nil : name)
    if !mode.isEmpty { json.field("mode", mode) }
    json.field("total", total)
    json.field("unique", unique)
  }
}

extension AttackFindings.Step {
  func write(to json: inout JSONWriter, withGaps: Bool) {
    json.field("time", time)
    json.field("total", total)
    json.field("unique", unique)
    guard withGaps else { return }
    json.field("lost", lost)
    json.field("gaps", gaps)
  }
}

extension JSONWriter {
  mutating func steps(
    _ key: StaticString, _ steps: [AttackFindings.Step], withGaps: Bool = false
  ) {
    list(key, steps) { json, step in json.object { step.write(to: &$0, withGaps: withGaps) } }
  }

  mutating func counts(_ key: StaticString, _ one: StaticString, _ counts: [Count]) {
    list(key, counts) { json, count in
      json.object {
        $0.field(one, count.answer.isEmpty ? nil : count.answer)
        $0.field("count", count.number)
      }
    }
  }

  mutating func pairs(
    _ key: StaticString, _ answer: StaticString, _ detail: StaticString, _ counts: [Count]
  ) {
    list(key, counts) { json, count in
      json.object {
        $0.field(answer, count.answer.isEmpty ? nil : count.answer)
        $0.field(detail, count.detail.isEmpty ? nil : count.detail)
        $0.field("count", count.number)
      }
    }
  }
}
