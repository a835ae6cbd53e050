internal import AnnealContext
internal import AnnealDecisions
internal import AnnealFoundation
internal import AnnealSpecs
internal import Foundation

/// What a planning decision knows, as named numbers.
struct PlanningFeatures {
    /// The numbers.
    let state: [String: Double]
    /// How hard the whole seems.
    let complexity: PlanningOptions.Complexity

    init(document: SpecDocument, decomposer: Decomposer, options: PlanningOptions) {
        let files = Set(decomposer.units.flatMap(\.files))
        let effort = decomposer.units.reduce(0) { $0 + $1.effort }
        complexity = StrategyRules.judge(effort: effort, files: files.count)
        let requirements = document.requirements
        var state: [String: Double] = [
            "requirements": Double(requirements.count),
            "criteria": Double(requirements.reduce(0) { $0 + $1.criteria.count }),
            "examples": Double(requirements.reduce(0) { $0 + $1.examples.count } + document.examples.count),
            "interfaces": Double(decomposer.units.reduce(0) { $0 + $1.claims.count + $1.commands.count }),
            "units": Double(decomposer.units.count),
            "modules": Double(files.count),
            "newFiles": Double(files.filter { !decomposer.repository.files.contains($0) }.count),
            "repositoryFiles": Double(decomposer.repository.files.count),
            "changes": Double(decomposer.units.filter(\.isChange).count),
            "openQuestions": Double(document.openQuestions.count),
            "words": Double(decomposer.proses.reduce(0) { $0 + $1.words.count }),
            "effort": effort,
        ]
        state["teamSize"] = options.teamSize.map(Double.init)
        state["deadlineDays"] = options.deadlineDays.map(Double.init)
        self.state = state
    }

    /// What is known when size and arrangement of tasks are decided together.
    ///
    /// - Parameters:
    ///   - project: the repository.
    ///   - isSmallModel: whether tasks have to be small for the model.
    /// - Returns: numbers by name.
    func shapeState(_ project: Project, isSmallModel: Bool) -> [String: Double] {
        let language = project.languages.first
        return state.merging([
            "smallModel": isSmallModel ? 1 : 0, "projectFiles": Double(project.files.count),
            "isPython": language == "python" ? 1 : 0, "isJavaScript": language == "javascript" ? 1 : 0,
            "isSwift": language == "swift" ? 1 : 0,
        ]) { $1 }
    }
}

/// Remembers the decisions of one plan.
struct PlanningLog {
    let decisions: any DecisionLog
    let run: RunID?
    let specification: SpecDocument
    let state: [String: Double]

    /// Remembers a decision: of the fixed policy, which always chooses the same, unless it is part of another one.
    ///
    /// - Parameters:
    ///   - point: where.
    ///   - candidates: what could be chosen.
    ///   - choice: what was.
    ///   - isAsked: whether a person asked for it, so that no policy decided.
    ///   - whole: the decision that this is a part of; its policy and probability are those of the part.
    ///   - reason: why.
    /// - Throws: what the log throws.
    func record(
        _ point: String, candidates: [String], choice: String, isAsked: Bool = false, by whole: Decision? = nil,
        reason: String
    ) async throws {
        let owner = run?.rawValue ?? "plan-\(specification.digest.short)"
        try await decisions.record(
            Decision(
                id: "\(owner)/\(point)", point: point, run: run, state: state, candidates: candidates,
                choice: candidates.firstIndex(of: choice) ?? 0, probability: isAsked ? 1 : whole?.probability ?? 1,
                policy: isAsked ? Decision.asked : whole?.policy ?? StrategyRules.policy,
                reason: reason, time: Date()))
    }
}
