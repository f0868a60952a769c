/// Where the next data connection comes from.
enum DataSource: Equatable {
  case nowhere
  case passive
  case active(port: UInt16)
}
