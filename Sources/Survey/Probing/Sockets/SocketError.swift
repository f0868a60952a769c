/// What the system says of a socket: a number of `errno`.
struct SocketError: Error, Equatable {
  var number: Int32
}
