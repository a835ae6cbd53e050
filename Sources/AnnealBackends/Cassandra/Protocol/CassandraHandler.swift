internal import NIOCore

/// A request on its way, and who waits for its answer.
struct CassandraCall: Sendable {
    let request: CassandraRequest
    /// How long its answer may take, the time in which it waits for a number included.
    let timeout: TimeAmount
    let waiter: Waiter<CassandraFrame>
}

/// One connection's order: each request gets a number, and its answer finds who asked by that, in whatever order answers
/// come. When no number is free, or the network takes no more, requests wait for their turn.
///
/// An answer that does not come in time gives up its request alone; its number stays in use until the answer comes after
/// all. A connection on which nothing at all has come since such a request left, and that for half of its time at least,
/// is closed: who is at its other end stands still.
final class CassandraHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = CassandraCall
    typealias OutboundOut = ByteBuffer

    private struct Pending {
        let call: CassandraCall
        let sent: NIODeadline
        let deadline: NIODeadline
    }

    private struct Waiting {
        let call: CassandraCall
        let deadline: NIODeadline
    }

    private let place: String
    /// Gets what nobody asked for.
    private let receive: @Sendable (CassandraFrame) -> Void
    private var parser = CassandraFrameParser()
    private var streams: CassandraStreams
    private var pending: [Int16: Pending] = [:]
    private var waiting = CircularBuffer<Waiting>()
    /// Why the connection ended, also for who asks when this handler is gone.
    private let cause: ConnectionCause
    private var failure: BackendError? {
        didSet { cause.note(failure) }
    }
    private var heard = NIODeadline.distantPast
    private var willFlush = false
    private var alarm: NIODeadline?

    init(
        place: String, streams: Int, cause: ConnectionCause, receive: @escaping @Sendable (CassandraFrame) -> Void
    ) {
        self.place = place
        self.streams = CassandraStreams(limit: streams)
        self.cause = cause
        self.receive = receive
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let call = unwrapOutboundIn(data)
        // From here on it is this handler that answers.
        promise?.succeed()
        guard failure == nil, context.channel.isActive else {
            call.waiter.finish(.failure(BackendError.notSent(place, because: failure)))
            return
        }
        let deadline = NIODeadline.now() + call.timeout
        watch(until: deadline, context)
        guard waiting.isEmpty, context.channel.isWritable, let stream = streams.take() else {
            waiting.append(Waiting(call: call, deadline: deadline))
            return
        }
        send(call, on: stream, until: deadline, context)
    }

    private func send(
        _ call: CassandraCall, on stream: Int16, until deadline: NIODeadline, _ context: ChannelHandlerContext
    ) {
        pending[stream] = Pending(call: call, sent: .now(), deadline: deadline)
        let frame = CassandraFrame(
            flags: call.request.flags, stream: stream, opcode: call.request.opcode, body: call.request.body)
        context.write(wrapOutboundOut(frame.header), promise: nil)
        if frame.body.readableBytes > 0 { context.write(wrapOutboundOut(frame.body), promise: nil) }
        guard !willFlush else { return }
        willFlush = true
        context.eventLoop.assumeIsolated().execute {
            self.willFlush = false
            context.flush()
        }
    }

    /// Lets requests go that waited for a number or for the network.
    private func sendWaiting(_ context: ChannelHandlerContext) {
        while failure == nil, context.channel.isWritable, let first = waiting.first {
            guard let stream = streams.take() else { return }
            waiting.removeFirst()
            send(first.call, on: stream, until: first.deadline, context)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        sendWaiting(context)
        context.fireChannelWritabilityChanged()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard failure == nil else { return }
        var bytes = unwrapInboundIn(data)
        heard = .now()
        parser.append(&bytes)
        do throws(BackendError) {
            while failure == nil, let frame = try parser.next() { try take(frame) }
        } catch {
            fail(error, context)
        }
        sendWaiting(context)
    }

    private func take(_ frame: CassandraFrame) throws(BackendError) {
        guard frame.stream >= 0 else { return receive(frame) }
        if let entry = pending.removeValue(forKey: frame.stream) {
            streams.giveBack(frame.stream)
            entry.call.waiter.finish(.success(frame))
            return
        }
        guard !streams.giveBackLate(frame.stream) else { return }
        // A server that does not understand a frame at all cannot tell whose it was.
        if frame.opcode == .error, case .error(let error) = try CassandraAnswer(frame).message {
            throw CassandraError(error, place: place).backend
        }
        throw CQLReader.malformed("an answer came that nobody asked for")
    }

    private func watch(until deadline: NIODeadline, _ context: ChannelHandlerContext) {
        if let alarm, alarm <= deadline { return }
        alarm = deadline
        context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.ring(at: deadline, context) }
    }

    private func ring(at deadline: NIODeadline, _ context: ChannelHandlerContext) {
        guard alarm == deadline, failure == nil else { return }
        alarm = nil
        let now = NIODeadline.now()
        var patient = CircularBuffer<Waiting>()
        for entry in waiting {
            if entry.deadline > now { patient.append(entry) } else { entry.call.waiter.finish(.failure(full)) }
        }
        waiting = patient
        let late = pending.filter { $0.value.deadline <= now }
        let error = tooLate
        if late.contains(where: { isStill(since: $0.value, now) }) { return fail(error, context) }
        for (stream, entry) in late {
            pending[stream] = nil
            streams.abandon(stream)
            entry.call.waiter.finish(.failure(error))
        }
        if streams.isWornOut { return fail(error, context) }
        sendWaiting(context)
        let deadlines = [pending.values.lazy.map(\.deadline).min(), waiting.lazy.map(\.deadline).min()]
        if let earliest = deadlines.compactMap({ $0 }).min() { watch(until: earliest, context) }
    }

    /// Whether nothing was heard since a request left, which may have waited for its turn before.
    private func isStill(since entry: Pending, _ now: NIODeadline) -> Bool {
        entry.sent > heard && entry.sent + .nanoseconds(entry.call.timeout.nanoseconds / 2) <= now
    }

    private var tooLate: BackendError { .late(place) }

    /// Nothing of the request left.
    private var full: BackendError {
        BackendError(
            code: .unavailable, message: "the connection had no room for another request in time", place: place,
            remedy: "see how busy the server is")
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
        let calls = pending.values.map(\.call)
        pending = [:]
        for call in calls { call.waiter.finish(.failure(error)) }
        while let entry = waiting.popFirst() {
            entry.call.waiter.finish(.failure(BackendError.notSent(place, because: error)))
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(with: lost)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(.broken(place, by: error), context)
    }
}
