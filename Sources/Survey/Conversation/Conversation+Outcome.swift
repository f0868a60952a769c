import Bytes
import Records

extension Conversation {
  /// What a survey of one service has come to.
  public struct Outcome: Equatable, Sendable {
    private let transcript: Transcript

    init(_ transcript: Transcript) { self.transcript = transcript }

    /// How the survey ended, as the record says it.
    public var status: ServiceRecord.Status { transcript.verdict.status }

    /// Whether the server said that it is too busy, at a greeting (421) or to AUTH on two
    /// connections: worth another try later, and a slower pace.
    var isBusy: Bool { transcript.isBusy || transcript.putOff != nil }

    /// Whether a further connection was refused or reset, without which nothing can be said.
    var isTurnedAway: Bool {
      let isWithoutHandshake = !transcript.refusedOffers.isEmpty && transcript.tls == nil
      let status = isWithoutHandshake ? transcript.failure?.status : status
      return transcript.connections > 1 && (status == .refused || status == .reset)
    }

    /// Whether a handshake failed where TLS was to be had, and not by silence: the server may have
    /// a version or suites of its own.
    var mayHaveOtherTLS: Bool {
      status == .tlsFailed && transcript.tls == nil && !transcript.isSilentToHello
        && !transcript.hasPlaintextAfterAuth
    }

    /// Whether a connection was held in silence until its time was over.
    var hasWaited: Bool { transcript.hasWaited }

    /// How many connections were made or tried.
    public var connections: Int { transcript.connections }

    /// The record of the service at an address. `time` is when the survey of it began.
    public func record(
      ip: String, port: Int, hostname: String? = nil, time: Timestamp, survey: String? = nil,
      durationMilliseconds: Int? = nil
    ) -> ServiceRecord {
      var record = ServiceRecord(
        ip: ip, port: port, hostname: hostname, time: time, survey: survey, status: .error)
      transcript.fill(&record)
      record.durationMilliseconds = durationMilliseconds
      return record
    }
  }
}
