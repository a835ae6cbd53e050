internal import AnnealDecisions
internal import AnnealEvents
internal import AnnealFoundation

extension Orchestrator {
    /// The point's name in the log.
    static let resourcesPoint = "orchestration.resources"

    /// What a task needs while it is worked on: by what is predicted of it, where something is, else by what the commands of
    /// this session used.
    ///
    /// - Parameter task: the task.
    /// - Returns: what it needs; at least what commands of this session used, and after one was ended for want of memory what
    ///   that led to.
    func demand(of task: TaskID) -> ResourceDemand {
        let known = memory.current
        guard let predicted = forecast?.memory(of: task) else { return ResourceDemand(memory: known.reservation) }
        return ResourceDemand(memory: max(predicted, known.kills > 0 ? known.reservation : known.peak))
    }

    /// Logs that tasks are taken to need more or less memory than before.
    ///
    /// - Parameter pool: what can be used at the same time.
    /// - Throws: what the log of decisions throws.
    func noteResources(_ pool: ResourcePool) async throws {
        let known = memory.current
        let before = reserved
        guard known.reservation != before else { return }
        reserved = known.reservation
        let change: AdaptiveMemory.Change = known.reservation > before ? .raise : .lower
        let candidates = AdaptiveMemory.Change.allCases
        let atOnce = max(1, min(pool.capacity.modelSlots, pool.capacity.memory / known.reservation))
        func megabytes(_ bytes: Int) -> Double { Double(bytes >> 20) }
        let reason =
            change == .raise && known.kills > 0
            ? "\(known.kills) process(es) were ended for want of memory"
            : "the highest of the last \(known.peaks.count) commands used \(known.peak >> 20) MB"
        let decision = Decision(
            id: "\(run)/\(Self.resourcesPoint)/\(state.sequence)", point: Self.resourcesPoint, run: run,
            state: [
                "peakMegabytes": megabytes(known.peak), "kills": Double(known.kills),
                "commands": Double(known.commands), "megabytesBefore": megabytes(before),
                "megabytes": megabytes(known.reservation), "tasksAtOnce": Double(atOnce),
                "machineMegabytes": megabytes(pool.capacity.memory),
            ], candidates: candidates.map(\.rawValue), choice: candidates.firstIndex(of: change) ?? 0, probability: 1,
            policy: "fixed/1",
            reason: "\(reason): a task is taken to need \(known.reservation >> 20) MB", time: parts.now())
        try await parts.decisions.record(decision)
        tell(decision)
    }
}
