import Synchronization

extension Sensor {
  /// What it counts, in Prometheus' text form (version 0.0.4). `storeLag`: bytes of events that the
  /// store does not have yet.
  public func metrics(storeLag: Int?) -> String {
    let counters = shared.counters
    var text = MetricsText()
    text.gauge("connections_open", "Connections that are open.", connectionCount)
    text.counter("connections_total", "Connections that were taken.", counters.accepted)
    text.counter("connections_refused_total", "Connections that were not taken.", counters.refused)
    text.begin("sessions_total", "counter", "Sessions that have ended, by listener and class.")
    let sessions = counters.sessions.withLock { $0 }
    for (key, count) in sessions.sorted(by: { $0.key < $1.key }) {
      let labels = "listener=\"\(key.listener)\",class=\"\(key.sessionClass)\""
      text.value("sessions_total", labels, count)
    }
    text.counter("events_total", "Events that were recorded.", counters.events)
    text.counter(
      "events_dropped_total", "Events over --events-per-second.", counters.eventsDropped)
    text.gauge("events_stuck", "Whether events can't be written.", shared.log.isStuck ? 1 : 0)
    text.counter("logins_total", "Logins that were tried.", counters.logins)
    text.counter("tls_handshakes_total", "Handshakes that were finished.", counters.handshakes)
    text.counter(
      "tls_handshakes_failed_total", "Handshakes that failed.", counters.handshakesFailed)
    text.counter("uploads_total", "Uploads.", counters.uploads)
    text.counter("upload_bytes_total", "Bytes of uploads.", counters.uploadBytes)
    text.counter("downloads_total", "Downloads.", counters.downloads)
    text.counter("download_bytes_total", "Bytes of downloads.", counters.downloadBytes)
    if let quarantine = shared.quarantine {
      text.gauge("quarantine_files", "Files in the quarantine.", quarantine.files)
      text.gauge("quarantine_bytes", "Bytes of disk that the quarantine takes.", quarantine.bytes)
    }
    if let lost = shared.sessionLog?.lost {
      text.begin("iis_lines_lost_total", "counter", "Lines that the IIS log could not take.")
      text.value("iis_lines_lost_total", "", lost)
    }
    if let storeLag {
      text.gauge("store_lag_bytes", "Bytes of events that the store has not yet.", storeLag)
    }
    return text.text
  }
}

private struct MetricsText {
  private(set) var text = ""

  mutating func begin(_ name: String, _ type: String, _ help: String) {
    text += "# HELP ftpscope_sensor_\(name) \(help)\n# TYPE ftpscope_sensor_\(name) \(type)\n"
  }

  mutating func value(_ name: String, _ labels: String, _ value: Int) {
    text += "ftpscope_sensor_\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(value)\n"
  }

  mutating func gauge(_ name: String, _ help: String, _ value: Int) {
    begin(name, "gauge", help)
    self.value(name, "", value)
  }

  mutating func counter(_ name: String, _ help: String, _ count: borrowing Atomic<Int>) {
    begin(name, "counter", help)
    value(name, "", count.load(ordering: .relaxed))
  }
}
