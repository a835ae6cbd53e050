import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealDecisions

@Suite("The log of decisions")
struct DecisionLogTests {
    private func decision(_ id: String, run: RunID? = "r1", at seconds: Double = 1, reason: String = "because")
        -> Decision
    {
        Decision(
            id: id, point: "planning.strategy", run: run, task: "T001", state: ["requirements": 3, "words": 120.5],
            candidates: ["sequential", "balanced"], choice: 1, probability: 0.75, policy: "fixed/1", reason: reason,
            time: Date(timeIntervalSince1970: seconds))
    }

    @Test("a decision comes back as it was recorded, from a fresh connection too")
    func roundTrip() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "deep/anneal.sqlite").path
            let first = decision("r1/planning.strategy", at: 1_700_000_000.25)
            try await SQLiteDecisionLog(path: path).record(first)
            let found = try await SQLiteDecisionLog(path: path).decisions(of: "r1")
            #expect(found.map(\.0) == [first])
            #expect(found.first?.1 == nil)
        }
    }

    @Test("the same identifier twice is one decision, and the first record stays")
    func idempotent() async throws {
        try await withTemporaryFolder { folder in
            let logs: [any DecisionLog] = [
                try SQLiteDecisionLog(path: folder.appending(path: "a.sqlite").path), InMemoryDecisionLog(),
            ]
            for log in logs {
                try await log.record(decision("one", reason: "first"))
                try await log.record(decision("one", at: 9, reason: "second"))
                #expect(try await log.decisions(of: "r1").map(\.0.reason) == ["first"])
            }
        }
    }

    @Test("outcomes join their decisions, the last one counts, and order is by time")
    func outcomes() async throws {
        try await withTemporaryFolder { folder in
            let logs: [any DecisionLog] = [
                try SQLiteDecisionLog(path: folder.appending(path: "a.sqlite").path), InMemoryDecisionLog(),
            ]
            for log in logs {
                try await log.record(decision("late", at: 20))
                try await log.record(decision("early", at: 10))
                try await log.record(decision("other", run: "r2"))
                for reward in [0.1, 0.9] {
                    try await log.record(
                        Outcome(
                            decision: "late", reward: reward, parts: ["tests": reward],
                            time: Date(timeIntervalSince1970: 30)))
                }
                let found = try await log.decisions(of: "r1")
                #expect(found.map(\.0.id) == ["early", "late"])
                #expect(found.map { $0.1?.reward } == [nil, 0.9])
                #expect(found.last?.1?.parts == ["tests": 0.9])
            }
        }
    }

    @Test("two connections write to one file at the same time and nothing is lost")
    func concurrentWriters() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "a.sqlite").path
            let logs = [try SQLiteDecisionLog(path: path), try SQLiteDecisionLog(path: path)]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, log) in logs.enumerated() {
                    group.addTask {
                        for step in 0..<25 { try await log.record(decision("\(number)-\(step)")) }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await logs[0].decisions(at: "planning.strategy").count == 50)
        }
    }

    @Test(
        "a decision that nothing could be learned from is refused",
        arguments: [(2, 0.5, 1.0), (-1, 0.5, 1.0), (0, 0.0, 1.0), (0, 1.5, 1.0), (0, 1.0, Double.nan)])
    func invalid(choice: Int, probability: Double, number: Double) async throws {
        try await withTemporaryFolder { folder in
            let log = try SQLiteDecisionLog(path: folder.appending(path: "a.sqlite").path)
            var bad = decision("bad")
            bad.choice = choice
            bad.probability = probability
            bad.state["x"] = number
            var refusal: DecisionLogError?
            do { try await log.record(bad) } catch let error as DecisionLogError { refusal = error }
            #expect(refusal?.code == .invalid)
            #expect(try await log.decisions(of: "r1").isEmpty)
        }
    }

    @Test("a file that is no database is told of with its path")
    func damaged() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "a.sqlite")
            try Data(repeating: 65, count: 8192).write(to: file)
            let error = #expect(throws: DecisionLogError.self) { _ = try SQLiteDecisionLog(path: file.path) }
            #expect(error?.code == .unavailable)
            #expect(error?.place == file.path)
        }
    }

    @Test("one decision is found by its identifier, and decisions are counted by point")
    func counts() async throws {
        try await withTemporaryFolder { folder in
            let log = try SQLiteDecisionLog(path: folder.appending(path: "a.sqlite").path)
            #expect(try await log.counts().isEmpty)
            try await log.record(decision("one"))
            try await log.record(decision("two"))
            try await log.record(Outcome(decision: "two", reward: 1, time: Date(timeIntervalSince1970: 2)))
            #expect(try await log.counts() == ["planning.strategy": DecisionCounts(decisions: 2, outcomes: 1)])
            #expect(try await log.decision("one")?.1 == nil)
            #expect(try await log.decision("two")?.1?.reward == 1)
            #expect(try await log.decision("three") == nil)
        }
    }
}
