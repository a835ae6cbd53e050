import AnnealContext
import AnnealDecisions
import AnnealFoundation
import AnnealModels
import AnnealPlanning
import AnnealSpecs
import AnnealTesting
import Foundation
import Testing

@Suite("The task planner")
struct TaskPlannerTests {
    private let package = """
        # Fares

        Package `fares` in the repository root with the modules `table.py`, `price.py` and `__main__.py`. Python 3.11. All
        errors are `fares.FareError` (importable from the package; a subclass of `ValueError`). Its attribute `line` tells where.

        ## Requirements

        ### R1 Read the table
        `table.parse_table(text: str) -> Table` reads a table. A bad line raises `FareError`.

        ### R2 Find a price
        `price.price_of(table, zone: str) -> int` returns the price of a zone.

        ### R3 Round trips
        A round trip costs twice the price, and `price_of` takes a flag for it.

        ### R4 Command line
        `python -m fares FILE ZONE` prints the price.
        """

    private func plan(
        _ text: String, files: [String: String] = [:], options: PlanningOptions = PlanningOptions(),
        model: (any ChatModel)? = nil, log: any DecisionLog = InMemoryDecisionLog(), run: RunID? = nil
    ) async throws -> Plan {
        try await withTemporaryFolder { folder in
            let spec = folder.appending(path: "spec.md")
            try Data(text.utf8).write(to: spec)
            let root = folder.appending(path: "repo")
            for (path, source) in files {
                let file = root.appending(path: path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(source.utf8).write(to: file)
            }
            let document = try SpecDocument.read(path: spec.path)
            let languages = files.keys.contains { $0.hasSuffix(".mjs") } ? ["javascript"] : ["python"]
            let project = Project(root: root.path, files: files.keys.sorted(), languages: languages)
            return try await TaskPlanner(model: model, decisions: log).plan(
                document, project: project, options: options, run: run)
        }
    }

    private func task(_ plan: Plan, _ requirement: RequirementID) throws -> PlanTask {
        try #require(plan.graph.tasks.first { $0.requirements.contains(requirement) && $0.kind != .interfaces })
    }

    @Test("a new package gets its files first, then one task a requirement, then a check of the whole")
    func newPackage() async throws {
        let plan = try await plan(package)
        let first = try #require(plan.graph.tasks.first)
        #expect(first.kind == .interfaces)
        #expect(Set(first.writes) == ["fares/table.py", "fares/price.py", "fares/__init__.py"])
        // What the package itself has is made with the files: every module imports it.
        #expect(
            first.interfaces.contains {
                $0.name == "FareError" && $0.signature == "class FareError(ValueError, line=None)"
            })
        #expect(try task(plan, "R1").writes == ["fares/table.py"])
        #expect(try task(plan, "R1").reads == ["fares/__init__.py"])
        #expect(try !task(plan, "R1").interfaces.map(\.name).contains("FareError"))
        #expect(try task(plan, "R2").writes == ["fares/price.py"])
        #expect(try task(plan, "R2").dependsOn.contains(task(plan, "R1").id))
        #expect(try task(plan, "R2").reads.contains("fares/table.py"))
        #expect(try task(plan, "R4").writes == ["fares/__main__.py"])
        #expect(plan.graph.tasks.last?.kind == .integrate)
    }

    @Test("a type of the package that is no error is a task's work")
    func packageType() async throws {
        let text = package.replacing("errors are `fares.FareError`", with: "results are `fares.Ticket`")
            .replacing("; a subclass of `ValueError`", with: "")
            .replacing(" Its attribute `line` tells where.", with: "")
        let plan = try await plan(text)
        let first = try #require(plan.graph.tasks.first)
        #expect(first.kind == .interfaces)
        #expect(!first.interfaces.contains { $0.signature?.hasPrefix("class Ticket") == true })
    }

    @Test("a requirement about the function of another changes it afterwards")
    func laterChange() async throws {
        let plan = try await plan(package)
        let change = try task(plan, "R3")
        #expect(change.kind == .modify)
        #expect(change.writes == ["fares/price.py"])
        #expect(change.dependsOn.contains(try task(plan, "R2").id))
    }

