import AnnealFoundation
import AnnealTelemetry
import AnnealTesting
import CoreMetrics
import Foundation
import Testing

@Suite("Prometheus' text formats", .tags(.unit))
struct PrometheusTextTests {
    static let descriptions = [
        MetricDescription(
            "shop.orders", .counter, help: "Orders with a \\ and\na \"line\".", labels: ["kind", "gen.x"]),
        MetricDescription("shop.stock", .gauge, help: "What is there."),
        MetricDescription("shop.share", .gauge, unit: "1", help: "A share."),
        MetricDescription(
            "shop.wait.duration", .histogram, unit: "s", help: "How long.", labels: ["kind"], buckets: [0.1, 1, 10]),
        MetricDescription("shop.unused", .counter, help: "Never counted."),
    ]

    /// Filled through the interface of swift-metrics.
    static func registry() -> MetricsRegistry {
        let registry = MetricsRegistry(descriptions)
        Counter(label: "shop.orders", dimensions: [("kind", "a\\b\"c\nd"), ("gen.x", "1")], factory: registry)
            .increment(by: 3)
        FloatingPointCounter(label: "shop.orders", dimensions: [("kind", "plain")], factory: registry)
            .increment(by: 0.5)
        Gauge(label: "shop.stock", factory: registry).record(-2.5)
        Gauge(label: "shop.share", factory: registry).record(0.25)
        let timer = CoreMetrics.Timer(label: "shop.wait.duration", dimensions: [("kind", "x")], factory: registry)
        for nanoseconds in [50_000_000, 100_000_000, 2_000_000_000, 60_000_000_000] as [Int64] {
            timer.recordNanoseconds(nanoseconds)
        }
        return registry
    }

    @Test("what is written is read again by a strict reader, with the same numbers", arguments: [false, true])
    func round(openMetrics: Bool) throws {
        let text = PrometheusText.render(
            Self.registry().families, format: openMetrics ? .openMetrics : .text)
        let read = try Exposition(text, openMetrics: openMetrics)
        #expect(
            Set(read.samples("shop_orders_total")) == [
                Exposition.Sample(
                    name: "shop_orders_total", labels: ["kind": "a\\b\"c\nd", "gen_x": "1"], value: 3),
                Exposition.Sample(name: "shop_orders_total", labels: ["kind": "plain"], value: 0.5),
            ])
        #expect(read.samples("shop_stock").map(\.value) == [-2.5])
        #expect(read.samples("shop_share_ratio").map(\.value) == [0.25])
        #expect(read.samples("shop_wait_duration_seconds_bucket").map(\.value) == [2, 2, 3, 4])
        #expect(read.samples("shop_wait_duration_seconds_count").map(\.value) == [4])
        let sum = try #require(read.samples("shop_wait_duration_seconds_sum").first?.value)
        #expect(abs(sum - 62.15) < 1e-9)
        #expect(read.families.map(\.name).contains("shop_unused_total") == false)
        let wait = try #require(read.families.first { $0.name == "shop_wait_duration_seconds" })
        #expect(wait.unit == (openMetrics ? "seconds" : nil))
        #expect(!text.contains("\na \"line\""))
    }

    @Test("the format is the one that the client asks for")
    func negotiation() {
        #expect(PrometheusText.Format(accept: nil) == .text)
        #expect(PrometheusText.Format(accept: "text/plain;version=0.0.4;q=0.5, */*;q=0.1") == .text)
        let asked = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5"
        #expect(PrometheusText.Format(accept: asked) == .openMetrics)
        #expect(PrometheusText.Format.openMetrics.contentType.hasPrefix("application/openmetrics-text; version=1.0.0"))
        #expect(PrometheusText.Format.text.contentType.hasPrefix("text/plain; version=0.0.4"))
    }

    @Test("the strict reader finds faults")
    func reader() {
        let head = "# HELP a_total A.\n# TYPE a_total counter\n"
        for faulty in [
            "a_total 1\n", head, head + "a_total x\n", head + "a_total{b=1} 1\n", head + "a_total 1\na_total 2\n",
            head + "b_total 1\n", head + "a_total{b=\"\\x\"} 1\n", head + "a_total 1", head + "a_total -1\n",
            "# HELP h H.\n# TYPE h histogram\nh_bucket{le=\"1.0\"} 3\nh_bucket{le=\"+Inf\"} 2\nh_sum 1\nh_count 2\n",
        ] {
            #expect(throws: Exposition.Fault.self, "\(faulty)") { try Exposition(faulty, openMetrics: false) }
        }
        #expect(throws: Never.self) { try Exposition(head + "a_total 1\n", openMetrics: false) }
    }

    @Test("Prometheus' own checker finds no fault", .enabled(if: Promtool.path != nil))
    func promtool() async throws {
        let program = try #require(Promtool.path)
        for registry in [Self.registry(), RunMetricsTests.registry()] {
            let result = try await SystemProcessLauncher().run(
                Command(program, ["check", "metrics"], standardInput: PrometheusText.render(registry.families)),
                timeout: .seconds(20), outputLimit: 1 << 16)
            #expect(result.ending == .exited(0), "\(result.standardError)\(result.standardOutput)")
        }
    }
}

/// Prometheus' own checker.
enum Promtool {
    /// Where it is, if it is installed.
    static let path: String? = try? ServerProgram.find("promtool", package: "prometheus")
}
