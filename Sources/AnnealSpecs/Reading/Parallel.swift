internal import Dispatch
internal import Foundation
internal import Synchronization

/// Work on all cores whose result does not depend on how many there are.
enum Parallel {
    /// How many cores there are.
    static let cores = ProcessInfo.processInfo.activeProcessorCount

    /// Makes values, each of which depends on nothing but its index.
    ///
    /// - Parameters:
    ///   - count: how many.
    ///   - tasks: into how many tasks they are divided.
    ///   - make: makes one.
    /// - Returns: the values in the order of their indexes.
    static func map<Value: Sendable>(_ count: Int, tasks: Int, _ make: @Sendable (Int) -> Value) -> [Value] {
        guard tasks > 1 else { return (0..<count).map(make) }
        return [Value](unsafeUninitializedCapacity: count) { buffer, made in
            // Each index belongs to one task, and all have ended when `concurrentPerform` returns.
            nonisolated(unsafe) let values = buffer
            DispatchQueue.concurrentPerform(iterations: tasks) { task in
                for index in count * task / tasks..<count * (task + 1) / tasks {
                    values.initializeElement(at: index, to: make(index))
                }
            }
            made = count
        }
    }

    /// Makes two values at the same time.
    ///
    /// - Parameters:
    ///   - first: makes one.
    ///   - second: makes the other.
    /// - Returns: both.
    static func both<First: Sendable, Second: Sendable>(
        _ first: @Sendable () -> First, _ second: @Sendable () -> Second
    ) -> (First, Second) {
        let made = Mutex<(First?, Second?)>((nil, nil))
        DispatchQueue.concurrentPerform(iterations: 2) { index in
            if index == 0 {
                let value = first()
                made.withLock { $0.0 = value }
            } else {
                let value = second()
                made.withLock { $0.1 = value }
            }
        }
        let values = made.withLock { $0 }
        return (values.0 ?? first(), values.1 ?? second())
    }

    /// The same as the first, divided so that each task has at least `least` values.
    static func map<Value: Sendable>(_ count: Int, least: Int, _ make: @Sendable (Int) -> Value) -> [Value] {
        map(count, tasks: min(cores * 8, count / least), make)
    }
}
