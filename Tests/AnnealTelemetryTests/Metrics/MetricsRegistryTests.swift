import AnnealFoundation
import AnnealTelemetry
import AnnealTesting
import CoreMetrics
import Foundation
import Testing

@Suite("The registry of metrics", .tags(.unit))
struct MetricsRegistryTests {
    private func numbers(_ registry: MetricsRegistry, _ name: String) -> [[String: String]: Double] {
        let series = registry.families.first { $0.description.name == name }?.series ?? []
        return Dictionary(
            uniqueKeysWithValues: series.compactMap { series in
                guard case .number(let number) = series.value else { return nil }
                return (series.labels, number)
            })
    }

    @Test("a metric has no more sets of labels than it may, and loses nothing for it")
    func bounded() {
        let registry = MetricsRegistry(
            [MetricDescription("m", .counter, help: "M.", labels: ["program"])], seriesLimit: 3)
        for number in 0..<50 {
            Counter(label: "m", dimensions: [("program", "p\(number % 10)")], factory: registry).increment()
        }
        let found = numbers(registry, "m")
        #expect(found.count == 4)
        #expect(found[["program": "other"]] == 35)
        #expect(found.values.reduce(0, +) == 50)
    }

    @Test("labels that were not described are left out")
    func described() {
        let registry = MetricsRegistry([MetricDescription("m", .counter, help: "M.", labels: ["a"])])
        for secret in ["x", "y"] {
            Counter(label: "m", dimensions: [("a", "1"), ("prompt", secret)], factory: registry).increment()
        }
        #expect(numbers(registry, "m") == [["a": "1"]: 2])
    }

    @Test("counters, meters, recorders and timers of swift-metrics count into it")
    func interface() throws {
        let registry = MetricsRegistry()
        let counter = Counter(label: "c", factory: registry)
        counter.increment(by: 5)
        counter.reset()
        counter.increment()
        let meter = Meter(label: "g", factory: registry)
        meter.set(10)
        meter.increment(by: 2)
        meter.decrement(by: 5)
        Recorder(label: "r", factory: registry).record(3)
        #expect(numbers(registry, "c") == [[:]: 1])
        #expect(numbers(registry, "g") == [[:]: 7])
        let recorded = try #require(registry.families.first { $0.description.name == "r" })
        guard case .histogram(let histogram)? = recorded.series.first?.value else {
            Issue.record("no histogram")
            return
        }
        #expect(histogram.count == 1)
        #expect(histogram.sum == 3)
        // What is used as something else than it is stays as it is.
        Recorder(label: "c", factory: registry).record(100)
        registry.add(-3, to: "c", kind: .counter)
        registry.add(.nan, to: "c", kind: .counter)
        #expect(numbers(registry, "c") == [[:]: 1])
    }

    @Test("many tasks count at the same time and nothing is lost")
    func concurrent() async {
        let registry = MetricsRegistry()
        await withTaskGroup(of: Void.self) { tasks in
            for _ in 0..<8 {
                tasks.addTask { for _ in 0..<500 { Counter(label: "c", factory: registry).increment() } }
            }
        }
        #expect(numbers(registry, "c") == [[:]: 4000])
    }
}
