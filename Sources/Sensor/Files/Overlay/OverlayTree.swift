import Bytes

/// One session's view of the bait: what it changes is kept beside it and seen by it alone.
///
/// Nothing is held until something is changed; then a node for each folder on the way to the
/// change, and one for what was changed. A folder that is moved stays one node, however much is in
/// it.
public final class OverlayTree: FileTree {
  let base: any BaseTree
  let limits: SessionLimits
  /// What all sessions hold together, and whose session this is; nil where nobody counts that.
  let memory: SharedMemory?
  let peer: IPAddress
  let now: @Sendable () -> Timestamp
  /// Permissions that what the session makes does not have.
  private let umask: UInt16
  private var root: OverlayNode?
  /// Nodes that are held.
  public private(set) var entriesHeld = 0
  /// Bytes of files that are held.
  public internal(set) var bytesHeld = 0
  private var lastUnique: UInt64
  /// Who owns what the session makes.
  private let owner: (name: String, group: String, number: Int, groupNumber: Int)

  /// About what a node takes of memory besides a file's bytes.
  static let entryBytes = 512

  /// - Parameters:
  ///   - memory: what it shares with other sessions' trees.
  ///   - peer: whose session it is.
  ///   - umask: permissions that what is made does not have.
  ///   - now: the time of what is made and changed.
  init(
    base: any BaseTree, limits: SessionLimits = .init(), memory: SharedMemory? = nil,
    of peer: IPAddress = IPAddress(v4: 0), umask: UInt16 = 0o022,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.base = base
    self.limits = limits
    self.memory = memory
    self.peer = peer
    self.umask = umask
    self.now = now
    lastUnique = base.highestUnique
    let root = base.entry(at: [0x2F])
    owner = ("ftp", "ftp", root?.ownerNumber ?? 0, root?.groupNumber ?? 0)
  }

  deinit { memory?.give(entriesHeld * Self.entryBytes + bytesHeld, of: peer) }

  // MARK: Looking

  /// What a path is: a node of the session's, or a path of the bait.
  enum Place {
    case node(OverlayNode)
    case base([UInt8])
  }

  func place(of path: [UInt8]) -> Place? {
    guard var node = root else { return .base(path) }
    var names = path.split(separator: 0x2F)[...]
    while let name = names.popFirst() {
      guard case .folder(let base, let children) = node.kind else { return nil }
      if let child = children[Array(name)] {
        if child.isRemoved { return nil }
        node = child
        continue
      }
      guard let base else { return nil }
      return .base(names.reduce(FilePath.child(Array(name), of: base)) { $0 + [0x2F] + $1 })
    }
    return .node(node)
  }

  public func entry(at path: [UInt8]) -> FileEntry? {
    var entry: FileEntry?
    switch place(of: path) {
    case .node(let node): entry = node.entry
    case .base(let path): entry = base.entry(at: path)
    case nil: break
    }
    entry?.name = FilePath.name(of: path)
    return entry
  }

  public func entries(in path: [UInt8]) throws(FileError) -> [FileEntry] {
    switch place(of: path) {
    case nil: throw .missing
    case .base(let path):
      guard let entries = base.entries(in: path) else {
        throw base.entry(at: path) == nil ? .missing : .isFile
      }
      return entries
    case .node(let node):
      guard case .folder(let basePath, let children) = node.kind else { throw .isFile }
      var entries: [FileEntry] = []
      if let basePath {
        entries = (base.entries(in: basePath) ?? []).filter { children[$0.name] == nil }
      }
      for (name, child) in children where !child.isRemoved {
        var entry = child.entry
        entry.name = name
        entries.append(entry)
      }
      return entries
    }
  }

  public func open(_ path: [UInt8]) throws(FileError) -> any ReadableFile {
    switch place(of: path) {
    case nil: throw .missing
    case .base(let path): return try openBase(path)
    case .node(let node):
      if !node.isFolder, node.entry.mode & 0o400 == 0 { throw .denied }
      switch node.kind {
      case .file(.bytes(let bytes)): return HeldFile(bytes)
      case .file(.kept(let bytes, let file)): return HeldFile(bytes, before: file)
      case .file(.base(let path)): return try openBase(path)
      case .folder, .removed: throw .isFolder
      }
    }
  }

  private func openBase(_ path: [UInt8]) throws(FileError) -> any ReadableFile {
    if let file = base.open(path) { return file }
    throw base.entry(at: path) == nil ? .missing : .isFolder
  }

