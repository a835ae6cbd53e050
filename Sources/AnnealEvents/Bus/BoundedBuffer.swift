internal import Synchronization

/// A queue between tasks that holds no more than it may: who puts in waits for room, who takes out waits for elements.
///
/// Elements come out in the order in which they got in. One task takes; any number put in. All waits end when their task
/// is cancelled.
final class BoundedBuffer<Element: Sendable>: Sendable {
    private struct Pusher {
        var id: UInt64
        var element: Element
        var continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var items: [Element] = []
        var pushers: [Pusher] = []
        var taker: (id: UInt64, continuation: CheckedContinuation<Void, Never>)?
        var isFinished = false
        var dropped = 0
        var nextID: UInt64 = 0
        /// Waits that were cancelled before they began.
        var cancelled: Set<UInt64> = []

        mutating func makeID() -> UInt64 {
            nextID += 1
            return nextID
        }
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// Creates an empty buffer.
    init(capacity: Int) { self.capacity = max(1, capacity) }

    /// How many elements gave way to newer ones.
    var dropped: Int { state.withLock { $0.dropped } }

    /// Whether nothing more gets in.
    var isFinished: Bool { state.withLock { $0.isFinished } }

    /// Puts an element in, and waits for room first.
    ///
    /// - Returns: whether it got in; not after the end, and not when the task is cancelled while waiting.
    func push(_ element: Element) async -> Bool {
        let (done, id) = state.withLock { state -> (Bool?, UInt64) in
            if state.isFinished { return (false, 0) }
            guard state.items.count >= capacity || !state.pushers.isEmpty else {
                state.items.append(element)
                return (true, 0)
            }
            return (nil, state.makeID())
        }
        if let done {
            if done { wakeTaker() }
            return done
        }
        // A task that is cancelled when it has its answer already leaves a mark.
        defer { state.withLock { _ = $0.cancelled.remove(id) } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = state.withLock { state -> Bool? in
                    if state.isFinished || state.cancelled.remove(id) != nil { return false }
                    if state.items.count < capacity, state.pushers.isEmpty {
                        state.items.append(element)
                        return true
                    }
                    state.pushers.append(Pusher(id: id, element: element, continuation: continuation))
                    return nil
                }
                guard let answer else { return }
                if answer { wakeTaker() }
                continuation.resume(returning: answer)
            }
        } onCancel: {
            cancelPush(id)
        }
    }

    /// Puts an element in at once; the oldest one gives way when there is no room.
    func offer(_ element: Element) {
        let isOpen = state.withLock { state in
            if state.isFinished { return false }
            if state.items.count >= capacity {
                state.items.removeFirst()
                state.dropped += 1
            }
            state.items.append(element)
            return true
        }
        if isOpen { wakeTaker() }
    }

    /// Takes the oldest elements, and waits until there is one.
    ///
    /// - Parameter limit: how many at most.
    /// - Returns: at least one; `nil` at the end, or when the task is cancelled.
    func take(upTo limit: Int) async -> [Element]? {
        while !Task.isCancelled {
            let (taken, resumed, isOver, id) = state.withLock { state in
                let (taken, resumed) = Self.take(upTo: limit, capacity: capacity, from: &state)
                return (taken, resumed, state.isFinished, state.makeID())
            }
            for pusher in resumed { pusher.resume(returning: true) }
            if !taken.isEmpty { return taken }
            if isOver { return nil }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let goesOn = state.withLock { state in
                        if !state.items.isEmpty || state.isFinished || state.cancelled.remove(id) != nil { return true }
                        state.taker = (id, continuation)
                        return false
                    }
                    if goesOn { continuation.resume() }
                }
            } onCancel: {
                cancelTake(id)
            }
            state.withLock { _ = $0.cancelled.remove(id) }
        }
        return nil
    }

    /// Ends the buffer: what is in it can still be taken, and nothing more gets in.
    func finish() {
        let pushers = state.withLock { state in
            state.isFinished = true
            defer { state.pushers = [] }
            return state.pushers
        }
        for pusher in pushers { pusher.continuation.resume(returning: false) }
        wakeTaker()
    }

    /// Takes what is there, without waiting.
    func drain() -> [Element] {
        state.withLock { state in
            defer { state.items = [] }
            return state.items
        }
    }

    private static func take(
        upTo limit: Int, capacity: Int, from state: inout State
    ) -> ([Element], [CheckedContinuation<Bool, Never>]) {
        let count = min(limit, state.items.count)
        let taken: [Element]
        if count == state.items.count {
            taken = state.items
            state.items = []
            state.items.reserveCapacity(min(taken.count, capacity))
        } else {
            taken = Array(state.items.prefix(count))
            state.items.removeFirst(count)
        }
        let room = min(capacity - state.items.count, state.pushers.count)
        guard room > 0 else { return (taken, []) }
        let entering = state.pushers.prefix(room)
        state.items += entering.map(\.element)
        state.pushers.removeFirst(room)
        return (taken, entering.map(\.continuation))
    }

    private func wakeTaker() {
        let taker = state.withLock { state in
            defer { state.taker = nil }
            return state.taker
        }
        taker?.continuation.resume()
    }

    private func cancelPush(_ id: UInt64) {
        let pusher = state.withLock { state -> Pusher? in
            guard let index = state.pushers.firstIndex(where: { $0.id == id }) else {
                state.cancelled.insert(id)
                return nil
            }
            return state.pushers.remove(at: index)
        }
        pusher?.continuation.resume(returning: false)
    }

    private func cancelTake(_ id: UInt64) {
        let taker = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard let taker = state.taker, taker.id == id else {
                state.cancelled.insert(id)
                return nil
            }
            state.taker = nil
            return taker.continuation
        }
        taker?.resume()
    }
}
