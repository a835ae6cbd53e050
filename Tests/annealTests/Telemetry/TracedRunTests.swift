import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("The telemetry of a run", .serialized, .tags(.integration))
struct TracedRunTests {
    /// A span as the collector got it.
    private struct Span {
        var name: String
        var trace: String
        var identifier: String
        var parent: String?
        var attributes: [String: JSONValue] = [:]

        var step: String? { attributes["anneal.step"]?.stringValue }

        init(_ value: JSONValue) {
            name = value["name"]?.stringValue ?? ""
            trace = value["traceId"]?.stringValue ?? ""
            identifier = value["spanId"]?.stringValue ?? ""
            parent = value["parentSpanId"]?.stringValue
            for attribute in value["attributes"]?.arrayValue ?? [] {
                guard let name = attribute["key"]?.stringValue, let any = attribute["value"] else { continue }
                attributes[name] =
                    any["stringValue"] ?? any["doubleValue"] ?? any["boolValue"]
                    ?? any["intValue"]?.stringValue.flatMap { Int($0) }.map { .int($0) } ?? any["arrayValue"]
            }
        }
    }

    private static let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    private func count(_ part: String, in text: String) -> Int { text.components(separatedBy: part).count - 1 }

    private func sum(_ name: String, of spans: [Span]) -> Int {
        spans.compactMap { $0.attributes[name]?.intValue }.reduce(0, +)
    }

    @Test("a run is one trace: every step has its parent, tokens are those of the report, and no word of it is sent")
    func trace() async throws {
        try await TelemetryCollector.serving { collector in
            try await withRunScene { scene in
                let file = scene.folder.appending(path: "anneal.prom").path
                let result = try await scene.program.run(
                    scene.arguments + ["--set", "telemetry.metrics=\(file)"],
                    adding: ["ANNEAL_TELEMETRY_OTLP": collector.address, "TRACEPARENT": Self.parent])
                #expect(result.ending == .exited(0), "\(result.standardError)")
                #expect(!result.standardError.contains("did not reach"), "\(result.standardError)")
                let spans = collector.spans.map(Span.init)
                let byIdentifier = Dictionary(spans.map { ($0.identifier, $0) }, uniquingKeysWith: { $1 })
                #expect(byIdentifier.count == spans.count)
                #expect(Set(spans.map(\.trace)) == ["4bf92f3577b34da6a3ce929d0e0e4736"])
                func steps(_ step: String) -> [Span] { spans.filter { $0.step == step } }
                func parents(_ step: String) -> Set<String?> {
                    Set(steps(step).map { span in span.parent.flatMap { byIdentifier[$0]?.step } })
                }

                let run = try #require(steps("run").first)
                #expect(steps("run").count == 1)
                #expect(run.name == "invoke_workflow anneal")
                #expect(run.parent == "00f067aa0ba902b7")
                #expect(run.attributes["anneal.requirements.verified"] == 2)
                #expect(spans.allSatisfy { $0.identifier == run.identifier || byIdentifier[$0.parent ?? ""] != nil })
                #expect(parents("task") == ["run"])
                #expect(parents("plan") == ["run"])
                #expect(parents("verification") == ["run"])
                #expect(parents("attempt") == ["task"])
                #expect(parents("model") == ["attempt"])
                #expect(parents("command").isSuperset(of: ["attempt", "verification"]))
                #expect(parents("decision").isSubset(of: ["run", "plan", "task", "attempt"]))
                #expect(steps("task").allSatisfy { $0.name == "invoke_agent workflow" })
                #expect(Set(steps("task").compactMap { $0.attributes["anneal.outcome"]?.stringValue }) == ["committed"])
                #expect(Set(steps("task").compactMap { $0.attributes["anneal.task.id"]?.stringValue }).count == 2)

                let last = try scene.lastEvent(result)
                let calls = steps("model")
                #expect(calls.count == last["requests"]?.intValue)
                #expect(sum("gen_ai.usage.input_tokens", of: calls) == last["tokens"]?["prompt"]?.intValue)
                #expect(sum("gen_ai.usage.output_tokens", of: calls) == last["tokens"]?["generated"]?.intValue)
                #expect(sum("gen_ai.usage.cache_read.input_tokens", of: calls) == last["tokens"]?["cached"]?.intValue)
                #expect(sum("gen_ai.usage.output_tokens", of: [run]) == last["tokens"]?["generated"]?.intValue)
                #expect(sum("gen_ai.usage.output_tokens", of: calls) > 0)
                let call = try #require(calls.first)
                #expect(call.name == "chat mock-1.5b")
                #expect(call.attributes["gen_ai.operation.name"] == "chat")
                #expect(call.attributes["gen_ai.provider.name"] == "openai_compatible")
                #expect(call.attributes["gen_ai.response.model"]?.stringValue?.isEmpty == false)
                #expect(call.attributes["gen_ai.request.max_tokens"]?.intValue ?? 0 > 0)
                #expect(call.attributes["gen_ai.request.temperature"] != nil)

                let decisions = steps("decision")
                #expect(decisions.contains { $0.name == "decide planning.strategy" })
                for decision in decisions {
                    #expect(decision.attributes["anneal.decision.policy"] == "fixed")
                    #expect(decision.attributes["anneal.decision.policy.version"]?.stringValue?.isEmpty == false)
                    #expect(decision.attributes["anneal.decision.probability"]?.doubleValue ?? 0 > 0)
                    #expect(decision.attributes["anneal.decision.choice"]?.stringValue?.isEmpty == false)
                }
                #expect(steps("command").allSatisfy { $0.name.hasPrefix("execute_tool ") })

                // A server on this machine can go on with the trace, in the span of its question.
                let headers = scene.server.requests.filter { $0.path.hasSuffix("/chat/completions") }
                    .compactMap { $0.headers["traceparent"] }
                let expected = Set(calls.map { "00-\($0.trace)-\($0.identifier)-01" })
                #expect(Set(headers) == expected)

                for request in collector.requests {
                    let text = String(decoding: request.body, as: UTF8.self)
                    for word in ["double_of", "triple_of", "returns", "def ", "numbers_of_ours", scene.folder.path] {
                        #expect(!text.contains(word), "\(word) in \(request.path)")
                    }
                }
                #expect(collector.requests.contains { $0.path == "/v1/metrics" })
                let metrics = try String(contentsOfFile: file, encoding: .utf8)
                let generated = try #require(last["tokens"]?["generated"]?.intValue)
                let line = "anneal_model_tokens_total{gen_ai_request_model=\"mock-1.5b\",gen_ai_token_type=\"output\"}"
                #expect(metrics.contains("\(line) \(generated)\n"), "\(metrics)")
                let tasks = "anneal_step_duration_seconds_count{anneal_step=\"task\",anneal_outcome=\"committed\"}"
                #expect(metrics.contains("\(tasks) 2\n"))
            }
        }
    }

