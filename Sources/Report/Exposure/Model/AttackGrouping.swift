import Store

/// What connections, or sessions, are told apart by. A new one is a case, and its topics.
public enum AttackGrouping: String, CaseIterable, Sendable {
  /// The sensor's name.
  case sensor
  /// Address and port.
  case listener
  /// What a session was, as it ended.
  case sessionClass = "class"

  /// The name of a part's field in JSON.
  var key: StaticString {
    switch self {
    case .sensor: "sensor"
    case .listener: "listener"
    case .sessionClass: "class"
    }
  }

  /// The name of the list of all parts in JSON.
  var list: StaticString {
    switch self {
    case .sensor: "sensors"
    case .listener: "listeners"
    case .sessionClass: "classes"
    }
  }

  /// What is counted by hour and by day.
  typealias Topics = (hour: Topic, day: Topic)

  /// Its parts.
  var topic: Topic {
    switch self {
    case .sensor: .sensor
    case .listener: .listener
    case .sessionClass: .sessionClass
    }
  }

  /// Different sources of a part over all.
  var sourcesOverAll: Topic {
    switch self {
    case .sensor: .sensorSources
    case .listener: .listenerSources
    case .sessionClass: .classSources
    }
  }

  /// Connections or sessions; the part is the detail.
  var totals: Topics {
    switch self {
    case .sensor: (.hourSensorConnections, .daySensorConnections)
    case .listener: (.hourConnections, .dayConnections)
    case .sessionClass: (.hourSessions, .daySessions)
    }
  }

  /// Different sources among them; the part is the detail.
  var sources: Topics {
    switch self {
    case .sensor: (.hourSensorSources, .daySensorSources)
    case .listener: (.hourListenerSources, .dayListenerSources)
    case .sessionClass: (.hourClassSources, .dayClassSources)
    }
  }
}
