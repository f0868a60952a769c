import FuzzRun

@testable import TLSWire

/// What is read of a hello can be written and is read again.
enum HelloChecks {
  static func read(_ message: RecordReader.Message) {
    switch message {
    case .handshake(_, let body):
      read(client: body)
      read(server: body)
    case .sslv2ClientHello(let message):
      if let hello = ClientHello(sslv2: message) { show(hello) }
    case .alert(let alert): _ = (alert.name, alert.isWarning)
    case .changeCipherSpec, .protected: break
    }
  }

  static func read(client body: [UInt8]) {
    guard let hello = ClientHello(body: body) else { return }
    check(ClientHello(body: hello.body) == hello, "a hello stays what it is")
    show(hello)
  }

  static func read(server body: [UInt8]) {
    guard let hello = ServerHello(body: body) else { return }
    _ = (hello.version.name, hello.suite.name)
  }

  private static func show(_ hello: ClientHello) {
    _ = (hello.serverName, hello.applicationProtocols, hello.suites.map(\.name))
    check(JA3(hello).text.utf8.filter { $0 == 0x2C }.count == 4, "JA3 has five fields")
    check(JA4(hello).head.utf8.count == 10, "JA4 begins with ten characters")
  }
}
