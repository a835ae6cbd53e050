public import AnnealFoundation

/// A model whose requests are kept within a budget that others may share.
///
/// What a request took is accounted also when its answer is cut early or fails half-way: then it is estimated. A
/// cassette goes around this model, not inside: answers that are only read again cost nothing.
public struct BudgetedModel: ChatModel {
    /// The model's name.
    public var name: String { base.name }

    private let base: any ChatModel
    private let ledger: BudgetLedger
    private let prices: PriceTable

    /// Wraps a model.
    ///
    /// - Parameters:
    ///   - base: the model.
    ///   - ledger: the account of the run.
    ///   - prices: what reservations are priced by.
    public init(_ base: any ChatModel, ledger: BudgetLedger, prices: PriceTable = .standard) {
        self.base = base
        self.ledger = ledger
        self.prices = prices
    }

    /// What the model can take and do.
    ///
    /// - Throws: `ModelError` when the server cannot be reached.
    public func capabilities() async throws -> ModelCapabilities { try await base.capabilities() }

    /// Counts tokens.
    ///
    /// - Parameter text: what to count.
    /// - Returns: the number of tokens.
    /// - Throws: `ModelError` when the server cannot be reached.
    public func countTokens(_ text: String) async throws -> TokenCount { try await base.countTokens(text) }

    /// Asks the model as far as the budget allows; fails with code `budgetSpent` where it does not.
    ///
    /// - Parameter request: the conversation and how to answer it.
    /// - Returns: pieces of the answer.
    public func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        AsyncThrowingStream { reader in
            let work = Task {
                do {
                    try await forward(request, to: reader)
                    reader.finish()
                } catch {
                    reader.finish(throwing: error)
                }
            }
            reader.onTermination = { _ in work.cancel() }
        }
    }

    private func forward(
        _ request: ChatRequest, to reader: AsyncThrowingStream<ChatEvent, any Error>.Continuation
    ) async throws {
        let (prices, name) = (prices, base.name)
        let price: @Sendable (TokenCount, TokenCount) -> USD = { prompt, answer in
            prices.cost(of: Usage(prompt: prompt, generated: answer), model: name) ?? .zero
        }
        let prompt = request.estimatedPromptTokens
        let answers = max(1, request.count)
        let reservation = try await ledger.reserve(
            prompt: prompt, answer: TokenCount(request.maximumTokens.value * answers), price: price)
        var allowed = request
        allowed.maximumTokens = TokenCount(max(1, reservation.maximumTokens.value / answers))
        let heard = AnswerTally()
        defer { ledger.settle(reservation, usage: heard.usage(prompt: prompt, price: price)) }
        try await withinTime { [base, ledger, allowed] in
            for try await event in base.stream(allowed) {
                heard.note(event)
                // Whoever has the whole answer finds it in the account already.
                if case .finished(let response) = event { ledger.settle(reservation, usage: response.usage) }
                reader.yield(event)
            }
        }
    }

    /// Runs an operation until it ends or the budget's time is over.
    private func withinTime(_ operation: @escaping @Sendable () async throws -> Void) async throws {
        guard let left = ledger.timeLeft, let limit = ledger.budget.time else { return try await operation() }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await operation() }
            tasks.addTask {
                try await Task.sleep(for: max(.zero, left))
                throw BudgetLedger.spentError(.time, limit.readable)
            }
            defer { tasks.cancelAll() }
            try await tasks.next()
        }
    }
}