    @Test("without a setting nothing is sent, and models are not told of a trace")
    func off() async throws {
        try await withRunScene { scene in
            let result = try await scene.program.run(scene.arguments, adding: ["TRACEPARENT": Self.parent])
            #expect(result.ending == .exited(0), "\(result.standardError)")
            #expect(scene.server.requests.allSatisfy { $0.headers["traceparent"] == nil })
        }
    }

    /// Runs with a collector that something happens to when the model is asked for the first time.
    private func disturbed(
        _ behaviour: TelemetryCollector.Behaviour = TelemetryCollector.Behaviour(),
        _ disturb: @escaping @Sendable (TelemetryCollector) async -> Void
    ) async throws -> (result: CommandResult, report: String, address: String, seconds: Double) {
        try await TelemetryCollector.serving(behaviour) { collector in
            try await withRunScene { scene in
                let start = ContinuousClock.now
                async let running = scene.program.run(
                    scene.arguments, adding: ["ANNEAL_TELEMETRY_OTLP": collector.address])
                while scene.questions == 0, ContinuousClock.now - start < .seconds(60) {
                    try await Task.sleep(for: .milliseconds(10))
                }
                await disturb(collector)
                let result = try await running
                let seconds = (ContinuousClock.now - start).seconds
                let reports = try scene.lastEvent(result)["reports"]?.arrayValue?.compactMap(\.stringValue) ?? []
                let path = try #require(reports.first { $0.hasSuffix(".md") })
                return (result, try String(contentsOfFile: path, encoding: .utf8), collector.address, seconds)
            }
        }
    }

    @Test("a collector that is gone in the middle changes nothing of a run, and is told once, also in the report")
    func killed() async throws {
        let run = try await disturbed { await $0.close() }
        #expect(run.result.ending == .exited(0), "\(run.result.standardError)")
        let errors = run.result.standardError
        #expect(count("did not reach \(run.address)", in: errors) == 1, "\(errors)")
        #expect(errors.contains(/[0-9]+ of [0-9]+ spans did not reach/))
        #expect(run.report.contains("spans did not reach \(run.address)"), "\(run.report)")
    }

