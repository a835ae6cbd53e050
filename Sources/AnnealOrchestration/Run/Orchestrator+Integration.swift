internal import AnnealEvents
internal import AnnealExecution
internal import AnnealFoundation
internal import AnnealPlanning

extension Orchestrator {
    /// Finishes what a crash interrupted between the end of an executor and the commit.
    func recoverIntegration(_ plan: Plan) async throws {
        for task in plan.graph.tasks {
            switch state.steps[task.id] {
            case .committing(_, _, let commit)?:
                let head = try await parts.git.commit(named: state.summary.branch) ?? state.summary.head
                // Only what came after its parent: an earlier try at the task may have a commit as well.
                let present = try await parts.git.taskCommits(of: run, from: commit.parent, to: head)
                try await finishCommit(task.id, commit, present: present[task.id])
            case .executed(let start, _, let tree)?:
                // The tree is an object that nothing refers to: it may have been pruned during a long pause.
                if try await !parts.git.contains(object: tree) { try record(.taskStarted(start)) }
            default: break
            }
        }
        try await integrate(plan, running: [])
    }

    /// Puts results on the run's branch in the order of the plan. One waits while a task before it is being worked on.
    func integrate(_ plan: Plan, running: Set<TaskID>) async throws {
        for task in plan.graph.tasks {
            if running.contains(task.id) { return }
            guard case .executed(let start, let attempt, let tree)? = state.steps[task.id] else { continue }
            try await integrate(task, start: start, attempt: attempt, tree: tree)
        }
    }

    private func integrate(_ task: PlanTask, start: TaskStart, attempt: Attempt, tree: String) async throws {
        let git = parts.git
        let head = state.summary.head
        if try await git.tree(of: start.base) == tree { return try abandon(task.id, attempt, "nothing was changed") }
        guard let merged = try await git.transplant(tree: tree, base: start.base, onto: head) else {
            guard (state.conflicts[task.id] ?? 0) == 0 else {
                return try abandon(task.id, attempt, "its result conflicts with that of another task, twice")
            }
            try record(.taskConflicted(task.id, attempt))
            return parts.events.send(
                "item.note", task: task.id,
                ["text": "conflicts with what another task changed meanwhile: it is done again on top of that"])
        }
        if start.base != head, try await git.tree(of: head) == merged {
            return try abandon(task.id, attempt, "another task made the same change")
        }
        let commit = TaskCommit(tree: merged, parent: head, message: message(for: task), time: parts.now())
        try record(.commitIntended(task.id, commit))
        try await finishCommit(task.id, commit, present: nil)
    }

    private func finishCommit(_ task: TaskID, _ commit: TaskCommit, present: String?) async throws {
        let identifier: String
        if let present {
            identifier = present
        } else {
            identifier = try await parts.git.store(commit)
            try await parts.git.moveBranch(state.summary.branch, from: commit.parent, to: identifier)
        }
        try record(.taskCommitted(task, commit: identifier))
        tellTaskEnd(task)
    }

    private func abandon(_ task: TaskID, _ attempt: Attempt, _ reason: String) throws {
        try record(.taskAbandoned(task, attempt, reason: reason))
        tellTaskEnd(task)
    }

    /// The message of a task's commit, with the trailers by which it is found again.
    private func message(for task: PlanTask) -> String {
        let line = task.title.split(whereSeparator: \.isNewline).joined(separator: " ")
        let title = line.count > 72 ? line.prefix(71) + "…" : line[...]
        var trailers = ["Anneal-Run: \(run)", "Anneal-Task: \(task.id)"]
        if !task.criteria.isEmpty {
            trailers.append("Anneal-Criteria: " + task.criteria.map(\.rawValue).joined(separator: ", "))
        }
        var paragraphs = [title.isEmpty ? "\(task.id)" : String(title)]
        if !task.requirements.isEmpty {
            paragraphs.append("Requirements: " + task.requirements.map(\.rawValue).joined(separator: ", "))
        }
        return (paragraphs + [trailers.joined(separator: "\n")]).joined(separator: "\n\n") + "\n"
    }
}
