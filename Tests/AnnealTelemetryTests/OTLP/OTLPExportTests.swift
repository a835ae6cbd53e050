import AnnealFoundation
import AnnealTelemetry
import AnnealTesting
import Synchronization
import Testing
import Tracing

@Suite("Traces and metrics by OTLP", .tags(.integration))
struct OTLPExportTests {
    /// What was told, by target.
    final class Notes: Sendable {
        private let told = Mutex<[(String, String)]>([])
        var texts: [String] { told.withLock { $0.map(\.1) } }
        func tell(_ target: String, _ text: String) { told.withLock { $0.append((target, text)) } }
    }

    private func telemetry(
        _ address: String, _ notes: Notes, environment: [String: String] = [:]
    ) throws -> Telemetry {
        try #require(
            try Telemetry.named(
                in: Settings(flags: ["telemetry.otlp": address]), environment: environment, run: "R1",
                version: "1.2", telling: notes.tell))
    }

    private func attributes(_ value: JSONValue?) -> [String: JSONValue] {
        Dictionary(
            (value?["attributes"]?.arrayValue ?? []).map { ($0["key"]?.stringValue ?? "", $0["value"] ?? .null) },
            uniquingKeysWith: { $1 })
    }

    @Test("a collector gets requests as the protocol says, with the trace that the environment names")
    func structure() async throws {
        let notes = Notes()
        try await TelemetryCollector.serving { collector in
            let environment = [
                "TRACEPARENT": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "OTEL_EXPORTER_OTLP_HEADERS": "x-key=abc",
            ]
            let telemetry = try telemetry(collector.address, notes, environment: environment)
            await Telemetry.sending(telemetry) {
                telemetry.tracer.withSpan("outer") { span in
                    span.set([
                        "text": "t", "number": 9_007_199_254_740_993, "share": 0.5, "truth": true,
                        "list": .stringArray(["a", "b"]), "anneal.step": "run", "anneal.outcome": "done",
                    ])
                    telemetry.tracer.withSpan("inner", ofKind: .client) { span in
                        span.addEvent(SpanEvent(name: "moment"))
                        span.setStatus(SpanStatus(code: .error, message: "secret"))
                    }
                }
            }
            let request = try #require(collector.requests.first { $0.path == "/v1/traces" })
            #expect(request.headers["content-type"] == "application/json")
            #expect(request.headers["x-key"] == "abc")
            let resource = request.json?["resourceSpans"]?[0]?["resource"]
            #expect(attributes(resource)["service.name"] == ["stringValue": "anneal"])
            #expect(attributes(resource)["service.version"] == ["stringValue": "1.2"])
            let outer = try #require(collector.spans.first { $0["name"] == "outer" })
            let inner = try #require(collector.spans.first { $0["name"] == "inner" })
            #expect(outer["traceId"] == "4bf92f3577b34da6a3ce929d0e0e4736")
            #expect(outer["parentSpanId"] == "00f067aa0ba902b7")
            #expect(inner["traceId"] == outer["traceId"])
            #expect(inner["parentSpanId"] == outer["spanId"])
            #expect(outer["kind"] == 1 && inner["kind"] == 3)
            #expect(outer["status"] == nil)
            #expect(inner["status"] == ["code": 2])
            #expect(inner["events"]?[0]?["name"] == "moment")
            #expect(attributes(outer)["number"] == ["intValue": "9007199254740993"])
            #expect(attributes(outer)["share"] == ["doubleValue": 0.5])
            #expect(attributes(outer)["truth"] == ["boolValue": true])
            #expect(
                attributes(outer)["list"]
                    == ["arrayValue": ["values": [["stringValue": "a"], ["stringValue": "b"]]]])
            for span in [outer, inner] {
                let start = try #require(span["startTimeUnixNano"]?.stringValue.flatMap { UInt64($0) })
                let end = try #require(span["endTimeUnixNano"]?.stringValue.flatMap { UInt64($0) })
                #expect(start <= end && start > 1_600_000_000_000_000_000)
            }
            let body = try #require(collector.requests.last { $0.path == "/v1/metrics" }?.json)
            let metrics = body["resourceMetrics"]?[0]?["scopeMetrics"]?[0]?["metrics"]?.arrayValue ?? []
            let steps = try #require(metrics.first { $0["name"] == "anneal.step.duration" })
            #expect(steps["unit"] == "s")
            #expect(steps["histogram"]?["aggregationTemporality"] == 2)
            let point = steps["histogram"]?["dataPoints"]?[0]
            #expect(point?["count"] == "1")
            let bounds = try #require(point?["explicitBounds"]?.arrayValue)
            #expect(point?["bucketCounts"]?.arrayValue?.count == bounds.count + 1)
        }
        #expect(notes.texts.isEmpty)
    }

    @Test("a collector that is busy at first has everything in the end")
    func busy() async throws {
        let notes = Notes()
        try await TelemetryCollector.serving(TelemetryCollector.Behaviour(statuses: [503])) { collector in
            let telemetry = try telemetry(collector.address, notes)
            try await Telemetry.sending(telemetry) {
                for number in 0..<20 { telemetry.tracer.withSpan("s\(number)") { _ in } }
                let limit = ContinuousClock.now + .seconds(20)
                while collector.spans.count < 40, ContinuousClock.now < limit {
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
            // The batch that was answered with 503, and the same again.
            let identifiers = collector.spans.compactMap { $0["spanId"]?.stringValue }
            #expect(identifiers.count == 40)
            #expect(Set(identifiers).count == 20)
        }
        #expect(notes.texts.isEmpty, "\(notes.texts)")
    }

    @Test("what a collector refuses, in part or as a whole, is told with its number")
    func refused() async throws {
        let partial = TelemetryCollector.Behaviour(
            body: #"{"partialSuccess":{"rejectedSpans":"2","errorMessage":"too old"}}"#)
        let whole = TelemetryCollector.Behaviour(statuses: Array(repeating: 400, count: 50), body: "no")
        for (behaviour, lost) in [(partial, "2 of 3 spans"), (whole, "3 of 3 spans")] {
            let notes = Notes()
            try await TelemetryCollector.serving(behaviour) { collector in
                let telemetry = try telemetry(collector.address, notes)
                await Telemetry.sending(telemetry) {
                    for number in 0..<3 { telemetry.tracer.withSpan("s\(number)") { _ in } }
                }
            }
            #expect(notes.texts.contains { $0.hasPrefix(lost) }, "\(notes.texts)")
        }
    }

    @Test(
        "a collector that is gone or hangs costs no more than the limit at the end, and is told",
        arguments: [true, false])
    func unreachable(hangs: Bool) async throws {
        let notes = Notes()
        try await TelemetryCollector.serving(TelemetryCollector.Behaviour(hangs: true)) { collector in
            let address = hangs ? collector.address : "http://127.0.0.1:\(try await ServerProgram.freePort())"
            let telemetry = try telemetry(address, notes)
            let start = ContinuousClock.now
            await Telemetry.sending(telemetry) {
                telemetry.tracer.withSpan("s") { _ in }
                // As before a report.
                await telemetry.settle()
            }
            let took = ContinuousClock.now - start
            #expect(took < Telemetry.endLimit + .seconds(3), "\(took)")
            #expect(notes.texts.contains { $0.hasPrefix("1 of 1 spans did not reach \(address)") }, "\(notes.texts)")
        }
    }

    @Test("work that throws or is cancelled is told of as well, and its error comes through")
    func throwing() async throws {
        struct Broken: Error {}
        let notes = Notes()
        try await TelemetryCollector.serving { collector in
            let telemetry = try telemetry(collector.address, notes)
            let task = Task {
                try await Telemetry.sending(telemetry) {
                    try await telemetry.tracer.withSpan("cut") { _ in try await Task.sleep(for: .seconds(60)) }
                }
            }
            try await Task.sleep(for: .milliseconds(50))
            task.cancel()
            await #expect(throws: CancellationError.self) { () async throws -> Void in try await task.value }
            let span = try #require(collector.spans.first)
            #expect(span["name"] == "cut")
            #expect(attributes(span)["error.type"] == ["stringValue": "cancelled"])
            let other = try self.telemetry(collector.address, notes)
            await #expect(throws: Broken.self) { () async throws -> Void in
                try await Telemetry.sending(other) { throw Broken() }
            }
        }
    }
}
