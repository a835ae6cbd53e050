import AnnealLearning
import Testing

@Suite("The learned schedule policy on a workflow that runs for real") struct WorkMomentTests {
    /// Schedules a workflow by asking what comes next at each moment, with nothing but what was seen until then.
    private func starts(_ truth: WorkGraph, estimates: [Double], workers: Int, policy: SchedulePolicy) throws
        -> [Double]
    {
        let known = try WorkGraph(kinds: truth.kinds, durations: estimates, parents: truth.parents)
        var starts = [Double](repeating: 0, count: truth.count)
        var (time, ends): (Double, [Int: Double]) = (0, [:])
        var (done, since): ([Int: Double], [Int: Double]) = ([:], [:])
        while done.count < truth.count {
            let ready = (0..<truth.count).filter { task in
                done[task] == nil && ends[task] == nil && truth.parents[task].allSatisfy { done[$0] != nil }
            }
            for task in ready where since[task] == nil { since[task] = time }
            if !ready.isEmpty, ends.count < workers {
                let moment = WorkMoment(
                    time: time, durations: done, running: Set(ends.keys),
                    ready: Dictionary(uniqueKeysWithValues: ready.map { ($0, since[$0] ?? 0) }))
                let task = try policy.next(in: known, workers: workers, noise: 0.5, at: moment)
                #expect(ready.contains(task))
                starts[task] = time
                ends[task] = time + truth.durations[task]
            } else {
                time = ends.values.min() ?? time
                for (task, end) in ends where end <= time {
                    ends[task] = nil
                    done[task] = truth.durations[task]
                }
            }
        }
        return starts
    }

    @Test("asked at each moment it makes the same schedule as when it sees the whole") func same() throws {
        var random = RandomSource(seed: 31)
        let generator = WorkflowGenerator(sizes: 10...40)
        let policy = try SchedulePolicy.learned()
        for workers in [2, 4] {
            let graph = try generator.workflow(random: &random)
            let estimates = graph.estimates(deviation: 0.5, random: &random)
            let whole = try policy.schedule(graph, workers: workers, estimates: estimates, noise: 0.5)
            let starts = try starts(graph, estimates: estimates, workers: workers, policy: policy)
            #expect(zip(starts, whole.starts).allSatisfy { abs($0 - $1) < 1e-9 * max(1, whole.makespan) })
        }
    }

    @Test("a moment that is none of the graph is an error") func refused() throws {
        let graph = try WorkGraph(durations: [1, 2, 3], parents: [[], [], [0]])
        let policy = try SchedulePolicy.learned()
        let moments = [
            WorkMoment(), WorkMoment(ready: [5: 0]), WorkMoment(running: [0], ready: [0: 0]),
            WorkMoment(time: .nan, ready: [0: 0]), WorkMoment(durations: [0: -1], ready: [1: 0]),
        ]
        for moment in moments {
            #expect(throws: LearningError.self) { try policy.next(in: graph, workers: 2, noise: 0.5, at: moment) }
        }
        #expect(throws: LearningError.self) {
            try policy.next(in: graph, workers: 0, noise: 0.5, at: WorkMoment(ready: [0: 0]))
        }
        #expect(try policy.next(in: graph, workers: 2, noise: 0.5, at: WorkMoment(ready: [1: 0])) == 1)
    }
}
