import Bytes
import Records

/// CISA's catalogue of vulnerabilities that are known to be exploited.
struct KEVCatalogue: Sendable {
  /// When the catalogue came out, as it writes it.
  let released: String
  /// The day each was added, by its CVE.
  let added: [String: String]

  /// Reads CISA's JSON; nil where it is no such catalogue.
  init?(_ bytes: ByteSlice) {
    guard let json = JSONValue(bytes, valuesMaximum: FeedLimits.values),
      let released = json["dateReleased"].text, let list = json["vulnerabilities"].list,
      list.contains(where: { $0["cveID"].text != nil })
    else { return nil }
    self.released = String(released.prefix(10))
    var added: [String: String] = [:]
    for one in list {
      if let id = one["cveID"].text { added[id] = one["dateAdded"].text ?? self.released }
    }
    self.added = added
  }
}

extension AdvisoryCatalogue {
  /// Sets what is known to be exploited from CISA's JSON. What we know of exploitation from other
  /// sources stays. A file that is none is a problem.
  /// - Returns: how many vulnerabilities the file has.
  @discardableResult
  public mutating func merge(kev bytes: ByteSlice, name: String) -> Int {
    guard let kev = KEVCatalogue(bytes) else {
      problems.append("\(name): no catalogue of exploited vulnerabilities as CISA publishes it")
      return 0
    }
    for index in advisories.indices {
      if let day = kev.added[advisories[index].id] {
        advisories[index].isKnownExploited = true
        advisories[index].knownExploitedSince = day
      } else if advisories[index].isKnownExploited == nil {
        advisories[index].isKnownExploited = false
      }
    }
    exploitedKnowledge = max(exploitedKnowledge, kev.released)
    return kev.added.count
  }
}
