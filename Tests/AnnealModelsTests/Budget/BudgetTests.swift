import AnnealFoundation
import AnnealTesting
import Synchronization
import Testing

@testable import AnnealModels

@Suite("Budgets", .timeLimit(.minutes(1)))
struct BudgetTests {
    private let request = ChatRequest(messages: [ChatMessage(.user, "hello")], maximumTokens: 100)

    private func failure(_ operation: () async throws -> Void) async -> ModelError.Code? {
        do {
            try await operation()
            return nil
        } catch { return (error as? ModelError)?.code }
    }

    @Test("a spent budget refuses, and tokens from the cache do not count")
    func spent() async throws {
        let usage = Usage(prompt: 5000, cached: 4990, generated: 500)
        let ledger = BudgetLedger(budget: Budget(tokens: 700))
        let model = BudgetedModel(
            ScriptedModel { _, _ in ScriptedAnswer("x", usage: usage) }, ledger: ledger)
        _ = try await model.respond(to: request)
        #expect(BudgetLedger.countedTokens(ledger.spent) == 510)
        _ = try await model.respond(to: request)
        #expect(await failure { _ = try await model.respond(to: request) } == .budgetSpent)
        #expect(throws: ModelError.self) { try ledger.check() }
        #expect(ledger.spent.requests == 2)
    }

    @Test("what earlier sessions spent counts, and their time")
    func restored() async throws {
        let ledger = BudgetLedger(
            budget: Budget(tokens: 1000, time: .seconds(60)), alreadySpent: Usage(prompt: 990, generated: 10))
        #expect(
            await failure {
                _ = try await BudgetedModel(ScriptedModel(answers: ["x"]), ledger: ledger).respond(to: request)
            } == .budgetSpent)
        let late = BudgetLedger(budget: Budget(time: .seconds(60)), elapsed: .seconds(60), clock: SkippingClock())
        #expect(throws: ModelError.self) { try late.check() }
    }

    @Test("money is counted by the table")
    func money() async throws {
        let ledger = BudgetLedger(budget: Budget(cost: USD(0.01)))
        let model = BudgetedModel(
            ScriptedModel(name: "gpt-4o") { _, _ in
                ScriptedAnswer("x", usage: Usage(prompt: 100, generated: 900, cost: USD(0.00915)))
            }, ledger: ledger)
        _ = try await model.respond(to: request)
        // What is left buys some seventy tokens: the answer is cut to that, and then nothing is left.
        #expect(await failure { _ = try await model.respond(to: request) } == nil)
        #expect(await failure { _ = try await model.respond(to: request) } == .budgetSpent)
    }

    @Test("an answer is cut to what the budget has left")
    func lastAnswer() async throws {
        let scripted = ScriptedModel { _, _ in ScriptedAnswer("x", usage: Usage(prompt: 30, generated: 1)) }
        let ledger = BudgetLedger(budget: Budget(tokens: 170))
        _ = try await BudgetedModel(scripted, ledger: ledger).respond(to: request)
        _ = try await BudgetedModel(scripted, ledger: ledger).respond(to: request)
        #expect(scripted.requests[1].maximumTokens < 100)
        #expect(scripted.requests[1].maximumTokens >= 64)
    }

    @Test("several answers in one request share what is left")
    func severalAnswers() async throws {
        let scripted = ScriptedModel { _, _ in ScriptedAnswer("x", usage: Usage(prompt: 30, generated: 1)) }
        var several = request
        several.count = 4
        let ledger = BudgetLedger(budget: Budget(tokens: 350))
        _ = try await BudgetedModel(scripted, ledger: ledger).respond(to: several)
        let most = try #require(scripted.requests.first).maximumTokens.value
        #expect(most > 50 && 4 * most <= 300)
    }

    @Test("requests at the same time do not overshoot, and wait instead of failing while others may give back")
    func parallel() async throws {
        let ledger = BudgetLedger(budget: Budget(tokens: 1000))
        let most = Mutex((now: 0, most: 0))
        let model = BudgetedModel(
            ScriptedModel { _, _ in
                most.withLock { state in
                    state.now += 1
                    state.most = max(state.most, state.now)
                }
                try await Task.sleep(for: .milliseconds(20))
                most.withLock { $0.now -= 1 }
                return ScriptedAnswer("x", usage: Usage(prompt: 20, generated: 30))
            }, ledger: ledger)
        let codes = await withTaskGroup(of: ModelError.Code?.self) { tasks in
            for _ in 0..<30 { tasks.addTask { await failure { _ = try await model.respond(to: request) } } }
            return await tasks.reduce(into: []) { $0.append($1) }
        }
        let spent = BudgetLedger.countedTokens(ledger.spent)
        #expect(spent <= 1000)
        #expect(spent >= 850)
        #expect(codes.contains(nil) && codes.contains(.budgetSpent))
        #expect(codes.allSatisfy { $0 == nil || $0 == .budgetSpent })
        #expect(most.withLock { $0.most } > 1)
    }

    @Test("an answer that is cut early is accounted by an estimate")
    func cutEarly() async throws {
        let ledger = BudgetLedger(budget: .unlimited)
        let model = BudgetedModel(
            ScriptedModel(answers: [ScriptedAnswer(String(repeating: "word ", count: 200), pieceLength: 5)]),
            ledger: ledger)
        for try await event in model.stream(request) {
            if case .text = event { break }
        }
        for _ in 0..<500 where ledger.spent.requests == 0 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(ledger.spent.generated > 0)
        #expect(ledger.spent.prompt > 0)
    }

    @Test("a request that fails before anything came costs nothing and gives its reservation back")
    func failed() async throws {
        let ledger = BudgetLedger(budget: Budget(tokens: 150))
        let model = BudgetedModel(
            ScriptedModel(answers: [.failure(ModelError(code: .overloaded, message: "x")), "done"]), ledger: ledger)
        #expect(await failure { _ = try await model.respond(to: request) } == .overloaded)
        #expect(ledger.spent == Usage())
        #expect(await failure { _ = try await model.respond(to: request) } == nil)
    }

    @Test("time that runs out stops an answer in the middle")
    func outOfTime() async throws {
        let ledger = BudgetLedger(budget: Budget(time: .seconds(2)), clock: SkippingClock())
        let model = BudgetedModel(
            ScriptedModel(answers: [ScriptedAnswer("one two three", fault: .stall(afterPieces: 1))]), ledger: ledger)
        #expect(await failure { _ = try await model.respond(to: request) } == .budgetSpent)
        #expect(ledger.spent.requests == 1)
    }

    @Test("each limit warns once at four fifths, and not again after a restart")
    func warnings() async throws {
        let clock = SkippingClock()
        let told = Mutex<[BudgetKind]>([])
        let budget = Budget(tokens: 1000, time: .seconds(100))
        let ledger = BudgetLedger(budget: budget, clock: clock) { warning in
            told.withLock { $0.append(warning.kind) }
        }
        let model = BudgetedModel(
            ScriptedModel { _, _ in ScriptedAnswer("x", usage: Usage(generated: 410)) }, ledger: ledger)
        _ = try await model.respond(to: request)
        #expect(told.withLock { $0 }.isEmpty)
        _ = try await model.respond(to: request)
        #expect(told.withLock { $0 } == [.tokens])
        clock.advance(by: .seconds(81))
        try ledger.check()
        try ledger.check()
        #expect(told.withLock { $0 } == [.tokens, .time])
        let again = BudgetLedger(budget: budget, alreadySpent: ledger.spent) { warning in
            told.withLock { $0.append(warning.kind) }
        }
        try again.check()
        #expect(told.withLock { $0.count } == 2)
    }
}

