internal import AnnealContext
internal import AnnealEvents
internal import AnnealFoundation
internal import AnnealPlanning
internal import AnnealSafety
internal import Foundation

extension ToolLoopSession {
    /// Applies edits to the workspace, and tells at once what can be seen without running them.
    mutating func change(_ request: ToolRequest) async throws -> ToolResult {
        let paths: [String]
        let approved: Set<String>
        do {
            let edits = try edits(of: request)
            switch try await consent(to: edits, request) {
            case .refused(let result): return result
            case .given(let files): approved = files
            }
            paths = try apply(edits, approved: approved)
        } catch let error as EditError {
            for failure in error.failures where failure.code == .refusedPath {
                try record(failure.path ?? "", .deny, reason: failure.message)
            }
            return ToolResult(
                text: error.textForModel, fact: "\(request.brief): failed, \(error.message)", succeeded: false)
        }
        for path in paths {
            // What a person agreed to is in the record already.
            if !approved.contains(path) {
                try record(path, .allow, reason: "in the workspace, and protected by no rule")
            }
            environment.events.send(
                "item.edit", task: task.id, ["path": .string(path), "tool": .string(request.tool.rawValue)])
        }
        guard !paths.isEmpty else {
            return ToolResult(text: "Nothing is different afterwards.", fact: "\(request.brief): no change")
        }
        let list = paths.joined(separator: ", ")
        let present = paths.filter { FileManager.default.fileExists(atPath: workspace.root + "/" + $0) }
        let findings = try await checks.findings(in: present)
        let faults = findings.isEmpty ? "" : "\nFaults that can be seen now:\n" + findings.joined(separator: "\n")
        return ToolResult(
            text: "Changed: \(list).\(faults)", fact: "\(request.tool.rawValue): changed \(list)", changed: paths)
    }

    /// Puts a write into the guard's record.
    private func record(_ path: String, _ verdict: GuardVerdict, reason: String) throws {
        do {
            try environment.gate.record(
                .write, path, verdict, rule: verdict == .allow ? "workspace-write" : "protected-write", reason: reason,
                task: task.id.description)
        } catch let error as AuditError {
            throw SandboxError(code: .refused, message: error.message, place: error.place, remedy: error.remedy)
        }
    }

    private func edits(of request: ToolRequest) throws(EditError) -> EditSet {
        let path = request.text("path")
        if request.tool == .writeFile {
            return EditSet([FileEdit(path: path, change: .write(request.text("content")))])
        }
        return try EditSet(parsing: request.text("edits"), defaultPath: path.isEmpty ? nil : path)
    }

    private mutating func apply(_ edits: EditSet, approved: Set<String>) throws(EditError) -> [String] {
        let planned = Set(task.writes)
        let paths = try edits.preview(in: workspace.root, planned: planned, approved: approved).map(\.path)
        try check(paths)
        for path in paths { workspaceChanges.watch(path) }
        return try edits.apply(in: workspace.root, planned: planned, approved: approved)
    }

    /// Runs a command; tests that it changed are put back.
    mutating func runCommand(_ request: ToolRequest) async throws -> ToolResult {
        var result = try await tools.run(request)
        environment.events.send("item.command", task: task.id, ["command": .string(request.text("command"))])
        let restored = restoreProtected()
        if !restored.isEmpty {
            result.text +=
                "\nPut back as they were, because these tests decide whether the task is done: "
                + restored.joined(separator: ", ")
        }
        return result
    }

    /// Puts back the tests that decide, whatever changed them.
    ///
    /// - Returns: those that had been changed.
    private func restoreProtected() -> [String] {
        let manifests = keepsDependencies ? project.files.filter(DependencyManifests.contains) : []
        var restored = workspaceChanges.restore(paths: protected.union(manifests).sorted())
        for file in tests where WorkspaceFiles.read(file.path, in: workspace.root) != file.text {
            if workspaceChanges.write(file.text, to: file.path) { restored.append(file.path) }
        }
        return restored
    }

    /// The state of the workspace as it is now; the checks run unless this state was checked before.
    mutating func checkedNow() async throws -> CheckedState {
        _ = restoreProtected()
        let changes = try await workspaceChanges.now()
        if let known = states.last(where: { $0.changes == changes }) { return known }
        let state = try await checks.check(changes, number: states.count)
        states.append(state)
        environment.events.send("item.check", task: task.id, state.result.told)
        return state
    }

    /// Leaves the best state in the workspace, with those of the task's tests skipped that do not pass.
    ///
    /// Of the states that break nothing, the one that passes most is kept, the last one among equals; when there is
    /// none, everything is as it was.
    mutating func finish() async throws {
        let present = try await checkedNow()
        let sound = states.filter(\.isSound)
        let best = sound.reversed().max { $0.worth < $1.worth }
        let wanted = best?.changes ?? [:]
        if wanted != present.changes {
            let stuck = try await workspaceChanges.restore(wanted)
            notes.append(best == nil ? "all changes were taken back" : "the files are back in an earlier, better state")
            notes += stuck.map { "\($0) could not be put back" }
        }
        let kept: CheckedState
        if let best { kept = best } else { kept = try await checks.check([:], number: states.count) }
        outcome = kept
        changedFiles = kept.changes.keys.sorted()
        tests = TaskChecks.testFiles(
            of: requirements, project: project, symbols: symbols, plan: environment.plan,
            met: kept.result.met(in: tests))
        for file in tests where !workspaceChanges.write(file.text, to: file.path) {
            notes.append("\(file.path) could not be written")
        }
    }

    /// What was done, for the journal and the report.
    func attempt(executor: String, duration: Duration) -> Attempt {
        var notes = notes
        if let result = outcome?.result, !result.isComplete {
            notes += result.failures.prefix(5).map { "not passed: \($0.name)" }
            notes += result.findings.prefix(3)
        }
        return Attempt(
            executor: executor, changedFiles: changedFiles + tests.map(\.path), generatedTests: tests, usage: usage,
            duration: duration, candidates: states.count, notes: notes)
    }
}
