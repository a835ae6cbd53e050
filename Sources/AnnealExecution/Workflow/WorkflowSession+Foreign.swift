internal import AnnealFoundation
internal import AnnealPlanning
internal import AnnealSafety

extension WorkflowSession {
    /// What tests printed, as it may stand in a request: tests run code that nobody has read.
    ///
    /// It is looked at first, which takes rights from the task where it instructs models; then it stands between marks, with
    /// a warning. Tokens by which turns are parted are broken up. Secrets in it are replaced with those of the rest of the
    /// request, before that is sent.
    ///
    /// - Parameter output: findings, failures, differences.
    /// - Returns: the text; ordinary output stays as it is.
    func shown(_ output: String) -> String {
        let origin = "the output of tests"
        let level = environment.watch.read(output, origin: origin, task: task.id.description)
        let text = UntrustedText(output, origin: origin, limit: .max)
        guard level == .none else { return text.marked + "\n" + ToolLoopExecutor.foreignInstructions }
        return text.replacements == 0 ? output : text.content
    }
}
