import Bytes

/// What a file is, by its first bytes: one table. What it is called says nothing of it.
enum ContentType {
  /// First bytes that are enough.
  static let headBytes = 512

  /// Names of what begins with bytes, at an offset; the first that fits counts.
  private static let signatures: [(offset: Int, bytes: StaticString, name: String)] = [
    (0, "\u{7F}ELF", "elf"), (0, "MZ", "pe"), (0, "dex\n", "dex"), (0, "PK\u{03}\u{04}", "zip"),
    (0, "PK\u{05}\u{06}", "zip"), (0, "Rar!\u{1A}\u{07}", "rar"), (0, "BZh", "bzip2"),
    (0, "070701", "cpio"), (257, "ustar", "tar"), (0, "%PDF-", "pdf"), (0, "{\\rtf", "rtf"),
    (0, "GIF8", "gif"), (8, "WEBP", "webp"), (0, "LZIP", "lzip"), (0, "SQLite format 3", "sqlite"),
    (0, "!<arch>\n", "ar"), (0, "-----BEGIN ", "pem"), (0, "ssh-", "ssh-key"),
    (0, "MSCF", "cab"), (0, "II*\u{00}", "tiff"), (0, "MM\u{00}*", "tiff"),
  ]

  /// The same where a byte is no ASCII.
  private static let binaries: [(bytes: [UInt8], name: String)] = [
    ([0x1F, 0x8B], "gzip"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "xz"),
    ([0x28, 0xB5, 0x2F, 0xFD], "zstd"), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "7z"),
    ([0x89, 0x50, 0x4E, 0x47], "png"), ([0xFF, 0xD8, 0xFF], "jpeg"),
    ([0xCA, 0xFE, 0xBA, 0xBE], "java-class"), ([0xCF, 0xFA, 0xED, 0xFE], "mach-o"),
    ([0xCE, 0xFA, 0xED, 0xFE], "mach-o"), ([0xD0, 0xCF, 0x11, 0xE0], "ole"),
    ([0x4C, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00], "lnk"),
    ([0xAC, 0xED, 0x00, 0x05], "java-serialized"), ([0xEF, 0xBB, 0xBF], "utf-8-text"),
    ([0xFF, 0xFE], "utf-16-text"), ([0xFE, 0xFF], "utf-16-text"),
  ]

  /// What a text begins with, blanks aside and in any case.
  private static let texts: [(bytes: StaticString, name: String)] = [
    ("<?php", "php"), ("<?=", "php"), ("<%@ page language=\"java", "jsp"), ("<%", "asp"),
    ("<?xml", "xml"), ("<!doctype html", "html"), ("<html", "html"), ("<script", "html"),
    ("@echo off", "batch"), ("[autorun]", "autorun"), ("[internetshortcut]", "url"),
    ("windows registry editor", "reg"), ("on error resume next", "vbs"),
    ("powershell", "powershell"),
  ]

  /// Interpreters by the word that names them.
  private static let interpreters: [(word: StaticString, name: String)] = [
    ("perl", "perl"), ("python", "python"), ("php", "php"), ("ruby", "ruby"),
    ("node", "javascript"), ("lua", "lua"), ("pwsh", "powershell"), ("awk", "awk"),
    ("sh", "shell"), ("busybox", "shell"),
  ]

  /// The file's kind; `text` where all is ASCII text, `empty` of nothing, `data` where nothing
  /// tells.
  static func name(of head: [UInt8]) -> String { head.withSlice(name) }

  private static func name(_ head: ByteSlice) -> String {
    if head.isEmpty { return "empty" }
    for item in signatures where head.dropFirst(item.offset).starts(with: item.bytes) {
      return item.name
    }
    for item in binaries where head.count >= item.bytes.count {
      if zip(item.bytes, head.buffer).allSatisfy(==) { return item.name }
    }
    if head.starts(with: "#!") { return script(head) }
    var start = 0
    while start < head.count, [0x20, 0x09, 0x0A, 0x0D].contains(head[start]) { start += 1 }
    let text = head.dropFirst(start)
    for item in texts where text[0..<item.bytes.utf8CodeUnitCount].equalsIgnoringCase(item.bytes) {
      return item.name
    }
    if head.contains("<?php") { return "php" }
    let isText = head.buffer.allSatisfy { $0 >= 0x20 && $0 < 0x7F || (0x09...0x0D).contains($0) }
    return isText ? "text" : "data"
  }

  private static func script(_ head: ByteSlice) -> String {
    let line = head[0..<(head.firstIndex(of: 0x0A) ?? head.count)]
    for item in interpreters where line.contains(item.word) { return item.name }
    return "script"
  }
}
