internal import Synchronization

/// Does something once, after a number of steps.
final class Countdown: Sendable {
    private let left: Mutex<Int>
    private let action: @Sendable () -> Void

    init(_ steps: Int, action: @escaping @Sendable () -> Void) {
        left = Mutex(steps)
        self.action = action
    }

    func step() {
        let isLast = left.withLock { left in
            left -= 1
            return left == 0
        }
        if isLast { action() }
    }
}
