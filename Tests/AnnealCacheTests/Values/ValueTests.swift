import AnnealFoundation
import AnnealTesting
import Testing

@testable import AnnealCache

@Suite(.tags(.unit))
struct ValueTests {
    @Test("The value is the weighted sum of its parts, from 0 to 1")
    func formula() {
        let value = CacheValue(frequency: 0.5, cost: 0.25, lightness: 1, relevance: 0.2)
        #expect(abs(value.total - (0.15 + 0.075 + 0.1 + 0.06)) < 1e-12)
        #expect(CacheValue(frequency: 1, cost: 1, lightness: 1, relevance: 1).total == 1)
        #expect(CacheValue(frequency: -3, cost: .nan, lightness: 0, relevance: 0).total == 0)
        #expect(CacheValue(frequency: 9, cost: 9, lightness: 9, relevance: 9).total == 1)
    }

    @Test("More requests, a longer computation, fewer bytes and more relevance are each worth more")
    func monotony() {
        func value(_ requests: Double = 1, _ seconds: Double = 1, _ bytes: Int = 1_000, _ relevance: Double = 0.5)
            -> Double
        { CacheValue(requests: requests, seconds: seconds, bytes: bytes, relevance: relevance).total }
        #expect(value(2) > value())
        #expect(value(1, 2) > value())
        #expect(value(1, 1, 500) > value())
        #expect(value(1, 1, 1_000, 0.6) > value())
    }

    @Test("The fixed rule caches, evicts, prefetches and skips by the value and the ledger")
    func rule() {
        let rule = FixedCachePolicy(least: 0.2, leastToStay: 0.1)
        let (low, high) = (
            CacheValue(frequency: 0, cost: 0, lightness: 0.5, relevance: 0),
            CacheValue(frequency: 1, cost: 1, lightness: 1, relevance: 1)
        )
        #expect(rule.decide(CacheSituation(value: high, isKept: false)).action == .cache)
        #expect(rule.decide(CacheSituation(value: low, isKept: false)).action == .skip)
        #expect(rule.decide(CacheSituation(value: low, isKept: true)).action == .evict)
        #expect(rule.decide(CacheSituation(value: high, isKept: true)).action == .cache)
        let likely = CacheSituation(value: low, isKept: false, probability: 0.7, leastProbability: 0.6)
        #expect(rule.decide(likely).action == .prefetch)
        let unlikely = CacheSituation(value: high, isKept: false, probability: 0.5, leastProbability: 0.6)
        #expect(rule.decide(unlikely).action == .skip)
    }

    @Test("A situation is a vector of the width that a learned policy wants")
    func vector() {
        let situation = CacheSituation(
            value: CacheValue(frequency: 1, cost: 0, lightness: 0, relevance: 0), isKept: true)
        #expect(situation.vector().count == 128)
        #expect(situation.vector().filter { $0 != 0 }.count == situation.features.values.filter { $0 != 0 }.count)
    }

    @Test("Regular successors are predicted, the likelier first, and the memory is bounded")
    func predictor() {
        var predictor = AccessPredictor<Int>(limit: 8, width: 2)
        for round in 0..<30 { [1, round % 3 == 0 ? 3 : 2].forEach { predictor.observe($0) } }
        let successors = predictor.successors(of: 1)
        #expect(successors.map(\.key) == [2, 3])
        #expect(successors[0].probability > 0.5 && successors[0].probability < 0.75)
        #expect(successors.reduce(0) { $0 + $1.probability } < 1)
        for key in 100..<200 { predictor.observe(key) }
        #expect(predictor.successors(of: 1).isEmpty)
        #expect(predictor.successors(of: 198).map(\.key) == [199])
    }

    @Test("Prefetches in vain are charged, and raise what a prefetch has to promise")
    func ledger() {
        var ledger = PrefetchLedger<Int>(charge: 0.5, patience: 4)
        let before = ledger.leastProbability
        for key in 0..<20 {
            ledger.prefetched(key, probability: 0.9)
            for _ in 0..<6 { ledger.requested(-1) }
        }
        #expect(ledger.wasted > 15)
        #expect(ledger.balance < 0)
        #expect(ledger.leastProbability > before)
        #expect(ledger.leastProbability == 1)

        var good = PrefetchLedger<Int>(charge: 0.5, patience: 4)
        for key in 0..<20 {
            good.prefetched(key, probability: 0.9)
            let (first, second) = (good.requested(key), good.requested(key))
            #expect(first && !second)
        }
        #expect(good.balance > 15)
        #expect(good.leastProbability <= before + 1e-9)
    }
}
