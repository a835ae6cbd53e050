import AnnealFoundation
import AnnealTelemetry
import AnnealTesting
import Foundation
import Testing
import Tracing

@Suite("Telemetry of a run", .tags(.unit))
struct TelemetryTests {
    @Test("it is off unless something is named")
    func off() throws {
        #expect(
            try Telemetry.named(in: Settings(), environment: [:], run: "R", version: "1", telling: { _, _ in }) == nil)
    }

    @Test("metrics are in a file that others can read, whole at any time, and right at the end")
    func file() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "anneal.prom").path
            let notes = OTLPExportTests.Notes()
            let telemetry = try #require(
                try Telemetry.named(
                    in: Settings(flags: ["telemetry.metrics": path]), environment: [:], run: "R", version: "1",
                    telling: notes.tell))
            try await Telemetry.sending(telemetry) {
                let limit = ContinuousClock.now + .seconds(10)
                while !FileManager.default.fileExists(atPath: path), ContinuousClock.now < limit {
                    try await Task.sleep(for: .milliseconds(10))
                }
                #expect(FileManager.default.fileExists(atPath: path))
                telemetry.tracer.withSpan("decide") { span in
                    span.set([TelemetryName.step: "decision", TelemetryName.point: "p"])
                }
            }
            let read = try Exposition(String(contentsOfFile: path, encoding: .utf8), openMetrics: false)
            #expect(read.samples("anneal_decisions_total").map(\.value) == [1])
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode.map { $0 & 0o444 } == 0o444)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["anneal.prom"])
            #expect(notes.texts.isEmpty)
        }
    }

    @Test("a file that cannot be written is told")
    func unwritable() async throws {
        let notes = OTLPExportTests.Notes()
        let telemetry = try #require(
            try Telemetry.named(
                in: Settings(flags: ["telemetry.metrics": "/nonexistent/x.prom"]), environment: [:], run: "R",
                version: "1", telling: notes.tell))
        await Telemetry.sending(telemetry) {}
        #expect(notes.texts.first?.contains("/nonexistent/x.prom") == true)
    }

    @Test("places that are asked say whether they can be used")
    func checks() async throws {
        func check(_ flags: [String: String]) async throws -> TelemetryCheck {
            let checks = try await TelemetryCheck.all(in: Settings(flags: flags), environment: [:], version: "1")
            return try #require(checks.count == 1 ? checks.first : nil)
        }
        try await TelemetryCollector.serving { collector in
            let found = try await check(["telemetry.otlp": collector.address])
            #expect(found.isUsable && found.remedy == nil, "\(found)")
            #expect(collector.requests.first?.path == "/v1/traces")
            collector.behave(TelemetryCollector.Behaviour(statuses: [401]))
            let refused = try await check(["telemetry.otlp": collector.address])
            #expect(!refused.isUsable)
            #expect(refused.message.contains("401"))
        }
        let gone = try await check(["telemetry.otlp": "http://127.0.0.1:\(try await ServerProgram.freePort())"])
        #expect(!gone.isUsable && gone.remedy != nil)
        try await InfluxServer.running { server in
            let found = try await check(["telemetry.influx": server.address + "?db=anneal"])
            #expect(found.isUsable, "\(found)")
            #expect(found.message.contains(/InfluxDB 1\.[0-9]/))
            let missing = try await check(["telemetry.influx": server.address + "?db=elsewhere"])
            #expect(!missing.isUsable && missing.message.contains("404"), "\(missing)")
        }
        #expect(try await !check(["telemetry.metrics": "/nonexistent/x.prom"]).isUsable)
        let text = try await check(["telemetry.metrics": NSTemporaryDirectory() + "/x.txt"])
        #expect(text.isUsable && text.remedy?.contains(".prom") == true)
    }
}
