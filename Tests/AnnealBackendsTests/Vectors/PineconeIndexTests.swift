import AnnealBackends
import AnnealExperience
import AnnealFoundation
import AnnealTesting
import Testing

/// What an index of Pinecone does beyond what every index does, against a stand-in; the rest is in `VectorIndexTests`.
@Suite("Vectors in Pinecone") struct PineconeIndexTests {
    private static let key = [PineconeConfiguration.keyVariable: "k3y"]

    private static func index(
        _ peer: HTTPPeer, width: Int = 2, namespace: String = "", clock: SkippingClock = SkippingClock()
    ) throws -> PineconeIndex {
        let address = peer.address + (namespace.isEmpty ? "" : "/\(namespace)")
        return PineconeIndex(
            try PineconeConfiguration(address, environment: key), width: width, clock: clock)
    }

    @Test("addresses name host, namespace and tries") func configuration() throws {
        let read = try PineconeConfiguration(
            "https://x-1.svc.aped.pinecone.io/team?timeout=2s&attempts=3", environment: Self.key)
        #expect(read.base == "https://x-1.svc.aped.pinecone.io:443" && read.namespace == "team" && read.key == "k3y")
        #expect(read.timeout == .seconds(2) && read.attempts == 3)
        #expect(try PineconeConfiguration("https://h", environment: Self.key).namespace == "anneal")
    }

    @Test(
        "addresses that cannot be used are refused without the key",
        arguments: [
            "http://pinecone.io", "https://h?top=1", "https://a,b", "https://ann@h", "https://h?timeout=0s",
            "https://h?attempts=0", "ftp://h", "https://h?passwordFrom=NONE",
        ])
    func addresses(text: String) {
        let error = #expect(throws: BackendError.self) { try PineconeConfiguration(text, environment: Self.key) }
        #expect(error?.code == .address && error?.remedy != nil && error?.description.contains("k3y") == false)
    }

    @Test("a namespace has vectors of its own") func namespaces() async throws {
        let store = PineconePeer(width: 2)
        try await store.running { peer in
            let (one, two) = (try Self.index(peer, namespace: "one"), try Self.index(peer, namespace: "two"))
            try await one.add([(id: "a", vector: [1, 0]), (id: "b", vector: [0, 1])])
            try await two.add([(id: "c", vector: [1, 1])])
            #expect(try await one.count() == 2)
            #expect(try await two.search([1, 0], count: 5).map(\.id) == ["c"])
            try await two.remove(["a", "c"])
            #expect(store.identifiers(in: "one") == ["a", "b"] && store.identifiers(in: "two").isEmpty)
            // One that is not there has nothing, and nothing to remove.
            let none = try Self.index(peer, namespace: "none")
            try await none.remove(["a"])
            #expect(try await none.count() == 0)
            #expect(try await none.search([1, 0], count: 5).isEmpty)
        }
    }

    @Test("many vectors go out in batches, the last of one identifier counts") func batches() async throws {
        let store = PineconePeer(width: 2)
        try await store.running { peer in
            let index = try Self.index(peer)
            let vectors = (0..<2500).map { (id: "v\($0)", vector: [Float(1), Float($0)]) }
            try await index.add(vectors + [(id: "v7", vector: [9000, 0])])
            #expect(try await index.count() == 2500)
            #expect(peer.requests.filter { $0.path == "/vectors/upsert" }.count == 3)
            let best = try await index.search([1, 0], count: 2500)
            #expect(best.count == 2500 && best.first == VectorMatch(id: "v7", similarity: 9000))
            try await index.remove(vectors.map(\.id))
            #expect(peer.requests.filter { $0.path == "/vectors/delete" }.count == 3)
            #expect(store.identifiers(in: "anneal").isEmpty)
        }
    }

    @Test("long vectors go out in batches that the service takes") func bytes() async throws {
        let peer = PineconePeer(width: 20_000)
        try await peer.running { server in
            let configuration = try PineconeConfiguration(server.address + "?timeout=300s", environment: Self.key)
            let index = PineconeIndex(configuration, width: 20_000, clock: SkippingClock())
            let long = (0..<20_000).map { 1 / Float($0 + 3) }
            try await index.add((0..<10).map { (id: "v\($0)", vector: long) })
            #expect(peer.identifiers(in: "anneal").count == 10)
            #expect(server.requests.count == 2 && server.requests.allSatisfy { $0.body.count <= 2_000_000 })
        }
    }

    @Test("those that are as alike come by identifier, and no question is asked for none") func order() async throws {
        try await PineconePeer(width: 2).running { peer in
            let index = try Self.index(peer)
            try await index.add([(id: "b", vector: [1, 0]), (id: "a", vector: [1, 0]), (id: "c", vector: [1, 0])])
            #expect(try await index.search([1, 0], count: 3).map(\.id) == ["a", "b", "c"])
            #expect(try await index.search([0, 1], count: 1).map(\.similarity) == [0])
            let before = peer.requests.count
            #expect(try await index.search([1, 0], count: 0).isEmpty)
            try await index.add([])
            try await index.remove([])
            #expect(peer.requests.count == before)
        }
    }

