import AnnealTesting
import Foundation
import Synchronization
import Testing

@testable import AnnealModels

@Suite("Locks between processes")
struct LocalLockTests {
    @Test("one at a time holds a lock")
    func exclusive() async throws {
        try await withTemporaryFolder { folder in
            let inside = Mutex((now: 0, most: 0))
            let file = folder.appending(path: "some/lock")
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for _ in 0..<4 {
                    tasks.addTask {
                        try await FileLock.holding(file, deadline: .seconds(60)) {
                            inside.withLock {
                                $0.now += 1
                                $0.most = max($0.most, $0.now)
                            }
                            try await Task.sleep(for: .milliseconds(5))
                            inside.withLock { $0.now -= 1 }
                        }
                    }
                }
                try await tasks.waitForAll()
            }
            #expect(inside.withLock { $0.most } == 1)
        }
    }

    @Test("who waits too long is told, and a lock is given back when its holder fails")
    func deadline() async throws {
        struct Failure: Error {}
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "lock")
            await #expect(throws: Failure.self) {
                try await FileLock.holding(file, deadline: .seconds(1)) {
                    let error = await #expect(throws: ModelError.self) {
                        try await FileLock.holding(file, deadline: .milliseconds(50)) {}
                    }
                    #expect(error?.place == file.path)
                    throw Failure()
                }
            }
            try await FileLock.holding(file, deadline: .milliseconds(50)) {}
        }
    }
}
