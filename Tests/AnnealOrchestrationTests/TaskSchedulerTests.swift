import AnnealFoundation
import AnnealOrchestration
import AnnealPlanning
import Testing

@Suite("The scheduler")
struct TaskSchedulerTests {
    private func task(
        _ id: TaskID, after: [TaskID] = [], effort: Double = 1, priority: Int = 2, writes: [String]? = nil
    ) -> PlanTask {
        PlanTask(
            id: id, title: id.rawValue, writes: writes ?? [id.rawValue], dependsOn: after, priority: priority,
            effort: effort)
    }

    @Test("starts the task with the most work behind it")
    func criticalPath() {
        let scheduler = TaskScheduler(
            TaskGraph(tasks: [
                task("short"), task("long"), task("middle", after: ["long"], effort: 5), task("end", after: ["middle"]),
            ]))
        #expect(scheduler.chain == ["short": 1, "long": 7, "middle": 6, "end": 1])
        #expect(scheduler.next(finished: [], running: [])?.id == "long")
        #expect(scheduler.next(finished: [], running: ["long"])?.id == "short")
        #expect(scheduler.next(finished: ["long"], running: [])?.id == "middle")
        #expect(scheduler.next(finished: ["long", "middle", "end", "short"], running: []) == nil)
    }

    @Test("takes the more urgent of two, then the first in the plan")
    func ties() {
        let scheduler = TaskScheduler(TaskGraph(tasks: [task("a"), task("b", priority: 1), task("c")]))
        #expect(scheduler.next(finished: [], running: [])?.id == "b")
        #expect(scheduler.next(finished: ["b"], running: [])?.id == "a")
    }

    @Test("does not start a task that writes a file of a running one")
    func fileConflict() {
        let scheduler = TaskScheduler(
            TaskGraph(tasks: [task("a", writes: ["x"]), task("b", writes: ["x"]), task("c", writes: ["y"])]))
        #expect(scheduler.next(finished: [], running: ["a"])?.id == "c")
        #expect(scheduler.next(finished: [], running: ["a", "c"]) == nil)
    }

    @Test("tasks with checks and tasks on which others build weigh more")
    func weights() {
        let graph = TaskGraph(tasks: [task("base"), task("b", after: ["base"]), task("c", after: ["b"]), task("d")])
        let weights = TaskScheduler.weights(graph, checked: ["base", "d"])
        #expect(weights["base"] == 1.4 * 1.2)
        #expect(weights["b"] == 0.8 * 1.1)
        #expect(weights["c"] == 0.8)
        #expect(weights["d"] == 1.4)
    }

    @Test("counts strange efforts as small ones")
    func efforts() {
        #expect(TaskScheduler.effort(task("a", effort: -3)) == 0.1)
        let weighted = TaskScheduler(TaskGraph(tasks: [task("a", effort: 2)]), weights: ["a": 1.5])
        #expect(weighted.effort(of: task("a", effort: 2)) == 3)
        #expect(weighted.chain["a"] == 3)
        #expect(TaskScheduler.effort(task("a", effort: .infinity)) == 1)
        #expect(TaskScheduler.effort(task("a", writes: [])) == 0.1, "nothing to write takes no time")
    }

    @Test("shares slots of model, cores and memory, and lets a large task run alone")
    func resources() {
        var pool = ResourcePool(capacity: ResourceDemand(modelSlots: 2, cores: 4, memory: 1000))
        let demand = ResourceDemand(modelSlots: 1, cores: 1, memory: 400)
        let first = [pool.take(demand), pool.take(demand), pool.take(demand)]
        #expect(first == [true, true, false])
        pool.give(back: demand)
        let tooLarge = pool.take(ResourceDemand(modelSlots: 1, cores: 1, memory: 700))
        #expect(!tooLarge)
        pool.give(back: demand)
        let alone = pool.take(ResourceDemand(modelSlots: 9, cores: 9, memory: 9000))
        #expect(alone)
        let beside = pool.take(demand)
        #expect(!beside)
    }
}
