import AnnealDecisions
import AnnealExecution
import AnnealFoundation
import AnnealModels
import AnnealOrchestration
import AnnealPlanning
import AnnealSpecs
import Foundation

/// A run with one requirement of each verdict, for the tests of reports.
enum SampleRun {
    static let epoch = Date(timeIntervalSince1970: 1_790_000_000)
    static let commit = "4f1d0c9b2a7e88d3c5b6a1f09e8d7c6b5a493827"

    static var mixed: RunSummary {
        var summary = RunSummary(
            run: "20260921-131320-k3f9", phase: .completed, repository: "/home/ada/timesheet",
            branch: "anneal/20260921-131320-k3f9", base: "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567",
            specification: specification, model: "qwen2.5-coder-1.5b", sandbox: "bubblewrap",
            budget: Budget(tokens: 200_000, time: .seconds(600)), started: epoch)
        summary.head = commit
        summary.plan = plan
        summary.tasks = results
        summary.verdicts = verdicts
        summary.evidence = evidence
        summary.decisions = [decision]
        summary.usage = Usage(
            prompt: 18_432, cached: 9_120, generated: 4_210, requests: 14, duration: .seconds(171))
        summary.duration = .seconds(203)
        summary.notes = ["R2 says both `a tenth` and `a fifth` for ten adults: no code can do both."]
        return summary
    }

    static var whole: RunSummary {
        var summary = mixed
        summary.phase = .accepted
        summary.notes = []
        summary.verdicts = summary.specification.requirements.map { requirement in
            RequirementVerdict(
                requirement: requirement.id, verdict: .verified,
                criteria: requirement.criteria.map {
                    CriterionVerdict(criterion: $0.id, verdict: .verified, reason: "its example passed")
                })
        }
        summary.evidence = [evidence[0]]
        summary.tasks[1].phase = .committed
        summary.tasks[1].commit = commit
        return summary
    }

    static var specification: SpecDocument {
        SpecDocument(
            title: "Ticket prices", format: .markdown, path: "spec.md", digest: ContentDigest(of: "spec"),
            requirements: [
                requirement("R1", "Price of a ticket", ["Children below 6 enter free: `price(5)` returns `0`."]),
                requirement(
                    "R2", "Price of a group",
                    ["`group_price([30, 31, 7])` returns `2250`.", "The discount for ten adults is a **fifth**."]),
                requirement("R3", "Opening hours", ["The page looks inviting."]),
            ])
    }

    private static func requirement(_ id: RequirementID, _ title: String, _ sentences: [String]) -> Requirement {
        Requirement(
            id: id, fingerprint: ContentDigest(of: title), title: title, text: sentences.joined(separator: "\n"),
            criteria: sentences.enumerated().map { index, sentence in
                Criterion(
                    id: CriterionID("\(id).\(index + 1)"), text: sentence, form: .statement,
                    location: SourceLocation(line: index + 10))
            }, location: SourceLocation(line: 9))
    }

    private static var plan: Plan {
        Plan(
            specification: ContentDigest(of: "spec"), understanding: Understanding(), strategy: .sequential,
            strategyReason: "a team of one works on one thing at a time", graph: TaskGraph(tasks: tasks))
    }

    private static let tasks = [
        PlanTask(
            id: "T001", title: "Price of a ticket", requirements: ["R1"], criteria: ["R1.1"], writes: ["tickets.py"]),
        PlanTask(
            id: "T002", title: "Price of a group", requirements: ["R2", "R3"], criteria: ["R2.1", "R2.2"],
            writes: ["tickets.py"], dependsOn: ["T001"]),
    ]

    private static var results: [RunSummary.TaskResult] {
        [
            RunSummary.TaskResult(
                task: tasks[0], phase: .committed, commit: commit,
                attempt: Attempt(
                    executor: "workflow", changedFiles: ["tickets.py", "tests/test_tickets.py"],
                    usage: Usage(prompt: 6_100, cached: 2_040, generated: 810, requests: 3, duration: .seconds(34)),
                    duration: .seconds(41), candidates: 2)),
            RunSummary.TaskResult(
                task: tasks[1], phase: .abandoned,
                attempt: Attempt(
                    executor: "workflow", changedFiles: [],
                    usage: Usage(
                        prompt: 12_000, cached: 7_080, generated: 3_300, requests: 10, duration: .seconds(134)),
                    duration: .seconds(152), candidates: 9, notes: ["not passed: test_R2_2_fifth"])),
        ]
    }

    private static let verdicts = [
        RequirementVerdict(
            requirement: "R1", verdict: .verified,
            criteria: [CriterionVerdict(criterion: "R1.1", verdict: .verified, reason: "its example passed")]),
        RequirementVerdict(
            requirement: "R2", verdict: .failed,
            criteria: [
                CriterionVerdict(criterion: "R2.1", verdict: .verified, reason: "its example passed"),
                CriterionVerdict(criterion: "R2.2", verdict: .failed, reason: "test_R2_2_fifth failed"),
            ]),
        RequirementVerdict(
            requirement: "R3", verdict: .unverified,
            criteria: [
                CriterionVerdict(criterion: "R3.1", verdict: .unverified, reason: "it has no example to check it with")
            ]),
    ]

    private static let evidence = [
        Evidence(
            commit: commit, command: "python3 -m unittest tests.test_tickets", status: 0,
            outputDigest: ContentDigest(of: "ok"), passed: ["test_R1_1_children"], failed: [:], criteria: ["R1.1"],
            origin: .specification),
        Evidence(
            commit: commit, command: "python3 -m unittest tests.test_group", status: 1,
            outputDigest: ContentDigest(of: "not ok"), passed: ["test_R2_1_three"],
            failed: ["test_R2_2_fifth": "AssertionError: 8100 != 7200"], criteria: ["R2.1"], origin: .specification),
    ]

    private static let decision = RunSummary.LoggedDecision(
        decision: Decision(
            id: "d1", point: "planning.strategy", task: nil, state: ["teamSize": 1],
            candidates: ["sequential", "balanced"], choice: 0, probability: 1, policy: "fixed/1",
            reason: "a team of one works on one thing at a time", time: epoch),
        outcome: Outcome(decision: "d1", reward: 0.5, time: epoch))
}
