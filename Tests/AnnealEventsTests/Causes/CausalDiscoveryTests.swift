import AnnealFoundation
import Foundation
import Testing

@testable import AnnealEvents

@Suite struct CausalDiscoveryTests {
    /// A chain 0 → 1 (lag 1), 1 → 2 (lag 2), 3 → 2 (lag 3) beside variable 4; a step in variable 1's noise at the end.
    private func chain(_ length: Int, incident: Int = 0, seed: UInt64 = 1) -> [[Double]] {
        var random = Noise(seed: seed)
        var x = [[Double]](repeating: [Double](repeating: 0, count: length), count: 5)
        for time in 0..<length {
            for variable in 0..<5 {
                x[variable][time] = random.next() + (time > 0 ? 0.5 * x[variable][time - 1] : 0)
            }
            if time > 2 {
                x[1][time] += 0.5 * x[0][time - 1]
                x[2][time] += -0.5 * x[1][time - 2] + 0.4 * x[3][time - 3]
            }
            if time >= length - incident { x[1][time] += 1.5 }
        }
        return x
    }

    private func triples(_ graph: CausalGraph) -> Set<[Int]> { Set(graph.links.map { [$0.from, $0.to, $0.lag] }) }

    private let truth: Set<[Int]> = [[0, 1, 1], [1, 2, 2], [3, 2, 3]]

    @Test("A chain is found with its lags, its coefficients within their intervals", arguments: [UInt64(1), 2, 3])
    func chain(seed: UInt64) throws {
        let graph = try CausalDiscovery().graph(of: MultivariateSeries(chain(400, seed: seed)))
        #expect(triples(graph) == truth)
        for link in graph.links {
            let known: [[Int]: Double] = [[0, 1]: 0.5, [1, 2]: -0.5, [3, 2]: 0.4]
            let coefficient = try #require(known[[link.from, link.to]])
            let interval = try #require(link.interval)
            #expect(interval.lowerBound - 0.1 < coefficient && coefficient < interval.upperBound + 0.1)
            #expect(interval.contains(link.coefficient))
            #expect(interval.upperBound - interval.lowerBound < 0.4)
            #expect(link.pValue < 1e-4 && link.qValue >= link.pValue && (link.probability ?? 0) > 0.9)
            #expect(abs(link.strength) <= 1 && (link.strength < 0) == (coefficient < 0))
        }
    }

    @Test("The other methods find it too", arguments: [CausalDiscovery.Method.pcmci, .granger])
    func methods(method: CausalDiscovery.Method) throws {
        var discovery = CausalDiscovery()
        discovery.method = method
        discovery.falseDiscoveryRate = 0.01
        discovery.resamples = 0
        let graph = try discovery.graph(of: MultivariateSeries(chain(400)))
        #expect(triples(graph) == truth)
        #expect(graph.links.allSatisfy { $0.interval == nil && $0.probability == nil })
    }

    @Test("Units do not matter, and coefficients are in them")
    func units() throws {
        var scaled = chain(400)
        scaled[0] = scaled[0].map { 1000 * $0 + 7 }
        let plain = try CausalDiscovery().graph(of: MultivariateSeries(chain(400)))
        let graph = try CausalDiscovery().graph(of: MultivariateSeries(scaled))
        #expect(triples(graph) == triples(plain))
        for (one, other) in zip(graph.links, plain.links) {
            let unit = one.from == 0 ? 1000.0 : 1
            #expect(abs(one.coefficient * unit - other.coefficient) < 1e-6)
        }
    }

    @Test("In noise alone little is found")
    func noise() throws {
        var found = 0
        for seed in 0..<10 {
            var random = Noise(seed: UInt64(seed))
            let values = (0..<6).map { _ in (0..<150).map { _ in random.next() } }
            found += try CausalDiscovery().graph(of: MultivariateSeries(values)).links.count
        }
        // 900 links are possible.
        #expect(found <= 9)
    }

    @Test("Outliers and distortions are mapped to ranks, and only they")
    func outliers() throws {
        var values = chain(400)
        values[0] = values[0].map { exp(2 * $0) }
        for time in stride(from: 13, to: 400, by: 97) { values[3][time] += 60 }
        let graph = try CausalDiscovery().graph(of: MultivariateSeries(values))
        #expect(graph.ranked == [0, 3])
        #expect(triples(graph).isSuperset(of: [[0, 1, 1], [1, 2, 2]]))
        var never = CausalDiscovery()
        never.transform = .none
        #expect(try never.graph(of: MultivariateSeries(values)).ranked.isEmpty)
    }

