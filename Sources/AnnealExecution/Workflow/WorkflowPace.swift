internal import AnnealFoundation
internal import AnnealModels

/// How long the next step of a task will take, judged by those that were taken.
struct WorkflowPace: Sendable {
    /// What reading a token of the prompt takes, as a part of what writing one takes. Runs of a model of 1.5 billion
    /// parameters on two cores give about a fifth.
    private static let reading = 0.25
    /// How much longer a token takes that is written beside others.
    private static let sharing = 2.0
    /// What a batch takes, as a multiple of a single answer's writing: each of its tokens takes twice as long, and its
    /// longest answer is taken to be a third longer.
    private static let batch = 2.6

    private var single: Duration?
    private var token: Duration?
    private var estimatedBatch: Duration?
    private var longestBatch: Duration?

    /// Takes note of a step.
    ///
    /// - Parameters:
    ///   - step: the step.
    ///   - duration: what it took, with running its answers.
    ///   - usage: what it took of the model.
    ///   - answers: how many were asked for at the same time.
    mutating func note(_ step: Workflow.Step, took duration: Duration, usage: Usage, answers: Int) {
        // What the smaller model takes says nothing of the other.
        if case .draft = step { return }
        // A token that is written beside others takes longer.
        let written =
            Double(usage.generated.value) / Double(max(1, answers)) * (step.samplesBatch ? Self.sharing : 1)
        let read = Double(usage.prompt.value - usage.cached.value) * Self.reading
        let share = written > 0 ? written / (written + max(0, read)) : 1
        let running = max(.zero, duration - usage.duration)
        if step.samplesBatch {
            // The server has the prompt by now, so that the next batch only writes.
            longestBatch = max(longestBatch ?? .zero, usage.duration * share + running)
            // Where no answer was asked for alone yet, what it takes is judged by those that were written side by side.
            if single == nil { single = duration / Self.sharing }
            if token == nil, written > 0 { token = usage.duration * (share / written) }
        } else if case .generate = step {
            single = duration
            if written > 0 { token = usage.duration * (share / written) }
            estimatedBatch = usage.duration > .zero ? usage.duration * (share * Self.batch) + running * 2 : duration * 2
        }
    }

    /// How long it takes to write a single answer to a prompt that the server has; nothing before the first one.
    func expected(tokens: Int) -> Duration { (token ?? .zero) * tokens }

    /// How long a step will take; nothing before the first one.
    func expected(_ step: Workflow.Step) -> Duration {
        switch step {
        case .adapt, .mutate, .recombine, .draft: .seconds(2)
        case .generate, .repair:
            step.samplesBatch ? longestBatch ?? estimatedBatch ?? .zero : single ?? .zero
        }
    }
}
