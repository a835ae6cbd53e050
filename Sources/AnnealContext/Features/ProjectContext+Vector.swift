internal import AnnealFoundation
public import Foundation

extension ProjectContext {
    /// The version of the vector; it changes whenever an entry changes its place or its meaning.
    public static let vectorVersion = 1

    private static let languages = [
        "python", "javascript", "typescript", "swift", "go", "rust", "java", "kotlin", "c", "cpp", "ruby", "shell",
    ]
    private static let compliance = ["gdpr", "hipaa", "pci", "sox"]

    /// The names of the vector's entries, in order; docs/algorithms/features.md explains them.
    public static let vectorNames: [String] =
        languages.map { "language.\($0)" } + [
            "language.other", "code.files", "code.lines", "code.functions", "code.testShare", "code.functionLines",
            "code.longFunctionLines", "code.branches", "code.references", "code.coverage", "code.dependencies",
            "code.frameworks", "history.commits", "history.recentCommits", "history.churn", "history.filesChanged",
            "history.repairShare", "team.size", "team.experience", "team.largestShare", "plan.days", "plan.budget",
            "plan.regulated",
        ] + compliance.map { "plan.\($0)" } + [
            "known.history", "known.coverage", "known.deadline", "known.budget",
        ]

    /// The context as numbers for learned policies, mostly between 0 and 1; what is not known is 0, and the entries
    /// `known.…` tell it.
    ///
    /// - Parameter now: the time from which the deadline counts.
    /// - Returns: one number for each of `vectorNames`.
    public func vector(at now: Date) -> [Float] {
        func logarithmic(_ value: Double, _ largest: Double) -> Double {
            min(1, log(1 + max(0, value)) / log(1 + largest))
        }
        var values = Self.languages.map { code.languages[$0] ?? 0 }
        values.append(max(0, min(1, code.languages.isEmpty ? 0 : 1 - values.reduce(0, +))))
        values += [
            logarithmic(Double(code.files), 1e5), logarithmic(Double(code.lines), 1e7),
            logarithmic(Double(code.functions), 1e6),
            Double(code.testFiles) / Double(max(1, code.testFiles + code.sourceFiles)),
            logarithmic(code.meanFunctionLines, 200), logarithmic(code.longFunctionLines, 500),
            logarithmic(code.branchesPerFunction ?? 0, 30), logarithmic(code.referencesPerFile, 50), coverage ?? 0,
            logarithmic(Double(dependencies.count), 300), logarithmic(Double(frameworks.count), 20),
        ]
        let history = history ?? History()
        values += [
            logarithmic(Double(history.commits), 5000), logarithmic(Double(history.recentCommits), 2000),
            logarithmic(Double(history.linesAdded + history.linesRemoved), 1e6),
            min(1, Double(history.filesChanged) / Double(max(1, code.files))),
            Double(history.repairs) / Double(max(1, history.recentCommits)),
            logarithmic(Double(teamSize ?? 0), 100), logarithmic(history.medianExperienceDays ?? 0, 3650),
            history.largestShare ?? 0,
        ]
        let days = plan.deadline.map { $0.timeIntervalSince(now) / 86_400 }
        let rules = Set(plan.compliance.map { $0.lowercased() })
        values += [
            logarithmic(days ?? 0, 365), logarithmic(plan.budget ?? 0, 1e6), rules.isEmpty ? 0 : 1,
        ]
        values += Self.compliance.map { name in rules.contains { $0.hasPrefix(name) } ? 1 : 0 }
        values += [
            self.history == nil ? 0 : 1, coverage == nil ? 0 : 1, plan.deadline == nil ? 0 : 1,
            plan.budget == nil ? 0 : 1,
        ]
        return values.map { Float($0) }
    }
}
