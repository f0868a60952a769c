import Bytes

/// What files of a kind begin and end with.
enum BaitHead {
  static func bytes(_ file: BaitFile, token: String) -> [UInt8] {
    switch file.kind {
    case .pdf:
      return Array(
        """
        %PDF-1.5
        %\u{E2}\u{E3}
        1 0 obj
        << /Producer (Scan2PDF 4.1) /Keywords (\(token)) >>
        endobj

        """.utf8)
    case .zip: return entry("list.txt", token)
    case .spreadsheet, .document: return entry("[Content_Types].xml", token)
    case .jpeg:
      let comment = Array(token.utf8)
      return [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF".utf8)
        + [0, 1, 1, 1, 0, 72, 0, 72, 0, 0, 0xFF, 0xFE, 0, UInt8(comment.count + 2)] + comment
        + [0xFF, 0xDB, 0, 0x43, 0]
    case .png:
      return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
        + [0, 0, 1, 0x40, 0, 0, 0, 0x78, 8, 6, 0, 0, 0]
    case .gzip, .sqlBackup:
      // With the name of what was packed.
      let name = file.entry.name.dropLast(3)
      return [0x1F, 0x8B, 8, 8, 0x5A, 0x3C, 0x11, 0x66, 0, 3] + name + [0]
    case .sqlDump:
      return Array(
        """
        -- MySQL dump 10.13  Distrib 5.7.42, for Linux (x86_64)
        --
        -- Host: localhost    Database: \(token)
        -- ------------------------------------------------------
        DROP TABLE IF EXISTS `users`;

        """.utf8)
    case .csv:
      return Array("id;name;email;city;amount\r\n1;archive;\(token)@example.com;-;0\r\n".utf8)
    case .phpConfig:
      return Array(
        "<?php\n$db_host = 'localhost';\n$db_user = 'web';\n$db_password = '\(token)';\n".utf8)
    case .envFile:
      return Array("APP_ENV=production\nDB_USERNAME=app\nDB_PASSWORD=\(token)\n".utf8)
    case .iniConfig:
      return Array("# written by setup\n[account]\nuser = svc\npassword = \(token)\n".utf8)
    case .html: return Array("<?php /* \(token) */ ?>\n<!DOCTYPE html>\n".utf8)
    case .privateKey: return Array("-----BEGIN RSA PRIVATE KEY-----\n".utf8)
    case .shellScript:
      return Array("#!/bin/sh\n# nightly\nexport PASSWORD=\(token)\nset -e\n".utf8)
    case .notes: return Array("ref \(token)\n\n".utf8)
    case .accessLog, .own: return []
    }
  }

  static func foot(of kind: BaitKind) -> [UInt8] {
    switch kind {
    case .pdf: Array("\nendstream\nstartxref\n116\n%%EOF\n".utf8)
    case .zip, .spreadsheet, .document:
      [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)
    case .jpeg: [0xFF, 0xD9]
    case .png: [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
    case .privateKey: Array("-----END RSA PRIVATE KEY-----\n".utf8)
    case .sqlDump: Array("\n-- Dump completed\n".utf8)
    default: []
    }
  }

  /// A ZIP archive's first entry (PKWARE APPNOTE §4.3.7), deflated; the token is in its extra
  /// field.
  private static func entry(_ name: String, _ token: String) -> [UInt8] {
    let extra = Array(token.utf8)
    var bytes: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0, 6, 0, 8, 0, 0, 0, 0x21, 0]
    bytes += [UInt8](repeating: 0x5A, count: 12)
    bytes += [UInt8(name.utf8.count), 0, UInt8(extra.count + 4), 0]
    return bytes + Array(name.utf8) + [0x99, 0x99, UInt8(extra.count), 0] + extra
  }
}
