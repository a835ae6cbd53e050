package import AnnealExecution
package import AnnealFoundation
package import AnnealModels
internal import AnnealPlanning
package import AnnealSpecs

/// A run's summary arranged as a person reads it: what is not done comes first, and each requirement has its tasks,
/// commits and evidence beside it.
///
/// The report in Markdown, the page in HTML and the text at the end of a run are renderings of this one value, so that
/// they cannot tell different stories.
package struct RunReport: Sendable {
    /// A requirement and everything that was done for it.
    package struct RequirementEntry: Sendable {
        /// The requirement.
        package let requirement: Requirement
        /// The verdict; unverified when nothing was checked.
        package let verdict: Verdict
        /// Its criteria with their verdicts.
        package let criteria: [CriterionEntry]
        /// The tasks that serve it.
        package let tasks: [RunSummary.TaskResult]
        /// Positions in `evidence` of the test runs that say something about it.
        package let evidence: [Int]

        /// The commits of its tasks, without repetition.
        package var commits: [String] {
            var seen: Set<String> = []
            return tasks.compactMap(\.commit).filter { seen.insert($0).inserted }
        }
    }

    /// A criterion and its verdict.
    package struct CriterionEntry: Sendable {
        /// Its identifier.
        package let id: CriterionID
        /// Its sentence, as Markdown.
        package let text: String
        /// The verdict.
        package let verdict: Verdict
        /// Why.
        package let reason: String
    }

    /// A line of the bill.
    package struct BillEntry: Sendable {
        /// What it was spent on.
        package let title: String
        /// Tokens and money.
        package let usage: Usage
        /// On the clock, where it is known.
        package let duration: Duration?
    }

    /// What it is made of.
    package let summary: RunSummary
    /// The requirements: failed, then unverified, then verified, each in the specification's order.
    package let requirements: [RequirementEntry]

    /// Arranges a summary.
    package init(_ summary: RunSummary) {
        self.summary = summary
        let entries = summary.specification.requirements.map { RunReport.entry(for: $0, in: summary) }
        requirements = [Verdict.failed, .unverified, .verified].flatMap { verdict in
            entries.filter { $0.verdict == verdict }
        }
    }

    /// The requirements with this verdict, in the specification's order.
    package func requirements(_ verdict: Verdict) -> [RequirementEntry] {
        requirements.filter { $0.verdict == verdict }
    }

    /// Every criterion of every requirement.
    package var criteria: [CriterionEntry] { requirements.flatMap(\.criteria) }

    /// The bill: one entry a task that used something, and one for what belongs to no task.
    package var bill: [BillEntry] {
        var rest = summary.usage
        var entries: [BillEntry] = []
        for result in summary.tasks {
            guard let attempt = result.attempt else { continue }
            entries.append(
                BillEntry(
                    title: "\(result.task.id) \(result.task.title)", usage: attempt.usage, duration: attempt.duration))
            rest = Usage(
                prompt: rest.prompt - attempt.usage.prompt, cached: rest.cached - attempt.usage.cached,
                generated: rest.generated - attempt.usage.generated, cost: rest.cost - attempt.usage.cost,
                requests: rest.requests - attempt.usage.requests, duration: rest.duration - attempt.usage.duration)
        }
        if rest.requests > 0 {
            entries.append(BillEntry(title: "outside of tasks", usage: rest, duration: nil))
        }
        return entries
    }

    private static func entry(for requirement: Requirement, in summary: RunSummary) -> RequirementEntry {
        let judged = summary.verdicts.first { $0.requirement == requirement.id }
        let texts = Dictionary(requirement.criteria.map { ($0.id, $0.text) }, uniquingKeysWith: { $1 })
        var criteria = (judged?.criteria ?? []).map {
            CriterionEntry(id: $0.criterion, text: texts[$0.criterion] ?? "", verdict: $0.verdict, reason: $0.reason)
        }
        let known = Set(criteria.map(\.id))
        let silence = judged == nil ? "the run ended before this was checked" : "nothing was checked"
        criteria += requirement.criteria.filter { !known.contains($0.id) }.map {
            CriterionEntry(id: $0.id, text: $0.text, verdict: .unverified, reason: silence)
        }
        let identifiers = Set(criteria.map(\.id))
        let tasks = summary.tasks.filter {
            $0.task.requirements.contains(requirement.id) || !identifiers.isDisjoint(with: $0.task.criteria)
        }
        let evidence = summary.evidence.indices.filter { index in
            let one = summary.evidence[index]
            return !identifiers.isDisjoint(with: one.criteria)
                || one.failed.keys.contains { name in identifiers.contains { $0.isNamed(in: name) } }
        }
        return RequirementEntry(
            requirement: requirement, verdict: judged?.verdict ?? .unverified, criteria: criteria, tasks: tasks,
            evidence: Array(evidence))
    }
}

extension CriterionID {
    /// Whether a test's name carries this identifier as a word of its own, with any punctuation: `test_R1_2_empty`
    /// names `R1.2` but not `R1.20` and not `R1`.
    func isNamed(in testName: String) -> Bool {
        func words(_ text: String) -> [Substring] { text.split { !$0.isLetter && !$0.isNumber } }
        let mine = words(rawValue)
        let theirs = words(testName)
        guard !mine.isEmpty, theirs.count >= mine.count else { return false }
        return (0...(theirs.count - mine.count)).contains { start in
            zip(mine, theirs[start...]).allSatisfy { $0.lowercased() == $1.lowercased() }
        }
    }
}
