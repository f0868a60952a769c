/// IIS's sc-substatus for FTP (Microsoft KB 969061, "The FTP 7.x status codes in IIS").
public enum IISSubstatus {
  /// The TLS handshake failed.
  public static let handshakeFailed: UInt8 = 32

  /// The refusal that a substatus tells of; nil where it has nothing to do with TLS.
  public static func refusal(_ substatus: UInt8) -> RefusalReason? {
    switch substatus {
    case 24: .tlsRequiredForData
    case 25: .tlsRequiredForControl
    case 26: .tlsRequiredForCredentials
    case 27...32, 43...49, 55: .iis(substatus)
    default: nil
    }
  }

  static func words(_ substatus: UInt8) -> String {
    switch substatus {
    case 27: "the server's policy denies TLS on the data channel"
    case 28: "the server's policy denies TLS on the control channel"
    case 29: "the server's policy denies TLS for credentials"
    case 30: "the server's policy denies TLS for commands"
    case 31: "the server has no TLS certificate"
    case 32: "the TLS handshake failed"
    case 43: "a PROT with a known level has to come first"
    case 44: "the server's certificate was not found"
    case 45: "the server's certificate has no private key"
    case 46: "the server's certificate hash is misconfigured"
    case 47: "a client certificate is required"
    case 48: "the client certificate is not valid"
    case 49: "the data channel's client certificate is not the control channel's"
    case 55: "128-bit encryption is required"
    default: "sc-substatus \(substatus)"
    }
  }
}
