import Bytes
import FTPProtocol

/// What stands in the cs-method column, in any case: a verb, `[n]` and a verb or a word for a
/// transfer (IIS 4 to 6), or an event of a channel (IIS 7 and later).
enum IISMethod: Equatable {
  case command(Verb)
  case controlOpened, controlClosed
  case dataOpened, dataClosed
  /// IIS 4 to 6: the connection's number, and what happened.
  case numbered(ByteSlice, Verb)
  /// IIS 4 to 6: the server ended the numbered connection.
  case numberedClosed(ByteSlice)
  /// What IIS does not log and ftpscope's sensor does, in remarks: a handshake that finished, and
  /// that data of implicit TLS are in clear until PROT P.
  case handshakeFinished, implicitDataClear
  /// A verb of HTTP: IIS may write its sites into one log.
  case http
  /// A verb that FTP's RFCs do not name.
  case unknown

  init(_ word: ByteSlice) {
    if word.first == 0x5B {
      self = Self.numbered(word)
      return
    }
    let verb = Verb(word)
    if verb != .other {
      self = .command(verb)
    } else if word.equalsIgnoringCase("ControlChannelOpened") {
      self = .controlOpened
    } else if word.equalsIgnoringCase("ControlChannelClosed") {
      self = .controlClosed
    } else if word.equalsIgnoringCase("DataChannelOpened") {
      self = .dataOpened
    } else if word.equalsIgnoringCase("DataChannelClosed") {
      self = .dataClosed
    } else {
      self = word.isHTTPMethod ? .http : .unknown
    }
  }

  /// Whether only FTP's logs have it.
  var isFTP: Bool { self != .http && self != .unknown }

  /// The method of a remark, nil for what others remark.
  init?(remark word: ByteSlice) {
    if word == "TLSHandshakeFinished" {
      self = .handshakeFinished
    } else if word == "ImplicitDataClear" {
      self = .implicitDataClear
    } else {
      return nil
    }
  }

  private static func numbered(_ word: ByteSlice) -> IISMethod {
    guard let end = word.firstIndex(of: 0x5D), end > 1, word[1..<end].integer != nil else {
      return .unknown
    }
    let number = word[1..<end]
    let name = word.dropFirst(end + 1)
    if name.equalsIgnoringCase("sent") { return .numbered(number, .retr) }
    if name.equalsIgnoringCase("created") { return .numbered(number, .stor) }
    if name.equalsIgnoringCase("appended") { return .numbered(number, .appe) }
    if name.equalsIgnoringCase("closed") { return .numberedClosed(number) }
    return .numbered(number, Verb(name))
  }
}
