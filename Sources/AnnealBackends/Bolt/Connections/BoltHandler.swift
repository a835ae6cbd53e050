internal import NIOCore

/// What a connection is given to send.
enum BoltOutbound: Sendable {
    /// The handshake: what is said, and who waits for the server's four bytes.
    case greeting([UInt8], Waiter<BoltVersion>)
    /// Messages, one after the other.
    case exchange(BoltExchange)
}

/// Messages on their way, and who waits for the answers.
struct BoltExchange: Sendable {
    /// The messages in chunks.
    let bytes: ByteBuffer
    /// How many of them are answered.
    let count: Int
    /// The most rows that may come.
    let rowLimit: Int
    let waiter: Waiter<[BoltReply]>
}

/// One connection's order: what is asked goes out in turn, and answers go to who asked, in the same order.
///
/// When nothing at all comes for too long while an answer is awaited, the connection is closed: what follows could not be
/// told apart from the late answer. A server that works on something may show that it is there with empty chunks; how often it
/// does is set there (`connection.recv_timeout_seconds` of Neo4j), and the time-out has to be longer.
final class BoltHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = BoltOutbound
    typealias OutboundOut = ByteBuffer

    /// The most bytes of the answers to one exchange that are kept at a time.
    static let mostBytes = 256 << 20
    /// What a value takes beside its own text or elements.
    private static let valueBytes = 24

    private struct Pending {
        let exchange: BoltExchange
        var replies: [BoltReply] = []
        var rows: [[BoltValue]] = []
        var rowCount = 0
        var byteCount = 0
    }

    private let place: String
    private let timeout: TimeAmount
    private let cause: ConnectionCause
    private var greeting: (waiter: Waiter<BoltVersion>, bytes: [UInt8])?
    private var chunks = BoltChunks()
    private var pending = CircularBuffer<Pending>()
    /// Since when nothing has come.
    private var quietSince = NIODeadline.now()
    private var alarm: NIODeadline?
    private var failure: BackendError? {
        didSet { cause.note(failure) }
    }

    init(place: String, timeout: TimeAmount, cause: ConnectionCause) {
        self.place = place
        self.timeout = timeout
        self.cause = cause
    }

    private var isWaiting: Bool { greeting != nil || !pending.isEmpty }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let outbound = unwrapOutboundIn(data)
        // From here on it is this handler that answers: why a write fails is told by what happens to the connection.
        promise?.succeed()
        guard failure == nil, context.channel.isActive else { return refuse(outbound) }
        if !isWaiting { quietSince = .now() }
        switch outbound {
        case .greeting(let bytes, let waiter):
            greeting = (waiter, [])
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
        case .exchange(let exchange):
            if exchange.count > 0 {
                pending.append(Pending(exchange: exchange))
            } else {
                exchange.waiter.finish(.success([]))
            }
            context.writeAndFlush(wrapOutboundOut(exchange.bytes), promise: nil)
        }
        watch(context)
    }

    private func refuse(_ outbound: BoltOutbound) {
        let error = BackendError.notSent(place, because: failure)
        switch outbound {
        case .greeting(_, let waiter): waiter.finish(.failure(error))
        case .exchange(let exchange): exchange.waiter.finish(.failure(error))
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard failure == nil else { return }
        quietSince = .now()
        var bytes = unwrapInboundIn(data)
        do throws(BackendError) {
            try takeGreeting(from: &bytes)
            chunks.append(&bytes)
            while let message = try chunks.next() {
                let (structure, values) = try PackStreamDecoder.message(in: message)
                // A value takes more room here than on the way.
                try take(structure, size: message.readableBytes + Self.valueBytes * values)
            }
        } catch {
            fail(error, context)
        }
    }

    private func takeGreeting(from bytes: inout ByteBuffer) throws(BackendError) {
        guard let (waiter, early) = greeting else { return }
        let known = early + (bytes.readBytes(length: min(4 - early.count, bytes.readableBytes)) ?? [])
        greeting = (waiter, known)
        guard known.count == 4 else { return }
        let version = try BoltVersion(answer: known)
        greeting = nil
        waiter.finish(.success(version))
    }

    private func take(_ message: BoltStructure, size: Int) throws(BackendError) {
        guard let index = pending.indices.first else { throw Self.malformed("a message came that nobody asked for") }
        pending[index].byteCount += size
        guard pending[index].byteCount <= Self.mostBytes else {
            throw Self.malformed("the rows that were asked for at once exceed \(Self.mostBytes >> 20) MB")
        }
        let fields = message.fields
        switch message.tag {
        case BoltRequest.Tag.record:
            guard let row = fields.first?.elements, fields.count == 1 else { throw Self.malformed("a row is no list") }
            pending[index].rowCount += 1
            guard pending[index].rowCount <= pending[index].exchange.rowLimit else {
                throw Self.malformed("more rows came than were asked for")
            }
            // In place: a copy of the rows so far would be made for each new one.
            pending.modify(index) { $0.rows.append(row) }
        case BoltRequest.Tag.success: finish(.success(fields.first?.members ?? [:]), at: index)
        case BoltRequest.Tag.ignored: finish(.ignored, at: index)
        case BoltRequest.Tag.failure:
            let facts = fields.first?.members ?? [:]
            finish(
                .failure(
                    code: facts["code"]?.text ?? "Neo.DatabaseError.General.UnknownError",
                    message: facts["message"]?.text ?? "an error without a message"), at: index)
        default: throw Self.malformed("0x\(String(message.tag, radix: 16)) is no answer")
        }
    }

    private func finish(_ outcome: BoltReply.Outcome, at index: CircularBuffer<Pending>.Index) {
        pending[index].replies.append(BoltReply(rows: pending[index].rows, outcome: outcome))
        pending[index].rows = []
        guard pending[index].replies.count == pending[index].exchange.count else { return }
        let done = pending.removeFirst()
        done.exchange.waiter.finish(.success(done.replies))
    }

    private func watch(_ context: ChannelHandlerContext) {
        guard alarm == nil, isWaiting else { return }
        let deadline = quietSince + timeout
        alarm = deadline
        context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.ring(context) }
    }

    private func ring(_ context: ChannelHandlerContext) {
        alarm = nil
        guard isWaiting, failure == nil else { return }
        guard quietSince + timeout <= .now() else { return watch(context) }
        fail(.late(place), context)
    }

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
        greeting?.waiter.finish(.failure(error))
        greeting = nil
        while let entry = pending.popFirst() { entry.exchange.waiter.finish(.failure(error)) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(with: .hungUp(place))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(.broken(place, by: error), context)
    }

    private static func malformed(_ message: String) -> BackendError {
        BackendError(
            code: .malformed, message: message, remedy: "see whether a server that speaks Bolt listens there")
    }
}