@Suite("Prices")
struct PriceTableTests {
    let table = PriceTable.standard

    @Test("the longest beginning of a name counts, dates may follow")
    func entries() {
        #expect(table.entry(for: "gpt-4o-mini-2024-07-18")?.prefix == "gpt-4o-mini")
        #expect(table.entry(for: "openai/GPT-4o")?.prefix == "gpt-4o")
        #expect(table.entry(for: "claude-sonnet-4-5-20250929")?.prefix == "claude-sonnet-4-5")
        #expect(table.entry(for: "claude-opus-5-5")?.prefix == "claude-opus-5-5")
    }

    @Test("a model that is not in the table has no price")
    func unknown() {
        for name in ["gpt-4o-audio-preview", "claude-opus-4-9", "qwen2.5-coder-1.5b", ""] {
            #expect(table.entry(for: name) == nil, "\(name)")
            #expect(table.cost(of: Usage(prompt: 1000), model: name) == nil)
            #expect(table.remark(on: name).contains("no price is known"))
        }
    }

    @Test("plain, cached, written and generated tokens have prices of their own")
    func cost() {
        let usage = Usage(prompt: 1_000_000, cached: 400_000, generated: 100_000)
        #expect(
            table.cost(of: usage, cacheWritten: 100_000, model: "claude-sonnet-4-5")?.dollars == 1.5 + 0.12 + 0.375
                + 1.5)
        #expect(table.cost(of: usage, model: "gpt-4.1")?.dollars == 1.2 + 0.2 + 0.8)
    }
}