  // MARK: Changing

  /// The node of a path that is there, made where it is the bait's; what is in the bait's folders
  /// stays there.
  private func node(at path: [UInt8]) throws(FileError) -> OverlayNode {
    if case .node(let node)? = place(of: path) { return node }
    guard path != [0x2F] else {
      guard let entry = base.entry(at: path) else { throw .missing }
      try hold(entries: 1)
      let node = OverlayNode(.folder(base: path, children: [:]), entry)
      root = node
      return node
    }
    let parent = try node(at: FilePath.parent(of: path))
    guard case .base(let basePath)? = place(of: path), let entry = base.entry(at: basePath) else {
      throw .missing
    }
    let node = OverlayNode(
      entry.isFolder ? .folder(base: basePath, children: [:]) : .file(.base(basePath)), entry)
    try add(node, FilePath.name(of: path), in: parent)
    return node
  }

  /// Puts a new node into a folder, in the place of what it replaces, if there is room for it.
  func add(
    _ node: OverlayNode, _ name: [UInt8], in parent: OverlayNode
  ) throws(FileError) {
    let replaced = child(name, of: parent)
    guard bytesHeld - (replaced?.bytesHeld ?? 0) + node.bytesHeld <= limits.bytesMaximum else {
      throw .full
    }
    try hold(entries: replaced == nil ? 1 : 0, bytes: node.bytesHeld)
    try put(node, name, in: parent)
    forget(replaced)
  }

  private func put(
    _ node: OverlayNode, _ name: [UInt8], in parent: OverlayNode
  ) throws(FileError) {
    guard case .folder(let base, var children) = parent.kind else { throw .isFile }
    let hadFolder = hasFolder(name, in: parent)
    parent.kind = .removed
    children[name] = node
    parent.kind = .folder(base: base, children: children)
    parent.entry.links += (node.isFolder ? 1 : 0) - (hadFolder ? 1 : 0)
    parent.entry.modified = now()
  }

  private func hasFolder(_ name: [UInt8], in parent: OverlayNode) -> Bool {
    guard case .folder(let base, let children) = parent.kind else { return false }
    if let child = children[name] { return child.isFolder }
    return base.map { self.base.entry(at: FilePath.child(name, of: $0))?.isFolder == true } ?? false
  }

  private func child(_ name: [UInt8], of parent: OverlayNode) -> OverlayNode? {
    guard case .folder(_, let children) = parent.kind else { return nil }
    return children[name]
  }

  /// Takes a name out of a folder; where the bait has it, what tells that it is gone stays.
  private func remove(_ name: [UInt8], from parent: OverlayNode) throws(FileError) {
    guard case .folder(let base, var children) = parent.kind else { throw .isFile }
    let isInBase = base.map { self.base.entry(at: FilePath.child(name, of: $0)) != nil } ?? false
    guard children[name] != nil || isInBase else { throw .missing }
    // A node that goes on elsewhere stays as it is: another takes its place here.
    if isInBase { try hold(entries: 1) }
    if hasFolder(name, in: parent) { parent.entry.links -= 1 }
    parent.kind = .removed
    children[name] = isInBase ? OverlayNode(.removed, Self.nothing) : nil
    parent.kind = .folder(base: base, children: children)
    parent.entry.modified = now()
  }

  private static let nothing = FileEntry(
    name: [], isFolder: false, size: 0, modified: Timestamp(milliseconds: 0), mode: 0, owner: "",
    group: "", unique: 0)

  /// Takes room for nodes, and for bytes of files.
  private func hold(entries: Int, bytes: Int = 0) throws(FileError) {
    guard entriesHeld + entries <= limits.entriesMaximum,
      memory?.take(entries * Self.entryBytes + bytes, for: peer) != false
    else { throw .full }
    entriesHeld += entries
    bytesHeld += bytes
  }

  func release(entries: Int = 0, bytes: Int = 0) {
    memory?.give(entries * Self.entryBytes + bytes, of: peer)
    entriesHeld -= entries
    bytesHeld -= bytes
  }

  func newEntry(isFolder: Bool) -> FileEntry {
    lastUnique += 1
    return FileEntry(
      name: [], isFolder: isFolder, size: 0, modified: now(),
      mode: (isFolder ? 0o777 : 0o666) & ~umask,
      owner: owner.name, group: owner.group, ownerNumber: owner.number,
      groupNumber: owner.groupNumber, unique: lastUnique)
  }