    @Test("a collector that hangs delays a run by no more than the limit at its end")
    func hanging() async throws {
        let usual = try await disturbed { _ in }
        #expect(!usual.result.standardError.contains("did not reach"))
        let run = try await disturbed(TelemetryCollector.Behaviour(hangs: true)) { _ in }
        #expect(run.result.ending == .exited(0), "\(run.result.standardError)")
        #expect(count("did not reach \(run.address)", in: run.result.standardError) == 1, "\(run.result.standardError)")
        #expect(run.report.contains("spans did not reach"))
        #expect(run.seconds < usual.seconds + 8, "\(run.seconds) s, without \(usual.seconds) s")
    }

    @Test("a real InfluxDB has a point for every step, with the report's tokens")
    func influx() async throws {
        try await InfluxServer.running { influx in
            try await withRunScene { scene in
                let result = try await scene.program.run(
                    scene.arguments, adding: ["ANNEAL_TELEMETRY_INFLUX": influx.address + "?db=anneal"])
                #expect(result.ending == .exited(0), "\(result.standardError)")
                #expect(!result.standardError.contains("did not reach"), "\(result.standardError)")
                let last = try scene.lastEvent(result)
                let run = try #require(last["run"]?.stringValue)
                let rows = try await influx.rows(
                    "SELECT sum(usage_output_tokens), count(seconds) FROM anneal_model WHERE run = '\(run)'")
                #expect(rows.first?["sum"]?.intValue == last["tokens"]?["generated"]?.intValue)
                #expect(rows.first?["count"]?.intValue == last["requests"]?.intValue)
                let tasks = try await influx.rows("SELECT task_id, outcome, seconds FROM anneal_task")
                #expect(tasks.count == 2)
                #expect(tasks.allSatisfy { $0["outcome"] == "committed" })
                #expect(try await influx.rows("SELECT seconds, outcome FROM anneal_run").count == 1)
                #expect(try await !influx.rows("SELECT decision_probability FROM anneal_decision").isEmpty)
            }
        }
    }

    @Test("a setting that cannot be used ends the run before it begins; a repository may not set one")
    func wrong() async throws {
        try await withRunScene { scene in
            for variables in [
                ["ANNEAL_TELEMETRY_OTLP": "redis://127.0.0.1"],
                ["ANNEAL_TELEMETRY_OTLP": "http://me:hunter2@127.0.0.1"],
                ["ANNEAL_TELEMETRY_INFLUX": "http://127.0.0.1:8086"],
            ] {
                let result = try await scene.program.run(scene.arguments, adding: variables)
                #expect(result.ending == .exited(78), "\(result.standardError)")
                #expect(result.standardError.contains("try:"))
                #expect(!(result.standardError + result.standardOutput).contains("hunter2"))
            }
            try FileManager.default.createDirectory(
                atPath: scene.repository + "/.anneal", withIntermediateDirectories: true)
            for setting in ["otlp: http://evil.example", "metrics: /tmp/x.prom", "influx: http://evil.example?db=x"] {
                try Data("telemetry:\n  \(setting)\n".utf8).write(
                    to: URL(fileURLWithPath: scene.repository + "/.anneal/config.yaml"))
                let result = try await scene.program.run(scene.arguments)
                #expect(result.ending == .exited(78), "\(result.standardError)")
                #expect(result.standardError.contains("a repository may not set telemetry."))
            }
        }
    }

    @Test("anneal doctor --backends asks the places that telemetry goes to")
    func doctor() async throws {
        try await TelemetryCollector.serving { collector in
            try await withTemporaryFolder { folder in
                let program = try BuiltProgram(home: folder)
                let port = try await ServerProgram.freePort()
                let result = try await program.run(
                    ["doctor", "--backends", "--json", "--repo", folder.path],
                    adding: [
                        "ANNEAL_TELEMETRY_OTLP": collector.address,
                        "ANNEAL_TELEMETRY_INFLUX": "http://127.0.0.1:\(port)?db=anneal",
                        "ANNEAL_TELEMETRY_METRICS": folder.appending(path: "x.prom").path,
                    ])
                #expect(result.ending == .exited(1), "\(result.standardError)")
                let lines = try result.standardOutput.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
                let found = Dictionary(
                    lines.map { ($0["check"]?.stringValue ?? "", $0["status"]?.stringValue ?? "") },
                    uniquingKeysWith: { $1 })
                #expect(found == ["redis": "ok", "otlp": "ok", "influx": "fail", "metrics": "ok"])
            }
        }
    }
}
