import Bytes
import Inputs
import NIOCore
import Records
import TLSEngine

/// A scan: what to probe, how, and where an earlier run left off.
public struct Scan: Sendable {
  /// Why a scan can't go on.
  public enum Problem: Error, Equatable, Sendable, CustomStringConvertible {
    /// The stream is not the one that the earlier run had read.
    case anotherStream
    /// So few files may be open that not even one probe has a socket.
    case tooFewFiles

    public var description: String {
      switch self {
      case .anotherStream:
        "standard input: not the targets that the stopped scan had read; give the same ones again"
      case .tooFewFiles:
        "too few files may be open for a scan: raise the limit (ulimit -n), or lower --threads"
      }
    }
  }

  /// A loop's files: epoll and what wakes it.
  private static let filesOfLoop = 2

  /// What is told while it runs, and asked. Called on threads of the scan.
  public struct Listener: Sendable {
    /// Writes records so that they outlive the process. What it throws ends the scan.
    public var write: @Sendable ([ServiceRecord]) throws -> Void
    /// Called before, on the thread that writes, while the first connections are made: the time to
    /// read what the first record will want.
    public var begin: @Sendable () -> Void = {}
    /// Told how far the scan is, a few times a second.
    public var progress: @Sendable (ScanFigures) -> Void = { _ in }
    /// Words for what the records that were written have shown; the journal keeps them. Called as
    /// `write` is, after it.
    public var conditions: @Sendable () -> Set<String> = { [] }
    /// Whether to stop.
    public var isInterrupted: @Sendable () -> Bool = { false }

    /// What the closure throws ends the scan.
    public init(write: @escaping @Sendable ([ServiceRecord]) throws -> Void) {
      self.write = write
    }
  }

  /// The targets that are known at the start, in the order in which they are asked.
  public var order: ScanOrder
  /// Targets that joined it after an earlier run had made the order.
  public var late: [LateTargets] = []
  /// The ports of targets of the stream that name none.
  public var ports: Ports
  /// What is left out of the stream.
  public var filter: TargetFilter
  /// What decides the order, and the stream's shares.
  public var seed: UInt64
  /// How many probes there may be at a time and in a second, and how long a host rests.
  public var limits: PacerLimits
  /// How each target is asked.
  public var probe: ProbeSettings
  /// Processors to use, 1 or more.
  public var threads = 1
  /// Whether to record targets too where no connection was made.
  public var wantsAll = false
  /// A stream of targets, such as a running zmap; nil for none.
  public var stream: InputPaths.File?
  /// Where the plan and the stream name more addresses, the scan stops; nil for no limit.
  public var addressesMaximum: UInt128?
  /// What an earlier run left, and where this one leaves the same.
  public var saved: SavedScan?

  public init(
    order: ScanOrder, ports: Ports, filter: TargetFilter, seed: UInt64, limits: PacerLimits,
    probe: ProbeSettings
  ) {
    self.order = order
    self.ports = ports
    self.filter = filter
    self.seed = seed
    self.limits = limits
    self.probe = probe
  }

  /// What makes it the same scan as another.
  public var identity: ScanIdentity {
    ScanIdentity(
      order: order, filter: filter, seed: seed, ports: ports,
      options: probe.words + (wantsAll ? ["all"] : []), isStreamed: stream != nil)
  }

  /// Runs to the end, or until it is interrupted. Throws `Problem`, `TLSProblem`, `FileProblem`
  /// and what the listener throws.
  public func run(_ listener: Listener, journal: sending ScanJournal? = nil) async throws
    -> ScanReport
  {
    guard OpenFiles.hasRoom(for: threads * Self.filesOfLoop + 1) else { throw Problem.tooFewFiles }
    let writer = RecordWriter(journal: journal, listener)
    do {
      return try await run(listener, writer)
    } catch {
      try? await writer.stop()
      throw error
    }
  }

  private func run(_ listener: Listener, _ writer: RecordWriter) async throws -> ScanReport {
    let context = try TLSContext(client: TLSSettings(applicationProtocols: ["ftp"]))
    var all: [SocketLoop] = []
    let result = await Result {
      for _ in 0..<threads { all.append(try SocketLoop()) }
      return try await run(listener, writer, context, on: all)
    }
    for loop in all { try await loop.shutdownGracefully() }
    return try result.get()
  }

  private func run(
    _ listener: Listener, _ writer: RecordWriter, _ context: TLSContext, on all: [SocketLoop]
  ) async throws -> ScanReport {
    let home = all[0]
    let scan = self
    let control = try await home.submit {
      NIOLoopBound(ScanControl(scan, listener, writer, home), eventLoop: home)
    }.get()
    var loops: [(SocketLoop, NIOLoopBound<ProbeLoop>)] = []
    for (index, loop) in all.enumerated() {
      let bound = try await loop.submit {
        let probes = ProbeLoop(
          loop, settings: scan.probe, context: context, ports: scan.ports,
          handshakesMaximum: scan.probe.handshakesMaximum / scan.threads,
          wishes: { number in home.execute { control.value.wantsConnection(number, on: index) } },
          ended: { ending in home.execute { control.value.ended(ending) } })
        probes.start()
        return NIOLoopBound(probes, eventLoop: loop)
      }.get()
      try await home.submit { control.value.add(bound, loop) }.get()
      loops.append((loop, bound))
    }
    let reader = stream.map { TargetStream($0, control: control, home: home) }
    reader?.start()
    let result = await Result { try await home.flatSubmit { control.value.run() }.get() }
    reader?.stop()
    // No probe may tell a loop of its end that has ended itself.
    for (loop, probes) in loops { try await loop.submit { probes.value.stop() }.get() }
    try await writer.stop()
    return try result.get()
  }
}

extension Result where Failure == any Error {
  /// What an asynchronous call gives or throws.
  fileprivate init(_ body: () async throws -> Success) async {
    do {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}
