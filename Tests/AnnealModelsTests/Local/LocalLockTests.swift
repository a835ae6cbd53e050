import AnnealTesting
import Foundation
import Testing

@testable import AnnealModels

@Suite("Locks between processes")
struct LocalLockTests {
    @Test("one at a time holds a lock")
    func exclusive() async throws {
        try await withTemporaryFolder { folder in
            let inside = Inside()
            let file = folder.appending(path: "some/lock")
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for _ in 0..<4 {
                    tasks.addTask {
                        try await FileLock.holding(file, deadline: .seconds(60)) {
                            await inside.enter()
                            try await Task.sleep(for: .milliseconds(5))
                            await inside.leave()
                        }
                    }
                }
                try await tasks.waitForAll()
            }
            #expect(await inside.most == 1)
        }
    }

    @Test("who waits too long is told, and a lock is given back when its holder fails")
    func deadline() async throws {
        struct Failure: Error {}
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "lock")
            var waited: ModelError?
            do {
                try await FileLock.holding(file, deadline: .seconds(1)) {
                    waited = await #expect(throws: ModelError.self) {
                        try await FileLock.holding(file, deadline: .milliseconds(50)) {}
                    }
                    throw Failure()
                }
            } catch is Failure {}
            #expect(waited?.place == file.path)
            try await FileLock.holding(file, deadline: .milliseconds(50)) {}
        }
    }
}

/// Counts who is inside.
private actor Inside {
    private var now = 0
    private(set) var most = 0

    func enter() {
        now += 1
        most = max(most, now)
    }

    func leave() { now -= 1 }
}
