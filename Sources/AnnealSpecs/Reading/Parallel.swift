internal import Dispatch
internal import Foundation
internal import Synchronization

/// Work on all cores whose result does not depend on how many there are.
enum Parallel {
    /// Makes values, each of which depends on nothing but its index.
    ///
    /// - Parameters:
    ///   - count: how many.
    ///   - tasks: into how many tasks they are divided.
    ///   - make: makes one.
    /// - Returns: the values in the order of their indexes.
    static func map<Value: Sendable>(_ count: Int, tasks: Int, _ make: @Sendable (Int) -> Value) -> [Value] {
        guard tasks > 1 else { return (0..<count).map(make) }
        let results = Mutex([[Value]](repeating: [], count: tasks))
        DispatchQueue.concurrentPerform(iterations: tasks) { task in
            let made = (count * task / tasks..<count * (task + 1) / tasks).map(make)
            results.withLock { $0[task] = made }
        }
        return results.withLock { Array($0.joined()) }
    }

    /// The same, divided so that each task has at least `least` values.
    static func map<Value: Sendable>(_ count: Int, least: Int, _ make: @Sendable (Int) -> Value) -> [Value] {
        map(count, tasks: min(ProcessInfo.processInfo.activeProcessorCount * 4, count / least), make)
    }
}
