import CEpoll
import Dispatch
import Glibc
import NIOCore
import Synchronization

/// A thread that waits for sockets and for the time, and runs what it is given. NIO's futures and
/// its pools of threads work with it; its own loops have channels, whose making and whose handlers
/// cost a probe more than the system's part of a connection does.
final class SocketLoop: EventLoop, @unchecked Sendable {
  // Sendable: what other threads give it is behind `shared`; all else is used on its thread, and
  // before that has begun.

  private struct Shared {
    var tasks: [() -> Void] = []
    /// Whether the thread sleeps, and has to be woken for a task.
    var isAsleep = false
    /// Called when the thread has ended, which it does once there is one.
    var whenStopped: [() -> Void] = []
    var isStopped = false
  }

  private struct Timer: Comparable {
    var time: NIODeadline
    /// Of equal times, the first to be set comes first.
    var number: UInt64
    var run: () -> Void
    /// Called in its place where the loop ends before its time.
    var fail: () -> Void

    static func < (one: Timer, other: Timer) -> Bool {
      (one.time, one.number) < (other.time, other.number)
    }

    static func == (one: Timer, other: Timer) -> Bool { one.number == other.number }
  }

  /// Sockets that are told of at once.
  private static let readyMaximum: Int32 = 128
  /// No descriptor's.
  private static let bellTag = UInt64.max

