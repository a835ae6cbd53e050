internal import AnnealFoundation
internal import Foundation
internal import Synchronization

/// Puts an answer together from the events of a provider's stream.
protocol AnswerAssembler: Sendable {
    /// Takes one event.
    ///
    /// - Returns: the pieces that it brought.
    /// - Throws: `ModelError` for an error that the server tells within the stream, or an event that makes no sense.
    mutating func take(_ event: ServerSentEvent) throws(ModelError) -> [ChatEvent]

    /// Whether the answer is complete and nothing more is worth waiting for.
    var isComplete: Bool { get }

    /// The whole answer, without price and time.
    ///
    /// - Throws: `ModelError` when the stream broke off before the answer was complete.
    func answer() throws(ModelError) -> AssembledAnswer
}

/// An answer as the provider gave it.
struct AssembledAnswer: Sendable {
    var response: ChatResponse
    /// Tokens written into the provider's cache, which some charge for.
    var cacheWritten: TokenCount = 0
}

/// A request's body; options that a model does not take can be left out.
protocol WireBody: Encodable, Sendable {
    /// Leaves out an option.
    ///
    /// - Parameter option: its name in the request's JSON.
    /// - Returns: whether the request had it.
    mutating func leaveOut(_ option: String) -> Bool

    /// The options that an answer can do without.
    static var dispensable: [String] { get }
}

/// Asks once: sends a body, reads the stream, tries again where that helps, and gives the pieces to a continuation.
struct AnswerStream<Body: WireBody, Assembler: AnswerAssembler>: Sendable {
    var endpoint: ModelEndpoint
    var url: String
    var prices: PriceTable
    /// Options that the server refused before.
    var refusedOptions: RefusedOptions
    var assembler: @Sendable () -> Assembler

    /// Runs the exchange to its end.
    ///
    /// - Throws: `ModelError`, `CancellationError`.
    func run(_ body: Body, into reader: AsyncThrowingStream<ChatEvent, any Error>.Continuation) async throws {
        var body = body
        for option in refusedOptions.all { _ = body.leaveOut(option) }
        while true {
            do {
                return try await ask(body, into: reader)
            } catch let error as ModelError where error.code == .badRequest {
                guard let option = refusedOption(in: error.message, of: &body) else { throw error }
                refusedOptions.add(option)
            }
        }
    }

    /// The option that a server's complaint names, after it was taken out of the body.
    private func refusedOption(in complaint: String, of body: inout Body) -> String? {
        Body.dispensable.first { option in
            ["'\(option)'", "`\(option)`", "\"\(option)\""].contains(where: complaint.contains) && body.leaveOut(option)
        }
    }

    private func ask(_ body: Body, into reader: AsyncThrowingStream<ChatEvent, any Error>.Continuation) async throws {
        let data = try CanonicalJSON.data(body)
        let activity = Activity(first: endpoint.timeouts.firstByte, silence: endpoint.timeouts.betweenPieces)
        try await endpoint.retry.repeating(mayRepeat: { !activity.hasPassedOn }) {
            let start = ContinuousClock.now
            let state = AssemblyState(assembler())
            activity.heard(within: endpoint.timeouts.firstByte)
            try await endpoint.events(url, body: data, activity: activity) { event in
                let (pieces, isComplete) = try state.take(event)
                if !pieces.isEmpty { activity.passOn() }
                for piece in pieces { reader.yield(piece) }
                return !isComplete
            }
            reader.yield(.finished(try finish(state.answer(), after: ContinuousClock.now - start)))
        }
    }

    private func finish(_ answer: AssembledAnswer, after duration: Duration) -> ChatResponse {
        var response = answer.response
        response.usage.requests = 1
        response.usage.duration = duration
        response.usage.cost =
            prices.cost(of: response.usage, cacheWritten: answer.cacheWritten, model: response.model) ?? .zero
        return response
    }
}

/// An assembler between the reader of the connection and the one that waits for its end.
private final class AssemblyState<Assembler: AnswerAssembler>: Sendable {
    private let assembler: Mutex<Assembler>

    init(_ assembler: Assembler) { self.assembler = Mutex(assembler) }

    func take(_ event: ServerSentEvent) throws(ModelError) -> (pieces: [ChatEvent], isComplete: Bool) {
        try assembler.withLock { assembler throws(ModelError) in
            let pieces = try assembler.take(event)
            return (pieces, assembler.isComplete)
        }
    }

    func answer() throws(ModelError) -> AssembledAnswer {
        try assembler.withLock { assembler throws(ModelError) in try assembler.answer() }
    }
}

/// Options that a server refused, so that they are not sent again.
final class RefusedOptions: Sendable {
    private let options = Mutex<Set<String>>([])

    var all: [String] { options.withLock { $0.sorted() } }

    func add(_ option: String) { options.withLock { _ = $0.insert(option) } }
}