    @Test("functions of one file are ordered one after the other, without a check of the whole")
    func singleFile() async throws {
        let plan = try await plan(
            """
            # Labels

            Everything goes into a single file `labels.py`. Python 3.11.

            ## Requirements

            ### R1 Parse
            `parse_seat(text: str) -> tuple` returns the parts. `parse_seat("A-1")` returns `("A", 1)`.

            ### R2 Format
            `format_seat(row: str, bay: int) -> str` undoes `parse_seat`.

            ### R3 Count
            `count_rows(labels: list) -> int` counts rows.
            """)
        #expect(plan.graph.tasks.map(\.kind) == [.create, .create, .create])
        #expect(plan.graph.tasks.map(\.writes) == Array(repeating: ["labels.py"], count: 3))
        #expect(plan.graph.tasks.map(\.dependsOn) == [[], ["T001"], ["T002"]])
        #expect(
            plan.graph.tasks.map { $0.interfaces.map(\.name) } == [["parse_seat"], ["format_seat"], ["count_rows"]])
    }

    @Test("names that the repository defines are modified where they are, and tests about them are read")
    func brownfield() async throws {
        let plan = try await plan(
            """
            # Router 0.4

            The existing tests must go on passing.

            ## R1 Decoding
            `match` decodes parameters. If a value cannot be decoded, `match` returns `null`.

            ## R2 Middleware
            `router.use(fn)` registers a middleware. A middleware is a function `(ctx, next)`; `next()` goes on.
            """,
            files: [
                "src/pattern.mjs": "export function match(pattern, path) {\n  return null;\n}\n",
                "src/router.mjs":
                    "import { match } from \"./pattern.mjs\";\n\nexport class Router {\n  add(path) {\n    return this;\n  }\n}\n",
                "tests/pattern.test.mjs": "import { match } from \"../src/pattern.mjs\";\n",
            ])
        let decoding = try task(plan, "R1")
        #expect(decoding.kind == .modify)
        #expect(decoding.writes == ["src/pattern.mjs"])
        #expect(decoding.reads.contains("tests/pattern.test.mjs"))
        let middleware = try task(plan, "R2")
        #expect(middleware.writes == ["src/router.mjs"])
        #expect(middleware.interfaces.map(\.name) == ["use"])
        #expect(middleware.dependsOn == [decoding.id])
    }

    @Test("the library's part and the command's part of a requirement are two tasks with their own criteria")
    func commandApart() async throws {
        let plan = try await plan(
            """
            # Requirements Document

            ## Introduction

            Cooks want more. Python 3.11.

            ## Requirements

            ### Requirement 1: Search

            **User Story:** As a cook, I want to search, so that I find.

            #### Acceptance Criteria

            1. WHEN `store.search(tag=None)` is called THE SYSTEM SHALL return the names.
            2. WHEN the command `list --tag T` is given THE SYSTEM SHALL print the names.
            """,
            files: [
                "box/store.py": "class Store:\n    def names(self):\n        return []\n",
                "box/cli.py": "import argparse\nfrom .store import Store\n\n\ndef main():\n    pass\n",
            ])
        let tasks = plan.graph.tasks.filter { $0.kind != .integrate }
        #expect(tasks.map(\.writes) == [["box/store.py"], ["box/cli.py"]])
        #expect(tasks.map { $0.criteria.map(\.rawValue) } == [["1.1"], ["1.2"]])
        #expect(tasks.last?.dependsOn == [tasks[0].id])
    }

    @Test("large models get fewer tasks than small ones, and every requirement stays served")
    func granularity() async throws {
        let fine = try await plan(package, options: PlanningOptions(granularity: .fine))
        let coarse = try await plan(package, options: PlanningOptions(granularity: .coarse))
        #expect(coarse.graph.tasks.count < fine.graph.tasks.count)
        for requirement in ["R1", "R2", "R3", "R4"] as [RequirementID] {
            #expect(coarse.graph.tasks.contains { $0.requirements.contains(requirement) })
        }
    }

    @Test("rules choose the strategy, and a sequential plan is a chain")
    func strategies() async throws {
        let cases: [(PlanningOptions, Strategy)] = [
            (PlanningOptions(teamSize: 2, deadlineDays: 3, complexity: .high), .sequential),
            (PlanningOptions(teamSize: 3, deadlineDays: 29, complexity: .high), .parallelAggressive),
            (PlanningOptions(teamSize: 3, deadlineDays: 30, complexity: .high), .incremental),
            (PlanningOptions(), .balanced),
        ]
        for (options, strategy) in cases {
            let plan = try await plan(package, options: options)
            #expect(plan.strategy == strategy)
            try plan.graph.validate()
        }
        let chain = try await plan(package, options: PlanningOptions(teamSize: 1))
        for (before, after) in zip(chain.graph.tasks, chain.graph.tasks.dropFirst()) {
            #expect(after.dependsOn.contains(before.id))
        }
    }

    @Test("the same plan made again for a run logs the same decisions, once")
    func decisions() async throws {
        let log = InMemoryDecisionLog()
        let first = try await plan(package, log: log, run: "r7")
        let second = try await plan(package, log: log, run: "r7")
        #expect(first == second)
        #expect(
            log.all.map(\.id) == ["r7/planning.granularity", "r7/planning.strategy", "r7/planning.understanding"])
        #expect(log.all.allSatisfy { $0.probability == 1 && $0.policy == "fixed/1" && !$0.reason.isEmpty })
        #expect(log.all.first?.state["requirements"] == 4)
    }

    @Test("a document without requirements is refused")
    func nothing() async throws {
        let document = SpecDocument(title: "", format: .markdown, path: "a.md", digest: ContentDigest(of: ""))
        let planner = TaskPlanner(model: nil, decisions: InMemoryDecisionLog())
        let error = await #expect(throws: PlanError.self) {
            try await planner.plan(document, project: Project(root: "/nowhere", files: [], languages: []))
        }
        #expect(error?.code == .nothingToDo)
    }

    @Test("options: a flag wins over the front matter, and that over the configuration")
    func options() throws {
        let settings = try Settings(flags: ["planning.teamSize": "5"])
        let options = try PlanningOptions(
            settings: settings, frontMatter: ["team_size": "1", "planning.deadline-days": "10", "complexity": "high"])
        #expect(options.teamSize == 5)
        #expect(options.deadlineDays == 10)
        #expect(options.complexity == .high)
        #expect(options.granularity == nil)
        #expect(throws: ConfigurationError.self) {
            try PlanningOptions(settings: settings, frontMatter: ["complexity": "terrible"])
        }
    }

    @Test("a function of a thing is a method of its type, a function of a module is none")
    func methods() async throws {
        let text = """
            # Cars

            ### R1 Hiring
            `car.hired(days)` returns the price of a number of days.

            ### R2 Finding
            `fleet.search(seats=None)` returns the cars with these seats.

            ### R3 Reading
            `text.words(line)` returns the words of a line.
            """
        let files = [
            "cars/car.py": "class Car:\n    def fits(self, people):\n        return True\n",
            "cars/fleet.py": "class Fleet:\n    def add(self, car):\n        pass\n",
            "cars/text.py": "class Text:\n    pass\n\n\ndef lines(text):\n    return []\n",
        ]
        let plan = try await plan(text, files: files)
        let owners = try ["R1", "R2", "R3"].map { id in
            try task(plan, RequirementID(id)).interfaces.first { $0.kind == .function }?.qualifier
        }
        #expect(owners == ["Car", "Fleet", "text"])
        #expect(try task(plan, "R1").writes == ["cars/car.py"])
        #expect(try task(plan, "R2").writes == ["cars/fleet.py"])
    }

    @Test("a type of a module is no prefix of the module's functions")
    func typesAndModules() async throws {
        let text = """
            # Parking

            Package `park` in the repository root with the modules `gate.py` and `lot.py`.

            ### R1 Gate
            `gate.toll(car) -> int` returns the toll. `gate.Gate(path)` MUST offer `pass_through(car)`.

            ### R2 Lot
            `lot.free(cars) -> int` counts free places.
            """
        let plan = try await plan(text)
        let interfaces = try task(plan, "R1").interfaces
        #expect(interfaces.first { $0.name == "toll" }?.qualifier == "gate")
        #expect(interfaces.first { $0.name == "pass_through" }?.qualifier == "Gate")
    }

    @Test("types of which the text tells all attributes are made with the files")
    func describedTypes() async throws {
        let text = """
            # Hire

            Package `hire` in the repository root with the modules `fleet.py` and `bill.py`. Python 3.11.

            ### R1 Fleet
            `fleet.read(text: str) -> Fleet` reads a fleet. The class `Fleet` has these attributes:

            - `cars: dict[str, int]`: seats by name,
            - `owner`: a name.

            A bad line raises `fleet.LineError`, a subclass of `ValueError`; its attribute `line` tells where.

            ### R2 Bill
            `bill.bill_for(fleet, days: int) -> Bill` makes a bill. `Bill` has the attributes `days`, `rows` (list of
            `(car, cents)`) and `total`. `bill.Printer(path)` MUST offer `put(bill)`.
            """
        let plan = try await plan(text.replacing("`rows` (list of\n", with: "`rows` (list of "))
        let first = try #require(plan.graph.tasks.first)
        let signatures = first.interfaces.filter { $0.kind == .type }.compactMap(\.signature)
        #expect(
            Set(signatures) == [
                "class Fleet: cars: dict[str, int]; owner", "class LineError(ValueError, line=None)",
                "class Bill: days; rows: list; total", "bill.Printer(path)",
            ])
        #expect(try task(plan, "R1").interfaces.map(\.name) == ["read"])
        #expect(try Set(task(plan, "R2").interfaces.map(\.name)) == ["bill_for", "Printer", "put"])
    }
}