  /// The folder that a new name is to be in.
  func parent(of path: [UInt8]) throws(FileError) -> OverlayNode {
    // As file systems have it; longer names would be memory that nothing counts.
    guard FilePath.name(of: path).count <= 255 else { throw .nameTooLong }
    let folder = FilePath.parent(of: path)
    guard let entry = entry(at: folder) else { throw .missing }
    guard entry.isFolder else { throw .missing }
    return try node(at: folder)
  }

  public func makeFolder(_ path: [UInt8]) throws(FileError) {
    if entry(at: path) != nil { throw .exists }
    let node = OverlayNode(.folder(base: nil, children: [:]), newEntry(isFolder: true))
    try add(node, FilePath.name(of: path), in: try parent(of: path))
  }

  public func makeHome(_ path: [UInt8]) -> Bool {
    if let entry = entry(at: path) { return entry.isFolder }
    let above = FilePath.parent(of: path)
    guard path != above, makeHome(above) else { return false }
    return (try? makeFolder(path)) != nil
  }

  public func removeFolder(_ path: [UInt8]) throws(FileError) {
    guard let entry = entry(at: path) else { throw .missing }
    guard entry.isFolder else { throw .isFile }
    if path == [0x2F] { throw .busy }
    guard try entries(in: path).isEmpty else { throw .notEmpty }
    try drop(path)
  }

  public func removeFile(_ path: [UInt8]) throws(FileError) {
    guard let entry = entry(at: path) else { throw .missing }
    if entry.isFolder { throw .isFolder }
    try drop(path)
  }

  /// Lets go of what is not in the tree any more; who is writing it may go on.
  private func forget(_ node: OverlayNode?) {
    guard let node else { return }
    release(bytes: node.bytesHeld)
    node.kind = .removed
  }

  /// Removes what is there, and no longer counts it.
  private func drop(_ path: [UInt8]) throws(FileError) {
    let parent = try parent(of: path)
    let held = child(FilePath.name(of: path), of: parent)
    try remove(FilePath.name(of: path), from: parent)
    guard let held else { return }
    release(entries: held.entriesHeld)
    forget(held)
  }

  public func rename(_ path: [UInt8], to: [UInt8]) throws(FileError) {
    guard let entry = entry(at: path) else { throw .missing }
    if path == to { return }
    if path == [0x2F] || to == [0x2F] { throw .busy }
    if FilePath.isInside(to, path) { throw .invalid }
    // As rename(2) has it: a folder takes the place of one in which nothing is.
    if let there = self.entry(at: to) {
      if there.isFolder, !entry.isFolder { throw .isFolder }
      if entry.isFolder, !there.isFolder { throw .isFile }
      if there.isFolder, try !entries(in: to).isEmpty { throw .notEmpty }
    }
    let target = try parent(of: to)
    let node = try node(at: path)
    let replaced = child(FilePath.name(of: to), of: target)
    // Room for what tells that the old name is gone, so that nothing is half done.
    guard entriesHeld < limits.entriesMaximum else { throw .full }
    try remove(FilePath.name(of: path), from: try parent(of: path))
    try put(node, FilePath.name(of: to), in: target)
    guard let replaced else { return }
    release(entries: replaced.entriesHeld)
    forget(replaced)
  }

  public func copy(_ path: [UInt8], to: [UInt8]) throws(FileError) {
    guard let entry = entry(at: path) else { throw .missing }
    if entry.isFolder { throw .isFolder }
    if self.entry(at: to)?.isFolder == true { throw .isFolder }
    if path == to { throw .exists }
    let content: OverlayNode.Content
    switch place(of: path) {
    case .base(let path)?: content = .base(path)
    case .node(let node)?:
      guard case .file(let own) = node.kind else { throw .isFolder }
      content = own
    case nil: throw .missing
    }
    let parent = try parent(of: to)
    var made = newEntry(isFolder: false)
    made.size = entry.size
    made.canary = entry.canary
    try add(OverlayNode(.file(content), made), FilePath.name(of: to), in: parent)
  }

  public func setModified(_ path: [UInt8], _ time: Timestamp) throws(FileError) {
    try node(at: path).entry.modified = time
  }

  public func setMode(_ path: [UInt8], _ mode: UInt16) throws(FileError) {
    try node(at: path).entry.mode = mode
  }
}
