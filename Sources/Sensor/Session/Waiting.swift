/// What a session waits for before it takes the next command.
enum Waiting {
  case nothing
  /// A handshake on the control connection.
  case handshake
  /// A port to listen on; the PASV or EPSV that asked.
  case port(Request, isExtended: Bool)
  /// The back door; the USER that opens it.
  case backDoor(Request)
  /// The end of a pause, and what is done then.
  case pause([SessionAction])
}
