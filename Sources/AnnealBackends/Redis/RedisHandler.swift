internal import NIOCore

/// Commands on their way, and who waits for their replies.
struct RedisRequest: Sendable {
    /// The commands, one after the other.
    let bytes: ByteBuffer
    /// How many they are.
    let count: Int
    /// How long their replies may take.
    let timeout: TimeAmount
    let waiter: Waiter<[RedisValue]>
}

/// One connection's order: what is asked goes out in turn, and replies go to who asked, in the same order.
///
/// Requests that are made in one turn of the event loop leave in one packet. When the oldest request is not answered in
/// time, the connection is closed: what follows could not be told apart from its late answer.
final class RedisHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = RedisRequest
    typealias OutboundOut = ByteBuffer

    private struct Pending {
        let request: RedisRequest
        let deadline: NIODeadline
        var replies: [RedisValue] = []
    }

    private let place: String
    /// Gets what nobody asked for.
    private let receive: (@Sendable (RedisValue) -> Void)?
    /// Whether every reply is a message, as on a connection that only listens.
    private let onlyListens: Bool
    private var parser = RESPParser()
    private var pending = CircularBuffer<Pending>()
    /// Why the connection ended, also for who asks when this handler is gone.
    private let cause: ConnectionCause
    private var failure: BackendError? {
        didSet { cause.note(failure) }
    }
    private var willFlush = false
    private var alarm: NIODeadline?

    init(
        place: String, onlyListens: Bool = false, cause: ConnectionCause = ConnectionCause(),
        receive: (@Sendable (RedisValue) -> Void)? = nil
    ) {
        self.place = place
        self.cause = cause
        self.onlyListens = onlyListens
        self.receive = receive
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let request = unwrapOutboundIn(data)
        guard failure == nil, context.channel.isActive else {
            request.waiter.finish(.failure(.notSent(place, because: failure)))
            promise?.succeed()
            return
        }
        let deadline = NIODeadline.now() + request.timeout
        if request.count > 0 {
            var entry = Pending(request: request, deadline: deadline)
            entry.replies.reserveCapacity(request.count)
            pending.append(entry)
            watch(until: deadline, context)
        } else {
            request.waiter.finish(.success([]))
        }
        // From here on it is this handler that answers: why a write fails is told by what happens to the connection.
        promise?.succeed()
        context.write(wrapOutboundOut(request.bytes), promise: nil)
        guard !willFlush else { return }
        willFlush = true
        context.eventLoop.assumeIsolated().execute {
            self.willFlush = false
            context.flush()
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard failure == nil else { return }
        var bytes = unwrapInboundIn(data)
        parser.append(&bytes)
        do {
            while let value = try parser.next() { take(value) }
        } catch {
            fail(error, context)
        }
    }

    private func take(_ value: RedisValue) {
        if case .push = value {
            receive?(value)
            return
        }
        guard let index = pending.indices.first else {
            if onlyListens { receive?(value) }
            return
        }
        pending[index].replies.append(value)
        guard pending[index].replies.count == pending[index].request.count else { return }
        let done = pending.removeFirst()
        done.request.waiter.finish(.success(done.replies))
    }

    private func watch(until deadline: NIODeadline, _ context: ChannelHandlerContext) {
        if let alarm, alarm <= deadline { return }
        alarm = deadline
        context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.ring(at: deadline, context) }
    }

    private func ring(at deadline: NIODeadline, _ context: ChannelHandlerContext) {
        guard alarm == deadline else { return }
        alarm = nil
        guard let first = pending.first else { return }
        let earliest = pending.lazy.map(\.deadline).min() ?? first.deadline
        guard earliest <= NIODeadline.now() else { return watch(until: earliest, context) }
        fail(.late(place), context)
    }

    private var lost: BackendError { .hungUp(place) }

    private func fail(_ error: BackendError, _ context: ChannelHandlerContext) {
        var error = error
        if error.place == nil { error.place = place }
        // The connection is closed first, so that nobody who is told of the failure takes it again.
        failure = failure ?? error
        context.close(promise: nil)
        end(with: error)
    }

    private func end(with error: BackendError) {
        let error = failure ?? error
        failure = error
        while let entry = pending.popFirst() { entry.request.waiter.finish(.failure(error)) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(with: lost)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(.broken(place, by: error), context)
    }
}
