public import AnnealContext
public import AnnealDecisions
public import AnnealFoundation
public import AnnealModels
public import AnnealSpecs
internal import Foundation

/// Takes a specification apart into tasks.
///
/// Everything but the understanding is made by rules, so that the same specification and repository give the same plan.
/// A model, where it is asked, may word the understanding and propose dependencies; what does not pass the checks is
/// left out.
public struct TaskPlanner: Sendable {
    /// The model that may be asked.
    public let model: (any ChatModel)?
    /// Where decisions are remembered.
    public let decisions: any DecisionLog
    /// Decides how large tasks are and how they are arranged; the fixed rules where there is none.
    public let shape: ShapeSelection?

    /// Creates a planner.
    ///
    /// - Parameters:
    ///   - model: the model that may be asked; also tells how large tasks can be.
    ///   - decisions: where decisions are remembered.
    ///   - shape: decides how large tasks are and how they are arranged, where nobody said it.
    public init(model: (any ChatModel)?, decisions: any DecisionLog, shape: ShapeSelection? = nil) {
        self.model = model
        self.decisions = decisions
        self.shape = shape
    }

    /// Makes a plan.
    ///
    /// - Parameters:
    ///   - specification: what is to be made.
    ///   - project: the repository, whose source files are read.
    ///   - options: what the people want.
    ///   - run: the run, for the identifiers of decisions: a plan that is made again after an interruption logs the same
    ///     decisions.
    /// - Returns: a plan whose graph meets its invariants and serves every requirement.
    /// - Throws: `PlanError` when there is nothing to do, `CancellationError`, or what the log of decisions throws.
    public func plan(
        _ specification: SpecDocument, project: Project, options: PlanningOptions = PlanningOptions(),
        run: RunID? = nil
    ) async throws -> Plan {
        guard !specification.requirements.isEmpty else {
            throw PlanError(
                code: .nothingToDo, message: "the specification has no requirements", place: specification.path,
                remedy: "give each requirement a heading or a list item with MUST or SHALL; `anneal spec show` tells "
                    + "what was understood")
        }
        let repository = RepositoryMap(project: project)
        let decomposer = Decomposer(document: specification, repository: repository)
        let features = PlanningFeatures(document: specification, decomposer: decomposer, options: options)
        let log = PlanningLog(decisions: decisions, run: run, specification: specification, state: features.state)
        let isSmall = try await isSmallModel()
        let usual = StrategyRules.choose(options, complexity: options.complexity ?? features.complexity)
        let shape = try await chooseShape(
            PlanShape(granularity: options.granularity ?? (isSmall ? .fine : .coarse), strategy: usual.strategy),
            state: features.shapeState(project, isSmallModel: isSmall), options, run: run)
        let granularity = try await chooseGranularity(options, isSmall: isSmall, shape, log)
        let strategy = shape.shape.strategy
        let reason = strategy == usual.strategy ? usual.reason : shape.reason
        try await log.record(
            "planning.strategy", candidates: Strategy.allCases.map(\.rawValue), choice: strategy.rawValue,
            by: shape.whole, reason: reason)
        var builder = GraphBuilder(decomposer: decomposer, strategy: strategy)
        let graph = builder.graph(granularity: granularity)
        let rules = RuleBasedUnderstanding(
            document: specification, decomposer: decomposer, graph: graph, notes: builder.notes
        ).understanding
        let answer = try await understand(specification, graph, rules, options, isSmall: isSmall, log)
        let plan = Plan(
            specification: specification.digest, understanding: answer.understanding, strategy: strategy,
            strategyReason: reason,
            graph: ModelUnderstanding.adding(answer.dependencies, to: graph, model: model?.name ?? ""))
        try plan.graph.validate()
        if let forgotten = plan.unservedRequirements(of: specification).first {
            throw PlanError(
                code: .unserved, message: "no task serves \(forgotten)", place: specification.path,
                remedy: "name the function or the file that the requirement is about")
        }
        return plan
    }

    /// Whether tasks have to be small: for small models, and when nothing is known of the model.
    private func isSmallModel() async throws -> Bool {
        guard let model else { return true }
        do {
            return try await model.capabilities().isSmall
        } catch let error as CancellationError {
            throw error
        } catch {
            return true
        }
    }

    /// Asks who decides on size and arrangement of tasks, where there is somebody to ask and nobody said it.
    private func chooseShape(
        _ usual: PlanShape, state: [String: Double], _ options: PlanningOptions, run: RunID?
    ) async throws -> ShapeSelection.Choice {
        guard let shape, let run else { return ShapeSelection.Choice(shape: usual) }
        let subject = ShapeSelection.Subject(run: run, state: state, usual: usual, isAsked: options.saysShape)
        let before = try await decisions.decisions(of: run).first { $0.0.id == subject.decision }?.0
        let choice = shape.choose(subject, before: before, at: Date())
        if let decision = choice.decision { try await decisions.record(decision) }
        return choice
    }

    private func chooseGranularity(
        _ options: PlanningOptions, isSmall: Bool, _ shape: ShapeSelection.Choice, _ log: PlanningLog
    ) async throws -> PlanningOptions.Granularity {
        let usual = options.granularity ?? (isSmall ? .fine : .coarse)
        let choice = shape.shape.granularity
        let reason =
            options.granularity != nil
            ? "The size of tasks was given."
            : choice != usual
                ? shape.reason
                : isSmall
                    ? "A small model writes one requirement's functions in one answer, not more."
                    : "A large model writes what belongs together at once."
        try await log.record(
            "planning.granularity", candidates: PlanningOptions.Granularity.allCases.map(\.rawValue),
            choice: choice.rawValue, isAsked: options.granularity != nil, by: shape.whole, reason: reason)
        return choice
    }

    private func understand(
        _ specification: SpecDocument, _ graph: TaskGraph, _ rules: Understanding, _ options: PlanningOptions,
        isSmall: Bool, _ log: PlanningLog
    ) async throws -> ModelUnderstanding.Answer {
        let asks = options.askModel == .yes || options.askModel == .auto && !isSmall
        let asked = asks ? model : nil
        let reason =
            asked != nil
            ? "The model is asked for its understanding."
            : model == nil ? "There is no model to ask." : "The rules understand enough; the model is not asked."
        try await log.record(
            "planning.understanding", candidates: ["rules", "model"], choice: asked == nil ? "rules" : "model",
            isAsked: options.askModel != .auto, reason: reason)
        var answer = ModelUnderstanding.Answer(understanding: rules, dependencies: [])
        guard let asked else { return answer }
        do {
            return try await ModelUnderstanding(model: asked).ask(about: specification, graph: graph)
        } catch let error as CancellationError {
            throw error
        } catch let error as ModelError where error.code == .budgetSpent {
            throw error
        } catch {
            let why = (error as? ModelUnderstanding.Unusable)?.reason ?? (error as? ModelError)?.message ?? "\(error)"
            answer.understanding.source = "rules; \(asked.name) was asked, but \(why)"
            return answer
        }
    }
}