  /// What is read, for the time of one read.
  let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 16_384)
  private let epoll: Int32
  private let bell: Int32
  private let shared = Mutex(Shared())
  private var thread = pthread_t()
  private let hasEnded = Atomic(false)
  private var timers = Heap<Timer>()
  private var timerCount: UInt64 = 0
  /// Whether nothing runs any more when its time has come.
  private var isEnding = false
  /// By descriptor. What was told of one that is closed since must not reach the next that has the
  /// same descriptor: each has a number.
  private var sockets: [(socket: Socket, number: UInt32)?] = []
  private var socketCount: UInt32 = 0

  /// Begins to run. Throws where too few files may be open.
  init() throws(SocketError) {
    epoll = epoll_make()
    bell = epoll_make_bell()
    guard epoll >= 0, bell >= 0, epoll_add(epoll, bell, Self.bellTag, 1, 0) == 0 else {
      let error = SocketError(number: errno)
      close()
      throw error
    }
    let own = Unmanaged.passRetained(self)
    // The thread waits until it is known.
    let result = shared.withLock { _ in
      pthread_create(&thread, nil, { SocketLoop.run($0) }, own.toOpaque())
    }
    guard result == 0 else {
      own.release()
      close()
      throw SocketError(number: result)
    }
  }

  private func close() {
    if epoll >= 0 { Glibc.close(epoll) }
    if bell >= 0 { Glibc.close(bell) }
  }

  deinit { buffer.deallocate() }

  // MARK: Running

  private static func run(_ own: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let own else { return nil }
    pthread_detach(pthread_self())
    epoll_name_thread("probes")
    Unmanaged<SocketLoop>.fromOpaque(own).takeRetainedValue().run()
    return nil
  }

  private func run() {
    withUnsafeTemporaryAllocation(of: epoll_ready.self, capacity: Int(Self.readyMaximum)) { ready in
      while runTasks() {
        let count = epoll_wait_ready(epoll, ready.baseAddress, Self.readyMaximum, pause)
        shared.withLock { $0.isAsleep = false }
        for one in ready[..<Int(count)] { isReady(one) }
        runTimers()
      }
    }
    let (tasks, whenStopped) = shared.withLock { shared in
      shared.isStopped = true
      return (shared.tasks, shared.whenStopped)
    }
    isEnding = true
    // Whoever waits for one of these would wait for ever.
    for task in tasks { task() }
    while let timer = timers.popFirst() { timer.fail() }
    close()
    hasEnded.store(true, ordering: .releasing)
    for call in whenStopped { call() }
  }

  /// Runs what was given to run. False where the loop is to end.
  private func runTasks() -> Bool {
    let (tasks, isEnding) = shared.withLock { shared in
      let tasks = shared.tasks
      shared.tasks = []
      shared.isAsleep = tasks.isEmpty
      return (tasks, !shared.whenStopped.isEmpty)
    }
    for task in tasks { task() }
    return !isEnding || !tasks.isEmpty
  }

  /// How many milliseconds to wait for sockets, until a timer ends or without end (-1).
  private var pause: Int32 {
    if !shared.withLock({ $0.isAsleep }) { return 0 }
    guard let first = timers.first else { return -1 }
    let left = (first.time - .now()).nanoseconds
    return Int32(clamping: max(0, (left + 999_999) / 1_000_000))
  }

  private func runTimers() {
    guard !timers.isEmpty else { return }
    let now = NIODeadline.now()
    while let first = timers.first, first.time <= now { timers.popFirst()?.run() }
  }

  private func isReady(_ what: epoll_ready) {
    if what.tag == Self.bellTag { return epoll_heard(bell) }
    let (descriptor, number) = (Int(what.tag >> 32), UInt32(truncatingIfNeeded: what.tag))
    guard let (socket, itsNumber) = sockets[descriptor], itsNumber == number else { return }
    socket.isReady(what)
  }

  // MARK: For sockets

  /// Tells a socket when it can be written; false where that is not possible.
  func add(_ socket: Socket, _ descriptor: Int32) -> Bool {
    socketCount &+= 1
    let index = Int(descriptor)
    while sockets.count <= index { sockets.append(nil) }
    sockets[index] = (socket, socketCount)
    return epoll_add(epoll, descriptor, tag(descriptor), 0, 1) == 0
  }

  /// Tells a socket when it can be read, and on request also when it can be written.
  func watch(_ descriptor: Int32, writes: Bool) {
    _ = epoll_change(epoll, descriptor, tag(descriptor), 1, writes ? 1 : 0)
  }

  /// Tells a socket nothing more: it is about to be closed, which takes it from the system's list.
  func remove(_ descriptor: Int32) {
    if sockets.indices.contains(Int(descriptor)) { sockets[Int(descriptor)] = nil }
  }

  private func tag(_ descriptor: Int32) -> UInt64 {
    UInt64(descriptor) << 32 | UInt64(sockets[Int(descriptor)]?.number ?? 0)
  }

  // MARK: EventLoop

  var inEventLoop: Bool {
    // The system may give the thread's number to another when it has ended.
    !hasEnded.load(ordering: .acquiring) && pthread_equal(pthread_self(), thread) != 0
  }

  func execute(_ task: @escaping @Sendable () -> Void) { _ = takes(task) }

  /// Takes a task to run; false where the loop has ended.
  private func takes(_ task: @escaping @Sendable () -> Void) -> Bool {
    shared.withLock { shared in
      guard !shared.isStopped else { return false }
      shared.tasks.append(task)
      guard shared.isAsleep else { return true }
      shared.isAsleep = false
      epoll_ring(bell)
      return true
    }
  }

  @discardableResult
  func scheduleTask<T>(
    deadline: NIODeadline, _ task: @escaping @Sendable () throws -> T
  ) -> Scheduled<T> {
    let promise = makePromise(of: T.self)
    let isCancelled = Flag()
    let run = { @Sendable in
      // The promise of a cancelled one is failed by whoever cancels.
      if isCancelled.isSet.load(ordering: .relaxed) { return }
      do {
        promise.assumeIsolated().succeed(try task())
      } catch {
        promise.fail(error)
      }
    }
    let fail = { @Sendable in promise.fail(EventLoopError.shutdown) }
    if inEventLoop {
      setTimer(deadline, run, fail)
    } else if !takes({ self.setTimer(deadline, run, fail) }) {
      fail()
    }
    return Scheduled(promise: promise) { isCancelled.isSet.store(true, ordering: .relaxed) }
  }

  @discardableResult
  func scheduleTask<T>(
    in time: TimeAmount, _ task: @escaping @Sendable () throws -> T
  ) -> Scheduled<T> {
    scheduleTask(deadline: .now() + time, task)
  }

  private func setTimer(
    _ time: NIODeadline, _ run: @escaping () -> Void, _ fail: @escaping () -> Void
  ) {
    if isEnding { return fail() }
    timerCount += 1
    timers.insert(Timer(time: time, number: timerCount, run: run, fail: fail))
  }

  private final class Flag: Sendable {
    let isSet = Atomic(false)
  }

  // MARK: EventLoopGroup

  func next() -> any EventLoop { self }

  func makeIterator() -> EventLoopIterator { EventLoopIterator([self]) }

  /// Ends the thread, once it has run what it was given.
  func shutdownGracefully(
    queue: DispatchQueue, _ callback: @escaping @Sendable ((any Error)?) -> Void
  ) {
    let isStopped = shared.withLock { shared in
      if shared.isStopped { return true }
      shared.whenStopped.append { queue.async { callback(nil) } }
      shared.isAsleep = false
      epoll_ring(bell)
      return false
    }
    if isStopped { queue.async { callback(nil) } }
  }
}
