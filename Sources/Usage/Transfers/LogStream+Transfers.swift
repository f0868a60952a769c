import Inputs

extension LogStream {
  /// Puts transfer logs beside the logs of sessions that tell of connections and logins and have no
  /// line for a file (ProFTPD's SystemLog): read with them, each line finds its session. So it is
  /// where no other log may have that session.
  static func joiningTransfers(_ streams: [LogStream]) -> [LogStream] {
    var joined = streams.filter { !$0.isTransferLog }
    var left: [LogStream] = []
    let alone = joined
    for stream in streams where stream.isTransferLog {
      let here = alone.indices.filter { alone[$0].folder == stream.folder }
      let possible = here.isEmpty ? Array(alone.indices) : here
      if possible.count == 1, alone[possible[0]].takesTransfers {
        joined[possible[0]].members += stream.members
      } else {
        left.append(stream)
      }
    }
    return joined + left
  }

  /// Whether none of its logs has lines for files.
  var hidesFiles: Bool {
    members.allSatisfy { $0.head.format?.tells.contains(.files) == false }
  }

  private var folder: String { FilePlace.folder(of: members.first?.file.path ?? "") }

  /// Whether it names the client and user of each session, and no file.
  private var takesTransfers: Bool {
    let formats = members.compactMap(\.head.format)
    return isJoined && formats.contains { $0.tells.contains(.connects) }
      && formats.allSatisfy { $0.commandRank == nil }
  }
}
