import FTPProtocol

/// What a session does upon a verb.
struct CommandHandler: Sendable {
  /// What becomes of an argument.
  enum Argument: Sendable {
    case none, optional, required
  }

  /// In capitals.
  let name: String
  /// The verb as far as protection is concerned.
  let verb: Verb
  let argument: Argument
  /// Whether it may be answered while a transfer goes on, whatever the persona does.
  let comesDuringTransfer: Bool
  /// Whether it waits for a transfer that goes on, whatever the persona does: it needs the data
  /// connection, or asks for another, or begins or ends TLS, which the transfer's last reply is to
  /// precede.
  let waitsForTransfer: Bool
  let run: @Sendable (inout ServerSession) -> Void

  init(
    _ name: String, _ verb: Verb, argument: Argument = .optional,
    comesDuringTransfer: Bool = false, run: @escaping @Sendable (inout ServerSession) -> Void
  ) {
    self.name = name
    self.verb = verb
    self.argument = argument
    self.comesDuringTransfer = comesDuringTransfer
    waitsForTransfer =
      verb.isTransfer || [.port, .eprt, .pasv, .epsv, .auth, .ccc].contains(verb)
    self.run = run
  }
}

/// Every command that a session can do. A new one is a line in its group's list, a new group one
/// here.
enum CommandTable {
  static let all: [CommandHandler] =
    ServerSession.loginCommands + ServerSession.protectionCommands
    + ServerSession.parameterCommands + ServerSession.dataPortCommands
    + ServerSession.transferCommands + ServerSession.listingCommands
    + ServerSession.folderCommands + ServerSession.fileCommands
    + ServerSession.informationCommands + ServerSession.siteVerbs

  /// The commands behind SITE.
  static let site: [CommandHandler] = ServerSession.siteCommands

  /// Every verb, whether a persona has it or not: what shows that a client speaks FTP.
  static let words: Set<VerbWord> = Set(all.compactMap { VerbWord($0.name) })
}
