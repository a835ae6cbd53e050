import AnnealFoundation
import AnnealLearning
import AnnealTesting
import Foundation
import Testing

@testable import AnnealCache

@Suite(.tags(.unit))
struct CacheVerdictTests {
    private static let names = CacheTrial.rivals.map(\.rawValue)

    /// A trial whose windows differ by a value, more and less in turn by some spread.
    private func trial(
        _ difference: Double, spread: Double = 0.01, of trace: String = "a", at capacity: Int = 10,
        but other: [String: Double] = [:]
    ) throws -> CacheTrial {
        let requests = loopRequests(CacheTrial.leastRequests, objects: 50)
        var trial = CacheTrial(
            of: requests, named: trace, capacity: capacity, unit: .objects,
            model: try split("age", at: 6, below: 1, above: 9))
        trial.missRatios = [DistancePolicy.name: 0.3]
        for name in Self.names {
            let mean = other[name] ?? difference
            trial.missRatios[name] = 0.3 + mean
            trial.differences[name] = (0..<CacheTrial.windows).map { mean + ($0.isMultiple(of: 2) ? spread : -spread) }
        }
        return trial
    }

    private func verdict(_ trials: CacheTrial...) throws -> CacheVerdict {
        try CacheVerdict(
            of: trials, unit: .objects, model: split("age", at: 6, below: 1, above: 9),
            at: Date(timeIntervalSince1970: 1_000))
    }

    @Test("The learned policy is let in when it misses less than each fixed one")
    func better() throws {
        let verdict = try verdict(trial(0.05))
        #expect(verdict.inCharge == DistancePolicy.name)
        #expect(verdict.model != nil)
        for rival in verdict.rivals {
            #expect(abs(rival.difference - 0.05) < 1e-9)
            #expect(rival.low > 0.04 && rival.low < 0.05 && rival.high > 0.05 && rival.high < 0.06)
        }
        #expect(verdict.rivals.count == Self.names.count)
    }

    @Test("One fixed policy that is as good keeps it out, and is named")
    func oneRival() throws {
        let verdict = try verdict(trial(0.05, but: ["s3-fifo": 0]))
        #expect(verdict.inCharge == CacheVerdict.fixed)
        #expect(verdict.model == nil)
        #expect(verdict.reason.contains("s3-fifo"))
        #expect(verdict.rivals.first?.name == "s3-fifo")
    }

    @Test("A gain within chance, or at one size at the cost of another, does not count")
    func chance() throws {
        #expect(try verdict(trial(0.01, spread: 0.2)).inCharge == CacheVerdict.fixed)
        #expect(try verdict(trial(0.1), trial(-0.1, at: 20)).inCharge == CacheVerdict.fixed)
        #expect(try verdict(trial(0.1), trial(0.02, at: 20)).inCharge == DistancePolicy.name)
        #expect(try verdict(trial(0.1), trial(-0.1, of: "b")).inCharge == CacheVerdict.fixed)
        #expect(throws: CacheError.self) { try verdict() }
    }

    @Test("A verdict is kept and read again, and one that is damaged is an error")
    func kept() async throws {
        try await withTemporaryFolder { folder in
            let directories = StateDirectories(environment: ["HOME": folder.path, "ANNEAL_HOME": folder.path])
            #expect(try CacheVerdict.kept(in: directories) == nil)
            let verdict = try verdict(trial(0.05))
            try verdict.keep(in: directories)
            #expect(try CacheVerdict.kept(in: directories) == verdict)
            try Data("{".utf8).write(to: CacheVerdict.file(in: directories))
            #expect(throws: CacheError.self) { try CacheVerdict.kept(in: directories) }
        }
    }

    /// Loops of forty objects, between them objects that never come again.
    private static func loopWithScan(_ count: Int) -> [TraceRequest] {
        (0..<count).map { time in
            TraceRequest(key: time.isMultiple(of: 2) ? UInt64(time / 2 % 40) : UInt64(1_000 + time))
        }
    }

    @Test("A model that was trained on the first half keeps what comes again", .enabled(if: BoostedTrees.isAvailable))
    func trained() throws {
        let requests = Self.loopWithScan(20_000)
        let model = try DistanceTraining.train(on: [CacheTrial.firstHalf(of: requests)], isSized: false)
        let trial = CacheTrial(of: requests, named: "loop", capacity: 60, unit: .objects, model: model)
        // Half of the requests never come again; recency keeps nothing of the others.
        #expect(trial.missRatios["lru"] == 1)
        #expect(try #require(trial.missRatios[DistancePolicy.name]) < 0.6)
        #expect(trial.differences["lru"]?.count == CacheTrial.windows)
        #expect(try DistanceTraining.train(on: [CacheTrial.firstHalf(of: requests)], isSized: false) == model)
        #expect(throws: CacheError.self) {
            try DistanceTraining.train(on: [Array(requests.prefix(1_000))], isSized: false)
        }
    }

    @Test("Trees say the same here as in the library", .enabled(if: BoostedTrees.isAvailable))
    func trees() throws {
        var random = RandomSource(seed: 3)
        let columns = KeyPast.names.count
        let rows = (0..<400).map { _ in (0..<columns).map { _ in 10 * random.uniformFloat() } }
        let table = try FeatureTable(rows.flatMap { $0 }, columns: columns)
        var parameters = TreeParameters(objective: .squaredError, rounds: 20)
        parameters.baseScore = 0
        let trees = try BoostedTrees.train(
            .init(table, labels: rows.map { $0[0] * $0[3] - $0[7] }), parameters: parameters)
        let model = try DistanceModel(xgboost: trees.json())
        for (row, expected) in zip(rows, try trees.predict(table)) {
            #expect(abs(model.distance(row) - expected) < 1e-3)
        }
    }
}
