import AnnealContext
import AnnealDecisions
import AnnealEvents
import AnnealFoundation
import AnnealModels
import AnnealPlanning
import AnnealSafety
import AnnealSpecs
import AnnealTesting
import Foundation
import Testing

@testable import AnnealExecution

@Suite("What requests show of the rest of a repository", .tags(.integration))
struct RepositoryViewTests {
    private static let text = """
        # Shop

        Package `shop`. Python 3.11.

        ## Requirements

        ### R1 Bill
        `bill(items: list) -> int` in `shop/bills.py` sums what `net_price(item)` gives.

        - `bill([])` returns `0`.

        ### R2 Receipt
        `receipt(items: list) -> str` in `shop/receipts.py` writes what `net_price(item)` gives.

        - `receipt([])` returns `"nothing"`.
        """

    private static let prices = "def net_price(item):\n    return item[1] * 100 // 119\n"
    private static let answer = ScriptedAnswer("```python\ndef bill(items):\n    return 0\n```")

    private struct Ended {
        var requests: [[String]]
        var notes: [String]
    }

    /// Works on tasks one after the other.
    private func run(
        _ files: [String: String], tasks: [Int] = [0], reads: [String] = [], contextLength: Int = 8192,
        without: String = "", contextIndex: String? = nil, watch: TextWatch = TextWatch()
    ) async throws -> Ended {
        try await withTemporaryFolder { (folder: URL) async throws -> Ended in
            let root = folder.appending(path: "repo").path
            let specification = try SpecDocument(parsing: Self.text, path: "spec.md")
            let paths = ["shop/bills.py", "shop/receipts.py"]
            let all = specification.requirements.enumerated().map { number, requirement in
                PlanTask(
                    id: TaskID("T00\(number + 1)"), title: requirement.title, requirements: [requirement.id],
                    criteria: requirement.criteria.map(\.id), writes: [paths[number]], reads: reads,
                    interfaces: requirement.interfaces.filter { $0.name == ["bill", "receipt"][number] })
            }
            let plan = Plan(
                specification: specification.digest, understanding: Understanding(), strategy: .sequential,
                strategyReason: "", graph: TaskGraph(tasks: all))
            var ended = Ended(requests: [], notes: [])
            for number in tasks {
                // Each finds the repository as it was.
                try? FileManager.default.removeItem(atPath: root)
                try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
                for (path, text) in files { try WorkspaceFiles.write(text, to: path, in: root) }
                let model = ScriptedModel(
                    answers: [Self.answer, Self.answer],
                    capabilities: ModelCapabilities(
                        contextLength: TokenCount(contextLength), isLocal: true, isSmall: true))
                var environment = ExecutionEnvironment(
                    run: "run-1", specification: specification, plan: plan, model: model,
                    sandbox: UnconfinedSandbox(launcher: SystemProcessLauncher()), events: EventBus(run: "run-1"),
                    decisions: InMemoryDecisionLog(),
                    settings: [
                        "workflow.rounds": "0", "workflow.candidates": "1", "workflow.confirm": "false",
                        "workflow.mutations": "0", "workflow.suggest": "false", "workflow.without": without,
                    ])
                environment.contextIndex = contextIndex.map { folder.path + "/" + $0 }
                environment.watch = watch
                let attempt = try await WorkflowExecutor().execute(
                    all[number], in: Workspace(root: root, base: "base"), environment: environment)
                ended.requests.append(model.requests.first?.messages.map(\.text) ?? [])
                ended.notes += attempt.notes
            }
            return ended
        }
    }

    private func body(_ ended: Ended, _ number: Int = 0) throws -> String {
        try #require(ended.requests[number].dropFirst().first)
    }

    @Test("a definition of another file that the task needs stands in the request, unless the idea is left out")
    func definition() async throws {
        let files = ["shop/prices.py": Self.prices, "shop/paint.py": "def paint(x):\n    return x\n"]
        let shown = try body(try await run(files))
        #expect(shown.contains("`shop/prices.py`:\n```\n\(Self.prices)"))
        #expect(!shown.contains("def paint"))
        #expect(try !body(try await run(files, without: "packing")).contains("item[1] * 100"))
    }

    @Test("a function that takes what the task has is shown and named, also where the task's file has code already")
    func near() async throws {
        let rate = "def bill_rate(items):\n    return 19\n"
        let files = ["shop/bills.py": "def add(one, two):\n    return one + two\n", "shop/rates.py": rate]
        let shown = try body(try await run(files))
        #expect(shown.contains("`shop/rates.py`:\n```\n\(rate)"))
        #expect(shown.contains("Call what exists where it helps: `bill_rate(items)`."))
        #expect(try !body(try await run(files, without: "existing")).contains("Call what exists"))
    }

