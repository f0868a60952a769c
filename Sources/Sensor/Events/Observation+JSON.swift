import Bytes
import FTPProtocol
import Records
import TLSWire

extension Observation {
  /// Its type in an event record.
  var kind: EventRecord.Kind {
    switch self {
    case .connect: .connect
    case .tls: .tls
    case .command: .command
    case .transfer: .transfer
    case .login: .login
    case .upload: .upload
    case .download: .download
    case .bounce: .bounce
    case .exploit: .exploit
    case .backDoor: .backdoor
    case .disconnect: .disconnect
    }
  }

  /// Writes the fields of its type. `fingerprint`: of a client's TLS.
  func write(to json: inout JSONWriter, _ fingerprint: ClientFingerprint?) {
    switch self {
    case .connect(let level): json.object("connect") { $0.field("data_level", level?.letter) }
    case .tls(let tls): tls.write(to: &json, fingerprint)
    case .command(let command): command.write(to: &json)
    case .transfer(let transfer):
      json.object("transfer") { json in
        json.field("verb", bytes: transfer.verb)
        json.field("argument", bytes: transfer.argument)
        json.field("path", bytes: transfer.path)
        json.field("code", transfer.code)
      }
    case .login(let user, let password, let accepted):
      json.object("login") { json in
        json.field("user", bytes: user)
        json.field("password", bytes: password)
        json.field("accepted", accepted)
      }
    case .upload(let upload): upload.write(to: &json)
    case .download(let path, let size, let canary):
      json.object("download") { json in
        json.field("path", bytes: path)
        json.field("size", size)
        json.field("canary", canary)
      }
    case .bounce(let target):
      json.object("bounce") { $0.field("target", target) }
    case .exploit(let signature, let cve, let payload):
      json.object("exploit") { json in
        json.field("signature", signature)
        json.field("cve", cve)
        json.field("payload", bytes: payload)
      }
    case .backDoor(let door): door.write(to: &json)
    case .disconnect(let end): end.write(to: &json)
    }
  }
}

extension TLSObservation {
  fileprivate func write(to json: inout JSONWriter, _ fingerprint: ClientFingerprint?) {
    json.object("tls") { json in
      json.field("channel", isData ? "data" : "control")
      json.field("version", version)
      json.field("cipher", cipher)
      json.field("resumed", isResumed)
      json.field("sni", bytes: hello?.serverName)
      json.field("alpn", bytes: alpn)
      json.list("alpn_offered", hello?.applicationProtocols ?? []) { $0.value($1.escapedText) }
      json.field("offered", hello?.version.name)
      json.field("ja3", fingerprint?.ja3)
      json.field("ja4", fingerprint?.ja4)
      if let clientCertificate {
        json.object("client_certificate") { json in
          json.field("sha256", clientCertificate.sha256)
          json.field("subject", clientCertificate.subject)
        }
      } else {
        json.field("client_certificate", nil as String?)
      }
      json.field("failure", failure)
      json.field("hello", helloBytes.isEmpty ? nil : helloBytes.hexadecimal)
    }
  }
}

extension CommandObservation {
  fileprivate func write(to json: inout JSONWriter) {
    json.object("command") { json in
      json.field("verb", bytes: verb)
      json.field("argument", bytes: argument)
      json.field("code", code)
      json.field("since_ms", millisecondsSincePrevious)
      json.field("pipelined", isPipelined)
    }
  }
}

extension UploadObservation {
  fileprivate func write(to json: inout JSONWriter) {
    json.object("upload") { json in
      json.field("path", bytes: path)
      json.field("size", size)
      json.field("sha256", sha256)
      json.field("quarantined", isQuarantined)
      json.field("content", content)
      json.field("cut_off", isCutOff)
    }
  }
}

extension BackDoorObservation {
  fileprivate func write(to json: inout JSONWriter) {
    json.object("backdoor") { json in
      json.field("step", step.rawValue)
      json.field("port", Int(port))
      if let peer {
        json.object("peer") { json in
          json.field("ip", peer.description)
          json.field("port", peerPort.map { Int($0) })
        }
      } else {
        json.field("peer", nil as String?)
      }
      json.field("line", bytes: line)
      json.field("reason", reason?.rawValue)
    }
  }
}

extension DisconnectObservation {
  fileprivate func write(to json: inout JSONWriter) {
    json.object("disconnect") { json in
      json.field("duration_ms", milliseconds)
      json.field("commands", commands)
      json.field("reason", reason.rawValue)
      json.field("class", sessionClass)
      json.field("rule", classRule)
      json.field("first_bytes", bytes: firstBytes.isEmpty ? nil : firstBytes)
    }
  }
}
