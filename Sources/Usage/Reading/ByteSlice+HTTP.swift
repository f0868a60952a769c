import Bytes

extension ByteSlice {
  /// Whether it is a method of HTTP's or WebDAV's (RFC 9110, 4918, 5323, 3253, 5789), or one of
  /// Microsoft's, and no command of FTP's.
  var isHTTPMethod: Bool {
    self == "GET" || self == "POST" || self == "HEAD" || self == "PUT" || self == "OPTIONS"
      || self == "DELETE" || self == "PATCH" || self == "TRACE" || self == "CONNECT"
      || self == "PROPFIND" || self == "PROPPATCH" || self == "MKCOL" || self == "COPY"
      || self == "MOVE" || self == "LOCK" || self == "UNLOCK" || self == "SEARCH"
      || self == "REPORT" || self == "DEBUG" || self == "RPC_IN_DATA" || self == "RPC_OUT_DATA"
  }
}
