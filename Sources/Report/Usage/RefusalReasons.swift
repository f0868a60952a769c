import Usage

/// Refusals put together by what was refused and why: one reason is one thing to mend.
struct RefusalReasons {
  struct Person {
    var name: String
    var sessions: Int
  }

  struct Reason {
    var verb: String
    var code: Int
    var words: String
    var sessions: Int
    var people: [Person]
  }

  /// The reasons that most sessions met first; people likewise.
  let list: [Reason]

  init(_ refused: [Readiness.Refused]) {
    var list: [Reason] = []
    var places: [String: Int] = [:]
    for entry in refused {
      let key = "\(entry.verb)\u{0}\(entry.code)\u{0}\(entry.reason)"
      let person = Person(name: Self.name(entry), sessions: entry.sessions)
      if let place = places[key] {
        list[place].sessions += entry.sessions
        list[place].people.append(person)
      } else {
        places[key] = list.count
        list.append(
          Reason(
            verb: entry.verb, code: entry.code, words: entry.reason, sessions: entry.sessions,
            people: [person]))
      }
    }
    for index in list.indices { list[index].people.sort { $0.sessions > $1.sessions } }
    self.list = list.sorted { $0.sessions > $1.sessions }
  }

  /// What was refused, and how: `USER 534`; the log may have neither.
  static func answer(_ verb: String, _ code: Int) -> String {
    if verb == "?" { return code > 0 ? "\(code)" : "(not logged)" }
    return code > 0 ? "\(verb) \(code)" : verb
  }

  /// Whom it met: `anna on 192.0.2.7`.
  static func name(_ refused: Readiness.Refused) -> String {
    switch (refused.user, refused.client) {
    case (let user?, let client?): "\(user) on \(client)"
    case (let user?, nil): user
    case (nil, let client?): client
    case (nil, nil): "somebody"
    }
  }
}
