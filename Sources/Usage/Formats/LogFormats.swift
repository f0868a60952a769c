import Records

/// Every format of log that is known, in the order in which they are tried on a line. A new one is
/// a file beside this and a line here.
public enum LogFormats {
  static let all: [LogFormat] = [
    IISLog.format,
    Vsftpd.format,
    Xferlog.format,
    ProFTPDTLSLog.format,
    ProFTPDSystemLog.format,
    ProFTPDExtendedLog.format,
    ProFTPDJSON.format,
    PureFTPdSyslog.format,
    PureFTPdCLF.format,
    PureFTPdStats.format,
    PureFTPdW3C.format,
    FileZilla09.format,
    FileZilla1.format,
    SFTPGo.format,
    Pyftpdlib.format,
    ZeekFTP.format,
    ZeekSSL.format,
    ZeekConn.format,
    AWSTransfer.format,
    SensorEvents.format,
    OtherSyslog.format,
  ]

  /// The names that `--log-format` takes.
  public static var names: [String] { all.map(\.name) }

  /// The number of a format. Throws `LogProblem` for a name that is none.
  static func number(of name: String) throws -> Int {
    guard let number = all.firstIndex(where: { $0.name == name }) else {
      throw LogProblem(
        "no log format '\(name)'; known are \(names.joined(separator: ", ")), or a YAML file")
    }
    return number
  }

  /// A user's own format. Throws `LogProblem`.
  static func own(yaml: String, path: String) throws -> LogFormat {
    do {
      return try CustomLogFormat.load(yaml: yaml, path: path)
    } catch {
      throw LogProblem("\(error)")
    }
  }
}
