import AnnealFoundation
import AnnealTelemetry
import AnnealTesting
import Testing
import Tracing

@Suite("Points for InfluxDB", .tags(.integration))
struct InfluxTests {
    private func telemetry(
        _ address: String, _ notes: OTLPExportTests.Notes, environment: [String: String] = [:]
    ) throws -> Telemetry {
        try #require(
            try Telemetry.named(
                in: Settings(flags: ["telemetry.influx": address]), environment: environment, run: "R 1",
                version: "1.2", telling: notes.tell))
    }

    /// Texts with everything that the protocol has to escape.
    private static let odd = "a, b=c \"d\" \\ e\nf ü,\u{301}g\\"

    private func leave(_ count: Int, _ telemetry: Telemetry) {
        for number in 0..<count {
            telemetry.tracer.withSpan("chat m") { span in
                span.set([
                    TelemetryName.step: "model", TelemetryName.requestModel: .string(Self.odd),
                    TelemetryName.inputTokens: .int(Int64(number)), TelemetryName.task: .string(Self.odd),
                    TelemetryName.cost: 2.0, "anneal.truth": true,
                ])
            }
        }
    }

    @Test("a real server has every point, with its tags and fields, and a query finds them")
    func real() async throws {
        try await InfluxServer.running { server in
            let notes = OTLPExportTests.Notes()
            let telemetry = try telemetry(server.address + "?db=anneal", notes)
            await Telemetry.sending(telemetry) { leave(1500, telemetry) }
            #expect(notes.texts.isEmpty, "\(notes.texts)")
            let rows = try await server.rows("SELECT * FROM anneal_model")
            #expect(rows.count == 1500)
            #expect(rows.compactMap { $0["usage_input_tokens"]?.intValue }.reduce(0, +) == 1500 * 1499 / 2)
            let first = try #require(rows.first)
            #expect(first["run"] == "R 1")
            #expect(first["cost_usd"]?.doubleValue == 2)
            #expect(first["truth"] == true)
            #expect(first["seconds"]?.doubleValue ?? -1 >= 0)
            // Line breaks become spaces; a tag has no backslashes, because the protocol cannot write them everywhere.
            #expect(first["task_id"] == "a, b=c \"d\" \\ e f ü,\u{301}g\\")
            #expect(first["model"] == "a, b=c \"d\" / e f ü,\u{301}g/")
            let grouped = try await server.rows(
                "SELECT sum(usage_input_tokens) FROM anneal_model WHERE \"trace\" =~ /^[0-9a-f]{32}$/")
            #expect(grouped.first?["sum"]?.intValue == 1500 * 1499 / 2)
        }
    }

    @Test("a server without the database, and one that is killed, are told with what was lost")
    func lost() async throws {
        try await InfluxServer.running { server in
            let wrong = OTLPExportTests.Notes()
            let nowhere = try telemetry(server.address + "?db=elsewhere", wrong)
            await Telemetry.sending(nowhere) { leave(3, nowhere) }
            #expect(wrong.texts.count == 1)
            #expect(wrong.texts.first?.hasPrefix("3 of 3 points did not reach \(server.address)") == true)
            #expect(wrong.texts.first?.contains("404: {\"error\":\"database not found") == true, "\(wrong.texts)")

            let killed = OTLPExportTests.Notes()
            let telemetry = try telemetry(server.address + "?db=anneal", killed)
            let start = ContinuousClock.now
            await Telemetry.sending(telemetry) {
                leave(2, telemetry)
                await telemetry.settle()
                server.program.kill()
                leave(5, telemetry)
            }
            #expect(ContinuousClock.now - start < .seconds(10))
            #expect(killed.texts.count == 1, "\(killed.texts)")
            #expect(killed.texts.first?.hasPrefix("5 of 7 points") == true, "\(killed.texts)")
        }
    }

    @Test("version 2 gets its organisation, bucket and token, and points that are packed")
    func second() async throws {
        try await TelemetryCollector.serving { server in
            let notes = OTLPExportTests.Notes()
            let telemetry = try telemetry(
                server.address + "?org=my%20org&bucket=b", notes, environment: ["ANNEAL_INFLUX_TOKEN": "s3cret"])
            await Telemetry.sending(telemetry) { leave(1, telemetry) }
            let request = try #require(server.requests.first)
            #expect(request.path == "/api/v2/write?org=my%20org&bucket=b&precision=ns")
            #expect(request.headers["authorization"] == "Token s3cret")
            #expect(request.headers["content-encoding"] == "gzip")
            #expect(Array(request.body.prefix(2)) == [0x1f, 0x8b])
        }
    }

    @Test("addresses that cannot be used are errors that say what to write, without passwords")
    func configuration() throws {
        func named(_ text: String, _ environment: [String: String] = [:]) throws -> InfluxConfiguration? {
            try InfluxConfiguration.named(in: Settings(flags: ["telemetry.influx": text]), environment: environment)
        }
        #expect(try InfluxConfiguration.named(in: Settings(), environment: ["INFLUX_TOKEN": "x"]) == nil)
        let first = try #require(try named("http://me@h:8086/x/?db=a%2Fb&rp=r", ["ANNEAL_INFLUX_PASSWORD": "p"]))
        #expect(first.writing == "http://h:8086/x/write?db=a%2Fb&rp=r&precision=ns")
        #expect(first.ping == "http://h:8086/x/ping")
        #expect(first.place == "http://h:8086/x")
        #expect(first.headers == ["authorization": "Basic bWU6cA=="])
        for wrong in [
            "redis://h:1", "http://h:8086", "http://h:8086?db=a&bucket=b", "http://h:8086?database=a", "http://h?db=",
            "http://u:hunter2@h:8086?db=a", "http://h:8086?db=a&p=hunter2", "http://h:8086?db=a&token=hunter2",
        ] {
            let error = #expect(throws: ConfigurationError.self, "\(wrong)") { try named(wrong) }
            #expect(error?.remedy != nil)
            #expect(error?.description.contains("hunter2") == false)
        }
    }
}
