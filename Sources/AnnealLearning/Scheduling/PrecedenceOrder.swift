/// The order of tasks in which each comes after those it waits for.
enum PrecedenceOrder {
    /// An order of tasks and the inverse of their relation.
    ///
    /// - Parameters:
    ///   - after: for each task, the tasks that have to come before it.
    ///   - place: named in the error.
    /// - Returns: the order, of the tasks that may come next the least index first, and for each task those that wait for it.
    /// - Throws: `LearningError` of code `invalidArgument` for a task that does not exist, one that waits for itself or
    ///   twice for the same, and for a circle.
    /// - Complexity: O(tasks · log tasks + relations).
    static func of(
        _ after: [[Int]], place: String
    ) throws(LearningError) -> (order: [Int], following: [[Int]]) {
        var following = [[Int]](repeating: [], count: after.count)
        for (task, before) in after.enumerated() {
            for other in before {
                guard after.indices.contains(other), other != task, following[other].last != task else {
                    throw LearningError(
                        code: .invalidArgument,
                        message: "task \(task) names task \(other), which is itself, named twice or unknown",
                        place: place)
                }
                following[other].append(task)
            }
        }
        var waiting = after.map(\.count)
        var ready = BinaryHeap<Int>()
        for task in after.indices where waiting[task] == 0 { ready.push(task) }
        var order: [Int] = []
        order.reserveCapacity(after.count)
        while let task = ready.pop() {
            order.append(task)
            for next in following[task] {
                waiting[next] -= 1
                if waiting[next] == 0 { ready.push(next) }
            }
        }
        guard order.count == after.count else {
            let stuck = waiting.indices.first { waiting[$0] > 0 } ?? 0
            throw LearningError(
                code: .invalidArgument, message: "task \(stuck) can never begin: there is a circle", place: place,
                remedy: "take out one of the dependencies in the circle")
        }
        return (order, following)
    }
}
