import FTPProtocol

extension Conversation {
  /// What is known of one connection, and begins anew with the next.
  struct Connection: Sendable {
    /// What came before the greeting, as it came: at most 256 bytes.
    var head: [UInt8] = []
    /// Lines that are no replies, and replies that nobody asked for.
    var strays = 0
    /// A 220 that came after the first question, and may be more of the greeting.
    var doubtful: Reply?
    /// Whether a 1yz has given the greeting more time.
    var hasBegunGreeting = false
    /// Whether a greeting that had begun was given more time.
    var hasMoreTime = false
    /// Whether more of the greeting came since its time was set.
    var hasGrown = false
    /// Whether anything came inside TLS.
    var hasHeardInsideTLS = false
    /// Whether QUIT was sent.
    var hasSaidGoodbye = false
  }
}
