import Bytes
import Foundation
import Inputs
import Logging
import TestSupport
import Testing

@testable import Sensor

@Suite struct QuarantineTests {
  private let own: TemporaryFolder
  private var folder: String { own.path("quarantine") }
  static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  static let peer = IPAddress(v4: 0xC000_0201)

  init() throws { own = try TemporaryFolder() }

  private func opened(_ limits: SensorLimits) throws -> Quarantine {
    try Quarantine(folder: folder, limits: limits, logger: Self.silent)
  }

  private func upload(
    _ bytes: [UInt8], _ quarantine: Quarantine, _ limits: SensorLimits,
    _ peer: IPAddress = Self.peer
  ) -> KeptUpload {
    let upload = Upload(quarantine, limits, of: peer, keptInSession: 0)
    for start in stride(from: 0, to: bytes.count, by: 10) {
      Array(bytes[start..<min(bytes.count, start + 10)]).withSlice { upload.add($0) }
    }
    return upload.finish()
  }

  /// The files of uploads.
  private var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
      .filter { ![InputPaths.quarantineMark, FolderLock.name].contains($0) }
  }

  @Test func keepsEachOnceUnderItsDigest() throws {
    let limits = SensorLimits()
    let quarantine = try opened(limits)
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    for _ in 0..<2 {
      let kept = upload(Array("abc".utf8), quarantine, limits)
      let file = KeptFile(path: "\(folder)/\(abc)", size: 3)
      #expect(kept == KeptUpload(sha256: abc, isQuarantined: true, content: "text", file: file))
      #expect(try file.read(at: 1, count: 9) == Array("bc".utf8))
    }
    #expect(names == [abc])
    #expect(quarantine.files == 1)
    // A block, and one for its record.
    #expect(quarantine.bytes == 8192)
    let about = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(abc)")
    #expect(about[.posixPermissions] as? Int == 0o400)
    let its = try FileManager.default.attributesOfItem(atPath: folder)
    #expect(its[.posixPermissions] as? Int == 0o700)
  }

  /// What strangers sent is not found in the folder, from the first byte on.
  @Test func isMarked() throws {
    let limits = SensorLimits()
    let quarantine = try opened(limits)
    let upload = Upload(quarantine, limits, of: Self.peer, keptInSession: 0)
    Array("{\"record\":\"event\"}".utf8).withSlice { upload.add($0) }
    #expect(names.count == 1 && InputPaths.files([folder]).files.isEmpty)
    _ = upload.finish()
    #expect(names.count == 1 && InputPaths.files([folder]).files.isEmpty)
  }

  private static func changed(_ set: (inout SensorLimits) -> Void) -> SensorLimits {
    var limits = SensorLimits()
    set(&limits)
    return limits
  }

  /// Limits, what is brought in tens of bytes, and whether each is kept.
  @Test(
    arguments: [
      (changed { $0.uploadBytes = 20 }, [2, 3], [true, false]),
      (changed { $0.quarantineBytes = 16_384 }, [1, 2, 3, 0], [true, true, false, false]),
      (changed { $0.quarantineBytes = 16_384 }, [410, 1, 0], [true, false, true]),
      (changed { $0.uploadsPerAddress = 1 }, [1, 1], [true, false]),
      (changed { $0.uploadBytesPerAddress = 40 }, [3, 2, 1], [true, false, true]),
      (changed { $0.uploadBytesPerSession = 0 }, [1], [false]),
      (SensorLimits(), [0], [true]),
    ] as [(SensorLimits, [Int], [Bool])])
  func limits(_ limits: SensorLimits, _ sizes: [Int], _ isKept: [Bool]) throws {
    let quarantine = try opened(limits)
    for (index, size) in sizes.enumerated() {
      let bytes = [UInt8](repeating: UInt8(index), count: size * 10)
      let kept = upload(bytes, quarantine, limits)
      #expect(kept.isQuarantined == isKept[index], "upload \(index)")
      #expect(kept.sha256?.count == 64)
    }
    #expect(names.count == isKept.count { $0 }, "nothing else is left")
  }

  @Test func whatACrashLeftGoes() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("x".utf8).write(to: URL(fileURLWithPath: "\(folder)/12-1.part"))
    try Data("abcd".utf8).write(
      to: URL(fileURLWithPath: "\(folder)/" + String(repeating: "a", count: 64)))
    try Data("{}".utf8).write(
      to: URL(fileURLWithPath: "\(folder)/" + String(repeating: "a", count: 64) + ".json"))
    let quarantine = try opened(SensorLimits())
    #expect(names.count == 2)
    #expect(quarantine.files == 1)
    #expect(quarantine.bytes == 8192)
  }

  @Test(
    arguments: [
      ("\u{7F}ELF\u{02}\u{01}", "elf"), ("MZ\u{90}", "pe"), ("#!/bin/sh\nrm", "shell"),
      ("#!/usr/bin/env python3\n", "python"), ("#! /usr/bin/perl -w", "perl"), ("#!x", "script"),
      ("<?php eval($_POST[1]); ?>", "php"), ("\r\n <?PHP", "php"), ("GIF89a<?php", "gif"),
      ("<html><?php", "html"), ("<%@ Page Language=\"C#\"", "asp"), ("PK\u{03}\u{04}", "zip"),
      ("%PDF-1.7", "pdf"), ("hello\n", "text"), ("", "empty"), ("\u{01}\u{02}", "data"),
      ("x<?php", "php"), ("@ECHO OFF\r\n", "batch"),
    ])
  func textContent(_ head: String, _ name: String) {
    #expect(ContentType.name(of: Array(head.utf8)) == name)
  }

  @Test(
    arguments: [
      ([0x1F, 0x8B, 8], "gzip"), ([0x89, 0x50, 0x4E, 0x47], "png"),
      ([0xFF, 0xFE, 65, 0], "utf-16-text"),
      ([0x1F], "data"),
    ] as [([UInt8], String)])
  func binaryContent(_ head: [UInt8], _ name: String) {
    #expect(ContentType.name(of: head) == name)
  }
}
