import AnnealContext
import AnnealFoundation
import AnnealSpecs
import AnnealTesting
import Testing

@testable import AnnealExecution

@Suite("Errors that nobody meant")
struct AccidentsTests {
    private func stumble(_ name: String, _ detail: String = "IndexError: x\nat a.py:3: return l[9]") -> TestOutcome {
        TestOutcome(name: name, status: .errored, detail: detail)
    }

    private func accidents(
        _ outcomes: [[TestOutcome]], calls: [String: String], examples: [String] = ["f([4, 5, 6])"]
    ) -> Accidents {
        Accidents(outcomes, of: ["a.py"], calls: calls, examples: examples)
    }

    @Test("an operation's error in the task's file is one, a statement that raises it is none")
    func kinds() {
        #expect(Accidents.isAccident(stumble("t"), of: ["a.py"]))
        #expect(!Accidents.isAccident(stumble("t"), of: ["b.py"]))
        #expect(
            !Accidents.isAccident(stumble("t", "ValueError: no\nat a.py:3: raise ValueError(\"no\")"), of: ["a.py"]))
        #expect(!Accidents.isAccident(stumble("t", "AssertionError: no\nat a.py:3: assert x"), of: ["a.py"]))
        #expect(!Accidents.isAccident(TestOutcome(name: "t", status: .failed, detail: "actual:   3"), of: ["a.py"]))
    }

    @Test("two calls like the examples count, with the shortest told; a single one does not")
    func fewest() {
        let calls = ["t1": "f([4, 5, 6, 7])", "t2": "f([4, 5])", "t3": "f([6, 5, 4])"]
        let two = accidents([[stumble("t1"), stumble("t2")], [stumble("t1")]], calls: calls)
        #expect(two.byCandidate.map(\.count) == [2, 0])
        #expect(two.told(of: 0) == Accidents.Told(call: "f([4, 5])", error: "IndexError"))
        #expect(two.told(of: 1) == nil)
    }

    @Test("empty, zero and negative arguments count only where examples have them, texts never")
    func like() {
        let calls = ["t1": "f([])", "t2": "f([0, 1])", "t3": "f([-1])", "t4": "f(\"12\")", "t5": "f([\"a\"])"]
        let outcomes = [calls.keys.sorted().map { stumble($0) }]
        #expect(accidents(outcomes, calls: calls).byCandidate == [[]])
        let shown = accidents(outcomes, calls: calls, examples: ["f([])", "f([0, -2])"])
        #expect(shown.byCandidate[0].map(\.name) == ["t1", "t2", "t3"])
    }

    @Test("what three answers all stumble over is an input that cannot be")
    func shared() {
        let calls = ["t1": "f([4, 4])", "t2": "f([5, 5])", "t3": "f([6, 6])", "t4": "f([7, 6])"]
        let all = ["t1", "t2"].map { stumble($0) }
        #expect(accidents([all, all, all], calls: calls).byCandidate == [[], [], []])
        #expect(accidents([all, all], calls: calls).byCandidate.map(\.count) == [2, 2])
        let more = all + ["t3", "t4"].map { stumble($0) }
        #expect(accidents([all, more, all], calls: calls).byCandidate.map(\.count) == [0, 2, 0])
    }

    private static func text(_ more: String = "") -> String {
        """
        # Numbers

        One Python module, `numbers_.py`. Python 3.11.

        ## Requirements

        ### R1 Ends
        `ends(numbers: list) -> list` gives the least number, then the greatest of the rest, then the least, and so on.\(more)

        - `ends([1, 2, 3, 4])` returns `[1, 4, 2, 3]`.
        - `ends([7, 7])` returns `[7, 7]`.
        """
    }

    private static let stumbling = ScriptedAnswer(
        """
        ```python
        def ends(numbers):
            left = sorted(numbers)
            found = []
            while left:
                found.append(left.pop(0))
                found.append(left.pop())
            return found
        ```
        """)

    private static let right = ScriptedAnswer(
        """
        ```python
        def ends(numbers):
            left = sorted(numbers)
            found = []
            while left:
                found.append(left.pop(0))
                if left:
                    found.append(left.pop())
            return found
        ```
        """)

    @Test("an answer that stumbles over a list with one number less is not kept when another one does not")
    func kept() async throws {
        let ended = try await NumbersScene.run(
            [Self.stumbling, Self.right, Self.right, Self.right, Self.right], text: Self.text(),
            settings: ["workflow.confirm": "true"])
        #expect(ended.code.contains("if left:"))
    }

    @Test("where every answer stumbles its criterion is doubted, unless the text speaks of errors")
    func doubted() async throws {
        let answers = Array(repeating: Self.stumbling, count: 9)
        let settings = ["workflow.confirm": "true"]
        let ended = try await NumbersScene.run(answers, text: Self.text(), settings: settings)
        #expect(ended.attempt.doubt?.contains("IndexError") == true, "\(ended.attempt.doubt ?? "")")
        let spoken = try await NumbersScene.run(
            answers, text: Self.text(" An odd number of them is an error."), settings: settings)
        #expect(spoken.attempt.doubt == nil)
        let without = try await NumbersScene.run(
            answers, text: Self.text(), settings: settings.merging(["workflow.without": "accidents"]) { $1 })
        #expect(without.attempt.doubt == nil)
    }
}
