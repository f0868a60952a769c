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
    case .zip, .spreadsheet, .document: return BaitArchive(file).head(token: token)
    case .jpeg:
      let comment = Array(token.utf8)
      return [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF".utf8)
        + [0, 1, 1, 1, 0, 72, 0, 72, 0, 0, 0xFF, 0xFE, 0, UInt8(comment.count + 2)] + comment
        + [0xFF, 0xDB, 0, 0x43, 0]
    case .png:
      return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
        + [0, 0, 1, 0x40, 0, 0, 0, 0x78, 8, 6, 0, 0, 0]
    case .gzip:
      // With the name of what was packed.
      let name = file.entry.name.dropLast(3)
      let time = UInt32(truncatingIfNeeded: file.entry.modified.milliseconds / 1000)
      return [0x1F, 0x8B, 8, 8] + time.littleEndianBytes + [0, 3] + name + [0]
    case .routerBackup:
      let size = UInt32(truncatingIfNeeded: file.entry.size)
      return [0x88, 0xAC, 0xA1, 0xB1] + size.littleEndianBytes
    case .sqlDump:
      return Array(
        """
        -- MySQL dump 10.13  Distrib 5.7.42, for Linux (x86_64)
        --
        -- Host: localhost    Database: \(stem(file))
        -- ------------------------------------------------------
        DROP TABLE IF EXISTS `\(stem(file))`;
        INSERT INTO `\(stem(file))` VALUES (1,'admin','\(token)','admin@example.com','');

        """.utf8)
    case .csv:
      return Array("id;name;email;city;amount\r\n1;archive;\(token)@example.com;-;0\r\n".utf8)
    case .phpConfig:
      return Array(
        "<?php\ndefine('DB_USER', 'web');\ndefine('DB_PASSWORD', '\(token)');\n".utf8)
    case .envFile:
      return Array("APP_ENV=production\nDB_USERNAME=app\nDB_PASSWORD=\(token)\n".utf8)
    case .iniConfig:
      return Array("# written by setup\n[account]\nuser = svc\npassword = \(token)\n".utf8)
    case .html: return Array("<?php /* \(token) */ ?>\n<!DOCTYPE html>\n".utf8)
    case .routerExport:
      return Array(
        """
        # \(date(file)) by RouterOS 6.46.3
        #
        /ppp secret
        add name=vpn password=\(token) profile=default-encryption service=l2tp
        /ip firewall filter

        """.utf8)
    case .shellScript:
      return Array("#!/bin/sh\n# nightly\nexport PASSWORD=\(token)\nset -e\n".utf8)
    case .notes: return Array("ref \(token)\n\n".utf8)
    case .accessLog, .privateKey, .own: return []
    }
  }

  /// A file's name without its end: `customers.sql` is of the table `customers`.
  static func stem(_ file: BaitFile) -> String {
    String(decoding: file.entry.name.prefix { $0 != 0x2E }, as: UTF8.self)
  }

  /// `nov/26/2026 14:13:07`.
  private static func date(_ file: BaitFile) -> String {
    let text = ListingTime(file.entry.modified)
    var bytes = text.monthName.map { $0 | 0x20 } + [0x2F]
    bytes.append(text.day, digits: 2)
    bytes += "/\(text.year) ".utf8 + text.clock + [0x3A]
    bytes.append(text.second, digits: 2)
    return String(decoding: bytes, as: UTF8.self)
  }

  static func foot(of file: BaitFile) -> [UInt8] {
    switch file.kind {
    case .pdf: Array("\nendstream\nstartxref\n116\n%%EOF\n".utf8)
    case .zip, .spreadsheet, .document: BaitArchive(file).directory
    case .jpeg: [0xFF, 0xD9]
    case .png: [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
    case .sqlDump: Array("\n-- Dump completed\n".utf8)
    default: []
    }
  }
}
