internal import AnnealContext
internal import AnnealFoundation
internal import AnnealPlanning
internal import AnnealSafety

extension ToolLoopSession {
    /// What came of asking about protected files.
    enum Consent {
        /// These may be changed; none where none is protected.
        case given(Set<String>)
        /// One may not; what the model is told.
        case refused(ToolResult)
    }

    /// Asks a person about the protected files among some edits, one after the other.
    ///
    /// - Parameters:
    ///   - edits: what the model wants to change.
    ///   - request: the call.
    /// - Returns: the files that were agreed to, or that one was refused.
    /// - Throws: `EditError` when the edits cannot be made anyway, `SandboxError` when the verdict cannot be recorded.
    func consent(to edits: EditSet, _ request: ToolRequest) async throws -> Consent {
        let proposals = try edits.proposals(in: workspace.root, planned: Set(task.writes))
        // Nobody is asked about what is refused for another reason.
        try check(proposals.map(\.path))
        for proposal in proposals {
            let admission: CommandGate.Admission
            do {
                admission = try await environment.gate.admit(proposal, task: task.id.description)
            } catch let error as AuditError {
                throw SandboxError(code: .refused, message: error.message, place: error.place, remedy: error.remedy)
            }
            if case .refused(let refusal) = admission {
                let way = refusal.flag.map { " A person can allow it with \($0)." } ?? ""
                let reason =
                    "\(proposal.path) may not be changed: \(refusal.reason) [\(refusal.rule)].\(way) "
                    + "Nothing was changed. Leave this file alone and go on without it."
                return .refused(WorkspaceTools.failed(request, reason))
            }
        }
        return .given(Set(proposals.map(\.path)))
    }

    /// Refuses changes of files that are not the model's to change in this task, whoever agrees.
    func check(_ paths: [String]) throws(EditError) {
        if let fixed = paths.first(where: { protected.contains($0) }) {
            throw EditError(
                code: .refusedPath, path: fixed, message: "this test decides whether the task is done",
                correction: "Leave it as it is and change the code that it tests.")
        }
        if keepsDependencies, let manifest = paths.first(where: DependencyManifests.contains) {
            throw EditError(
                code: .refusedPath, path: manifest,
                message: "the task has read text that instructs models, so that it may not change dependencies",
                correction: "Do the task without a change of this file.")
        }
    }
}
