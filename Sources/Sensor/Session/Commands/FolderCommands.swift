import Bytes
import FTPProtocol

/// CWD CDUP PWD MKD RMD (RFC 959 §4.1.3) and their X forms (RFC 1123 §4.1.3.1).
extension ServerSession {
  static let folderCommands: [CommandHandler] =
    ["CWD", "XCWD"].map { CommandHandler($0, .cwd) { $0.changeFolder() } }
    + ["CDUP", "XCUP"].map { CommandHandler($0, .cdup, argument: .none) { $0.folderUp() } }
    + ["PWD", "XPWD"].map { CommandHandler($0, .pwd, argument: .none) { $0.workingFolder() } }
    + ["MKD", "XMKD"].map { CommandHandler($0, .mkd, argument: .required) { $0.makeFolder() } }
    + ["RMD", "XRMD"].map { CommandHandler($0, .rmd, argument: .required) { $0.removeFolder() } }

  private mutating func changeFolder() {
    let path = request.argument.isEmpty ? chosen.home : resolve(request.argument)
    change(to: path, saying: .folderChanged)
  }

  private mutating func folderUp() {
    change(to: FilePath.parent(of: chosen.folder), saying: .folderUp)
  }

  private mutating func change(to path: [UInt8], saying situation: Situation) {
    values.path = path
    guard let entry = files.entry(at: path) else { return say(.folderMissing, because: .missing) }
    guard entry.isFolder else { return say(.folderMissing, because: .isFile) }
    chosen.folder = path
    say(situation)
  }

  private mutating func workingFolder() {
    values.path = chosen.folder
    say(.workingFolder)
  }

  private mutating func makeFolder() {
    let path = resolve(request.argument)
    do {
      try files.makeFolder(path)
      say(.folderMade)
    } catch {
      say(.folderNotMade, because: error)
    }
  }

  private mutating func removeFolder() {
    let path = resolve(request.argument)
    if path == [0x2F] { return say(.folderNotRemoved, because: .busy) }
    do {
      try files.removeFolder(path)
      if FilePath.isInside(chosen.folder, path) { chosen.folder = FilePath.parent(of: path) }
      say(.folderRemoved)
    } catch {
      say(.folderNotRemoved, because: error)
    }
  }
}
