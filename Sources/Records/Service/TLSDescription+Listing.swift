extension ServiceRecord {
  /// All versions of TLS that the service accepts, newest first, whether or not a handshake came to
  /// an end; nil where they were not listed.
  public var acceptedTLS: [TLSDescription.Accepted]? { tls?.accepted ?? tlsListing?.accepted }
}

extension TLSDescription {
  /// What a server accepts with which no handshake came to an end: it may have SSL 3.0 alone, or
  /// suites that the one who asked can't do.
  public struct Listing: Equatable, Sendable {
    /// Newest version first.
    public var accepted: [Accepted]
    /// Whether the list came to its end.
    public var isComplete: Bool

    public init(accepted: [Accepted], isComplete: Bool) {
      self.accepted = accepted
      self.isComplete = isComplete
    }

    init?(_ json: JSONValue) {
      guard let accepted = json["accepted"].list else { return nil }
      self.init(
        accepted: accepted.compactMap { Accepted($0) },
        isComplete: json["accepted_is_complete"].truth ?? false)
    }

    func write(to json: inout JSONWriter) {
      json.list("accepted", accepted) { json, one in json.object { one.write(to: &$0) } }
      json.field("accepted_is_complete", isComplete)
    }
  }
}