    @Test("files of the plan that are too long give way to what is needed of them, within the budget")
    func budget() async throws {
        let long = (0..<400).map { "def step_\($0)(value):\n    total = value\n    total += \($0)\n    return total\n" }
            .joined(separator: "\n\n")
        let files = ["shop/prices.py": Self.prices + "\n\n" + long]
        let reads = ["shop/prices.py"]
        let whole = try body(try await run(files, reads: reads, without: "packing"))
        let shown = try body(try await run(files, reads: reads, contextLength: 4096))
        #expect(EstimatedTokens().count(whole) > 3500)
        #expect(shown.contains(Self.prices))
        let code = try #require(shown.firstRange(of: "# Code that exists"))
        let task = try #require(shown.firstRange(of: "# Your task"))
        let limits = RepositoryView.Limits(contextLength: 4096)
        let part = String(shown[code.lowerBound..<task.lowerBound])
        #expect(EstimatedTokens().count(part) <= limits.related + limits.others + 10)
    }

    @Test("what has no room is told in the report")
    func leftOut() async throws {
        let long = (0..<40).map {
            "def net_price_\($0)(item, another_long_name, one_more_long_name):\n    return \($0)\n"
        }
        let text = Self.text.replacing("`net_price(item)`", with: "`net_price_1()`")
        #expect(text != Self.text)
        let files = [
            "shop/prices.py": Self.prices,
            "shop/more.py": "from shop.prices import net_price\n\n\n" + long.joined(separator: "\n\n"),
            "shop/bills.py": "from shop.more import *\n\n\ndef bill(items):\n    return ["
                + (0..<40).map { "net_price_\($0)(items, 1, 2)" }.joined(separator: ", ") + "]\n",
        ]
        let ended = try await run(files, contextLength: 2048)
        #expect(ended.notes.contains { $0.contains("no room for net_price_") && $0.contains("and ") }, "\(ended.notes)")
    }

    @Test("rules of the repository come before the code, those that instruct models are left out and told")
    func rules() async throws {
        let files = ["shop/prices.py": Self.prices, "AGENTS.md": "Prices are whole cents.\n"]
        let shown = try body(try await run(files))
        let rules = try #require(shown.firstRange(of: "# Rules of this repository\n\nFrom `AGENTS.md`:\n\nPrices are"))
        let code = try #require(shown.firstRange(of: "# Code that exists"))
        #expect(rules.upperBound <= code.lowerBound)
        let long = try await run(["AGENTS.md": String(repeating: "Prices are whole cents.\n", count: 400)])
        let cut = try body(long)
        #expect(cut.contains("# Rules of this repository\n\nFrom `AGENTS.md`:\n\nPrices are whole cents.\n"))
        #expect(cut.contains("lines found no room.)"))
        #expect(long.notes.contains { $0.hasPrefix("of AGENTS.md requests show") })
    }

    @Test("rules of the folders above the task's files are shown, the nearest last, and those of others are not")
    func nearRules() async throws {
        let files = [
            "AGENTS.md": "Prices are whole cents.\n", "shop/AGENTS.md": "Bills are dated.\n",
            "web/AGENTS.md": "Pages are short.\n", ".github/copilot-instructions.md": "Write little.\n",
        ]
        let shown = try body(try await run(files))
        let order = ["Write little.", "Prices are whole cents.", "Bills are dated."].compactMap {
            shown.firstRange(of: $0)?.lowerBound
        }
        #expect(order.count == 3 && order == order.sorted())
        #expect(!shown.contains("Pages are short."))
    }

    @Test("requests of tasks begin alike where nothing changed")
    func prefix() async throws {
        let files = [
            "shop/prices.py": Self.prices, "AGENTS.md": "Prices are whole cents.\n",
            "shop/__init__.py": "", "shop/other.py": "def unused_thing(x):\n    return x\n",
        ]
        let ended = try await run(files, tasks: [0, 1], contextIndex: "index.sqlite")
        #expect(ended.requests[0][0] == ended.requests[1][0])
        let (first, second) = (try body(ended, 0), try body(ended, 1))
        let task = try #require(first.firstRange(of: "# Your task"))
        let shared = first[..<task.lowerBound]
        #expect(shared.contains(Self.prices) && shared.contains("Prices are whole cents."))
        #expect(second.hasPrefix(shared))
        // Once more, with an index that knows the files already.
        let again = try await run(files, tasks: [0, 0], contextIndex: "index.sqlite")
        #expect(try body(again, 1) == body(again, 0))
    }

    @Test("an index that cannot be made changes nothing but a note")
    func broken() async throws {
        let files = ["shop/prices.py": Self.prices]
        let ended = try await run(files, contextIndex: "repo/shop/prices.py/index.sqlite")
        let plain = try await run(files, without: "packing")
        #expect(try body(ended) == body(plain))
        #expect(ended.notes.contains { $0.contains("index could not be used") })
    }

    @Test("where the task sees every file already, no index is made")
    func nothingToDo() async throws {
        let files = ["shop/prices.py": Self.prices, "tests/test_prices.py": "def test_x():\n    pass\n"]
        // An index that cannot be opened would be told.
        let ended = try await run(
            files, reads: ["shop/prices.py"], contextIndex: "repo/shop/prices.py/index.sqlite")
        #expect(ended.notes.allSatisfy { !$0.contains("index") })
        #expect(try body(ended).contains(Self.prices))
    }
}
