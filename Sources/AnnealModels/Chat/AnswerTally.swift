internal import AnnealFoundation
internal import Synchronization

/// What has come of an answer, for the account of one that is not finished.
public final class AnswerTally: Sendable {
    private struct State {
        var text = ""
        var pieces = 0
        var response: ChatResponse?
        var isSettled = false
    }

    private let state = Mutex(State())
    private let start = ContinuousClock.now

    /// Starts the clock.
    public init() {}

    /// Takes the next piece of the answer.
    public func note(_ event: ChatEvent) {
        state.withLock { state in
            switch event {
            case .text(let piece), .reasoning(let piece), .alternative(_, let piece):
                state.text += piece
                state.pieces += 1
            case .ended: break
            case .finished(let response): state.response = response
            }
        }
    }

    /// Whether the account is still open; closes it. Of an answer's end and its reader's leaving, which can come at the
    /// same moment, the first one gets `true`.
    public func settle() -> Bool {
        state.withLock { state in
            defer { state.isSettled = true }
            return !state.isSettled
        }
    }

    /// The whole answer, once it came.
    public var response: ChatResponse? { state.withLock { $0.response } }

    /// What the answer took, by the standard prices.
    ///
    /// - Parameters:
    ///   - request: what was asked.
    ///   - model: the model's name.
    /// - Returns: the server's word when it came; an estimate when only pieces came; nothing when nothing came.
    public func usage(for request: ChatRequest, model: String) -> Usage {
        usage(prompt: request.estimatedPromptTokens) { prompt, answer in
            PriceTable.standard.cost(of: Usage(prompt: prompt, generated: answer), model: model) ?? .zero
        }
    }

    /// The server's word when it came; an estimate when only pieces came; nothing when nothing came.
    func usage(prompt: TokenCount, price: (TokenCount, TokenCount) -> USD) -> Usage {
        let state = state.withLock { $0 }
        if let response = state.response { return response.usage }
        guard state.pieces > 0 else { return Usage() }
        // Some servers give a piece for each token, which is then as short as a token; others several tokens in one.
        let isPieceToken = state.text.utf8.count <= 5 * state.pieces
        let generated =
            isPieceToken
            ? TokenCount(state.pieces) : max(TokenCount(state.pieces), TokenEstimate.upper(of: state.text))
        return Usage(
            prompt: prompt, generated: generated, cost: price(prompt, generated), requests: 1,
            duration: ContinuousClock.now - start)
    }
}
