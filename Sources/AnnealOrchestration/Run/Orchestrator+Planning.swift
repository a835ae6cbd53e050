internal import AnnealDecisions
internal import AnnealExecution
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSafety
internal import AnnealSpecs
internal import AnnealTelemetry

extension Orchestrator {
    /// Makes the plan, once in the life of a run, or takes the one that was given.
    func makePlan() async throws {
        guard state.summary.plan == nil else { return tellPlan() }
        if let plan = state.request.plan {
            if plan.specification != state.request.specification.digest {
                try record(.note("the plan was made from another version of the specification"))
            }
            try record(.planned(plan, usage: Usage()))
            return tellPlan()
        }
        let meter = UsageMeter(parts.model, tracing: parts.tracing, told: usageListener(task: nil))
        meters["planning"] = meter
        let worktree = try await parts.git.addWorktree(at: household.path("plan"), commit: state.summary.base)
        let environment = PlanningEnvironment(
            run: run, specification: state.request.specification, root: worktree.path, model: meter,
            decisions: parts.decisions, settings: state.request.settings)
        let planning = parts.planning
        let limit = time.remaining.map { ContinuousClock.now + $0 * 0.5 }
        let made = try await step(.plan, "plan") {
            try await Deadline.run(until: limit) { try await planning(environment) }
        }
        guard let plan = made else {
            throw SpentBudget(
                message: "half of the time was over before there was a plan", place: run.rawValue,
                remedy: "`anneal resume \(run) --budget-time 30m` goes on with more time")
        }
        try record(.planned(plan, usage: meter.usage))
        meters["planning"] = nil
        try parts.git.removeWorktree(at: worktree.path)
        tellPlan()
    }

    /// Runs the repository's tests before anything is changed, so that a regression can be told from an old fault.
    func measureBaseline() async throws {
        if let baseline = state.baseline { return time.keepFree(forTestsOf: baseline.duration) }
        let worktree = try await parts.git.addWorktree(at: household.path("base"), commit: state.summary.base)
        let workspace = Workspace(root: worktree.path, base: state.summary.base)
        let limit = time.remaining.map { $0 * 0.2 }
        let environment = VerificationEnvironment(sandbox: parts.sandbox, events: parts.events, timeLimit: limit)
        let verifier = parts.verifier
        let measured = try await step(.baseline, "measure baseline") {
            try await Deadline.run(until: limit.map { .now + $0 }) {
                try await verifier.baseline(of: workspace, environment: environment)
            }
        }
        if measured == nil {
            try record(.note("the repository's tests took too long before the run: regressions cannot be seen"))
        }
        let baseline = measured ?? Baseline()
        try record(.baseline(baseline))
        time.keepFree(forTestsOf: baseline.duration)
        try parts.git.removeWorktree(at: worktree.path)
    }

    /// Chooses the executor, once in the life of a run.
    func chooseExecutor() async throws -> any TaskExecutor {
        let name: String
        if let chosen = state.executor {
            name = chosen
        } else {
            let decision = try ExecutorSelection.choose(
                setting: state.request.settings["run.executor"] ?? "auto",
                capabilities: try await parts.model.capabilities(), among: Array(parts.executors.keys), run: run,
                time: parts.now())
            try await parts.decisions.record(decision)
            name = decision.candidates[decision.choice]
            try record(.executor(name))
        }
        guard let executor = parts.executors[name] else {
            throw RunError(
                code: .wrongState, message: "this program has no executor '\(name)'", place: run.rawValue,
                remedy: "resume with the program that began the run")
        }
        return executor
    }

    /// What can be used at the same time.
    func capacity() async throws -> ResourceDemand {
        let capabilities = try await parts.model.capabilities()
        let parallel = max(1, state.request.parallel ?? (capabilities.isLocal ? 1 : 4))
        let machine = MachineResources.current()
        return ResourceDemand(
            modelSlots: capabilities.isLocal ? min(parallel, max(1, capabilities.parallelSlots)) : parallel,
            cores: state.request.parallel == nil ? max(machine.cores, 1) : max(machine.cores, parallel),
            memory: machine.memory / 2)
    }
}
