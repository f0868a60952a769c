import Records

/// The formats that the lines of a run's logs may be in.
public struct LogFormats: Sendable {
  /// Every format that is known, in the order in which they are tried on a line. A new one is a
  /// file beside this and a line here.
  static let known: [LogFormat] = [
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
  public static var names: [String] { known.map(\.name) }

  /// The formats that are known, and behind them the user's own where there is one.
  let all: [LogFormat]
  /// The number of the one that all lines are in, where the user says so; nil: lines are
  /// recognised.
  let only: Int?

  /// All that are known; `only` is the number of the one that all lines are in.
  init(only: Int? = nil) {
    all = Self.known
    self.only = only
  }

  /// A user's own format, which all lines are in.
  init(own: LogFormat) {
    all = Self.known + [own]
    only = Self.known.count
  }

  /// What the options say. Throws `LogProblem` for a format that is not known or not well
  /// described.
  init(_ options: LogOptions) throws(LogProblem) {
    if let own = options.ownFormat {
      do {
        self.init(own: try CustomLogFormat.load(yaml: own.yaml, path: own.path))
      } catch {
        throw LogProblem("\(error)")
      }
    } else if let name = options.formatName {
      guard let number = Self.known.firstIndex(where: { $0.name == name }) else {
        let names = Self.names.joined(separator: ", ")
        throw LogProblem("no log format '\(name)'; known are \(names), or a YAML file")
      }
      self.init(only: number)
    } else {
      self.init()
    }
  }

  /// The numbers of those that a line may be in.
  var tried: [Int] { only.map { [$0] } ?? Array(all.indices) }

  /// The number of the format of a name; nil where none has it.
  func number(of name: String) -> Int? { all.firstIndex { $0.name == name } }

  subscript(number: Int) -> LogFormat { all[number] }
}
