import Bytes

/// What the system says of a socket: a number of `errno`.
struct SocketError: Error, Equatable, CustomStringConvertible {
  var number: Int32

  var description: String { number.systemMessage }
}