    @Test("what may pass is tried again with pauses that grow, or as long as the service asks") func retries()
        async throws
    {
        let store = PineconePeer(width: 2)
        try await store.running { peer in
            let clock = SkippingClock()
            let index = try Self.index(peer, clock: clock)
            store.fail(with: [.init(429), .init(503), .init(0), .init(500)])
            try await index.add([(id: "a", vector: [1, 0])])
            #expect(store.identifiers(in: "anneal") == ["a"])
            for (number, pause) in clock.sleeps.enumerated() {
                let most = Duration.milliseconds(500) * (1 << number)
                #expect(pause <= most && pause >= most / 2, "\(number): \(pause)")
            }
            #expect(clock.sleeps.count == 4)
            store.fail(with: [.init(429, seconds: 7), .init(429, seconds: 9000)])
            #expect(try await index.count() == 1)
            #expect(clock.sleeps.dropFirst(4) == [.seconds(7), .seconds(60)])
        }
    }

    @Test("what does not pass is told after the last try, with what to do") func exhausted() async throws {
        let store = PineconePeer(width: 2)
        try await store.running { peer in
            let clock = SkippingClock()
            let index = try Self.index(peer, clock: clock)
            store.fail(with: Array(repeating: .init(429), count: 9))
            let error = await #expect(throws: ExperienceError.self) { try await index.search([1, 0], count: 1) }
            #expect(error?.code == .unavailable && error?.message.contains("429") == true)
            #expect(error?.remedy?.contains("less often") == true && error?.place == peer.address + "/anneal")
            #expect(clock.sleeps.count == 4 && peer.requests.count == 5)
        }
    }

    @Test("what is refused is told at once, and never with the key") func refused() async throws {
        let store = PineconePeer(width: 3, key: "other")
        try await store.running { peer in
            let clock = SkippingClock()
            let index = try Self.index(peer, clock: clock)
            let locked = await #expect(throws: ExperienceError.self) { try await index.count() }
            #expect(locked?.code == .unavailable && locked?.remedy?.contains("PINECONE_API_KEY") == true)
            #expect(locked?.description.contains("k3y") == false)
            store.fail(with: [.init(400)])
            let wrong = await #expect(throws: ExperienceError.self) { try await index.search([1, 0], count: 1) }
            #expect(wrong?.code == .invalid && wrong?.message.contains("the test wants this") == true)
            #expect(clock.sleeps.isEmpty)
        }
    }

    @Test("an index of another width or measure is told, and a service that is not there") func others() async throws {
        try await PineconePeer(width: 3).running { peer in
            let error = await #expect(throws: ExperienceError.self) { try await Self.index(peer).count() }
            #expect(error?.code == .invalid && error?.message.contains("width 3") == true)
            let add = await #expect(throws: ExperienceError.self) {
                try await Self.index(peer).add([(id: "a", vector: [1, 0])])
            }
            #expect(add?.code == .invalid && add?.message.contains("dimension") == true)
        }
        try await PineconePeer(width: 2, measure: "euclidean").running { peer in
            let error = await #expect(throws: ExperienceError.self) { try await Self.index(peer).count() }
            #expect(error?.message.contains("euclidean") == true)
        }
        try await HTTPPeer.serving({ _ in HTTPPeer.Answer(404, "no such index") }) { peer in
            for ask in [
                { _ = try await $0.count() }, { try await $0.add([(id: "a", vector: [1, 0])]) },
            ] as [@Sendable (PineconeIndex) async throws -> Void] {
                let error = await #expect(throws: ExperienceError.self) { try await ask(Self.index(peer)) }
                #expect(
                    error?.message.contains("no such index") == true && error?.remedy?.contains("dotproduct") == true)
            }
        }
        let port = try await ServerProgram.freePort()
        let nowhere = PineconeIndex(
            try PineconeConfiguration("http://127.0.0.1:\(port)", environment: Self.key), width: 2,
            clock: SkippingClock())
        let gone = await #expect(throws: ExperienceError.self) { try await nowhere.count() }
        #expect(gone?.code == .unavailable && gone?.remedy != nil)
    }

    @Test(
        "what Pinecone does not take is refused before anything is sent",
        arguments: [
            ("bad", [0, 0]), ("größe", [1, 0]), ("", [1, 0]), (String(repeating: "x", count: 513), [1, 0]),
        ] as [(String, [Float])])
    func unsendable(id: String, vector: [Float]) async throws {
        let store = PineconePeer(width: 2)
        try await store.running { peer in
            let index = try Self.index(peer)
            let error = await #expect(throws: ExperienceError.self) {
                try await index.add([(id: "good", vector: [1, 0]), (id: id, vector: vector)])
            }
            #expect(error?.code == .invalid && error?.place == id)
            #expect(peer.requests.isEmpty)
        }
    }
}