    @Test("An incident's origin is found, with and without its start")
    func rootCause() throws {
        let values = chain(460, incident: 40)
        let normal = try MultivariateSeries(values.map { Array($0[..<400]) })
        let incident = try MultivariateSeries(values.map { Array($0[400...]) })
        let graph = try CausalDiscovery().graph(of: normal)
        for start in [20, nil] {
            let causes = try graph.rootCauses(of: incident, start: start)
            #expect(causes.map(\.variable).sorted() == [0, 1, 2, 3, 4])
            #expect(causes[0].variable == 1)
            #expect(causes[0].probability > 0.99)
            #expect(abs(causes.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
            #expect(abs(causes[0].shift - 1.5) < 0.5 && causes[0].score > 4)
        }
    }

    @Test("The same data give the same graph")
    func determinism() throws {
        let series = try MultivariateSeries(chain(200))
        #expect(try CausalDiscovery().graph(of: series).links == CausalDiscovery().graph(of: series).links)
    }

    @Test("A variable that is there twice does no harm")
    func twins() throws {
        let values = chain(300)
        let graph = try CausalDiscovery().graph(of: MultivariateSeries(values + [values[0]]))
        #expect(graph.links.allSatisfy { $0.coefficient.isFinite && $0.pValue.isFinite && $0.strength.isFinite })
        #expect(triples(graph).contains([1, 2, 2]))
    }

    @Test("What cannot be used is refused in words")
    func errors() throws {
        func message(_ body: () throws -> Void) -> String {
            do { try body() } catch let error as CausalError { return error.message } catch {}
            return ""
        }
        var gap = chain(100)
        gap[2][7] = .nan
        #expect(message { _ = try MultivariateSeries(gap) } == "variable 2 has no finite value at time 7")
        #expect(message { _ = try MultivariateSeries([[1, 2]]) }.contains("one variable"))
        #expect(message { _ = try MultivariateSeries([[1, 2], [1]]) }.contains("variable 1 has 1 values"))
        #expect(message { _ = try MultivariateSeries([[1, 1e200], [1, 2]]) }.contains("beyond 1e100"))
        var flat = chain(100)
        flat[1] = flat[1].map { _ in 3 }
        #expect(
            message { _ = try CausalDiscovery().graph(of: MultivariateSeries(flat)) } == "variable 1 is constant")
        #expect(
            message { _ = try CausalDiscovery().graph(of: MultivariateSeries(chain(20))) }.contains("23 are needed"))
        let graph = try CausalDiscovery().graph(of: MultivariateSeries(chain(100)))
        let incident = try MultivariateSeries(chain(60))
        #expect(message { _ = try graph.rootCauses(of: incident, start: 58) }.contains("begins at time 58 of 60"))
        let other = try MultivariateSeries(Array(chain(60)[..<4]))
        #expect(message { _ = try graph.rootCauses(of: other, start: 20) }.contains("other variables"))
    }

    @Test("Sets are read from JSON lines, with places of errors")
    func reading() throws {
        func read(_ text: String) throws -> [CausalInput] {
            try CausalInput.read(EventInput(name: "x.jsonl", bytes: Array(text.utf8)))
        }
        let sets = try read(
            """
            {"id":"a","series":[[1,2],[3,4]],"edges":[[0,1,1,0.5]],"names":["u","v"]}

            {"series":[[1,2],[3,4]],"incident":{"root":1,"start":4,"series":[[5],[6]]}}
            """)
        #expect(sets.map(\.id) == ["a", "3"])
        #expect(sets[0].series.names == ["u", "v"] && sets[0].incident == nil)
        #expect(sets[1].incident?.values == [[5], [6]] && sets[1].start == 4)
        for (text, words) in [
            ("", "no series"), ("{}", "series is missing"), ("nonsense", "no JSON object"),
            ("{\"series\":[[1,\"x\"],[2,3]]}", "series [0] [1] is of another type"),
            ("{\"series\":[[1,null],[2,3]]}", "variable 0 has no finite value at time 1"),
            ("{\"series\":[[1,2],[-Infinity,NaN]]}", "variable 1 has no finite value at time 0"),
        ] {
            #expect {
                try read(text)
            } throws: { error in
                guard let error = error as? EventInputError else { return false }
                return error.message.contains(words) && (text.isEmpty || error.place == "x.jsonl:1")
            }
        }
    }
}

/// Normal noise with a seed, by the method of Box and Muller.
private struct Noise {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed &* 7919 &+ 17) }

    mutating func next() -> Double {
        let one = Double(random.next() >> 11) * 0x1p-53
        let other = Double(random.next() >> 11) * 0x1p-53
        return (-2 * log(1 - one)).squareRoot() * cos(2 * .pi * other)
    }
}
