/// What a Unix machine has beside the files of its FTP users, by name alone. Who copies files
/// before a login (CVE-2015-3306) isn't shut in with the users', and begins with one of these: what
/// comes next is told of only where that is there.
struct MachineFiles {
  private static let files = paths(
    """
    /etc/passwd /etc/group /etc/hosts /etc/hostname /etc/issue /etc/resolv.conf /etc/services
    /etc/os-release /etc/fstab /etc/crontab /etc/profile /etc/proftpd/proftpd.conf
    /proc/self/cmdline /proc/self/environ /proc/self/maps /proc/self/status /proc/self/stat
    /proc/self/mounts /proc/version /proc/cpuinfo /proc/meminfo /proc/mounts /proc/net/tcp
    /bin/sh /bin/ls /bin/cat /usr/bin/id /dev/null
    """)
  /// Folders into which everybody may write, and those for whose sake files are copied.
  private static let openFolders = paths("/tmp /var/tmp /dev/shm /var/www /var/www/html")
  /// Names that one session may make.
  private static let copiesMaximum = 20

  private var copies: Set<[UInt8]> = []

  func has(_ path: [UInt8]) -> Bool { Self.files.contains(path) || copies.contains(path) }

  /// Notes a copy; whether it could be made.
  mutating func addCopy(_ path: [UInt8]) -> Bool {
    guard Self.openFolders.contains(FilePath.parent(of: path)),
      copies.count < Self.copiesMaximum || copies.contains(path)
    else { return false }
    copies.insert(path)
    return true
  }

  private static func paths(_ text: String) -> Set<[UInt8]> {
    Set(text.split { $0 == " " || $0 == "\n" }.map { Array($0.utf8) })
  }
}
