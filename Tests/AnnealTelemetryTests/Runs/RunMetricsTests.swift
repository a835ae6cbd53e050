import AnnealTelemetry
import AnnealTesting
import Testing
import Tracing

@Suite("The metrics of a run", .tags(.unit))
struct RunMetricsTests {
    /// The numbers of two questions, a command, a decision and a task.
    static func registry() -> MetricsRegistry {
        let registry = MetricsRegistry(RunMetrics.descriptions)
        let tracer = RunTracer([RunMetrics(registry)])
        for number in 1...2 {
            tracer.withSpan("chat m", ofKind: .client) { span in
                span.set([
                    TelemetryName.step: "model", TelemetryName.operation: "chat", TelemetryName.provider: "local",
                    TelemetryName.requestModel: "m", TelemetryName.inputTokens: .int(Int64(100 * number)),
                    TelemetryName.outputTokens: .int(Int64(number)), TelemetryName.cachedTokens: 40,
                    TelemetryName.cost: 0.25,
                ])
            }
        }
        for step in ["command", "decision", "task", "unknown"] {
            tracer.withSpan(step) { span in
                span.set([
                    TelemetryName.step: .string(step), TelemetryName.tool: "python3",
                    TelemetryName.outcome: "succeeded", TelemetryName.point: "p", TelemetryName.policy: "fixed",
                    TelemetryName.task: "T001",
                ])
            }
        }
        return registry
    }

    @Test("questions, tokens, money, commands, decisions and steps are counted, with few labels")
    func counted() throws {
        let read = try Exposition(PrometheusText.render(Self.registry().families), openMetrics: false)
        func value(_ name: String, _ labels: [String: String]) -> Double? {
            read.samples(name).first { $0.labels == labels }?.value
        }
        func tokens(_ type: String) -> Double? {
            value("anneal_model_tokens_total", ["gen_ai_request_model": "m", "gen_ai_token_type": type])
        }
        #expect(tokens("input") == 300)
        #expect(tokens("output") == 3)
        #expect(tokens("cache_read") == 80)
        let model = ["gen_ai_operation_name": "chat", "gen_ai_provider_name": "local", "gen_ai_request_model": "m"]
        #expect(value("gen_ai_client_operation_duration_seconds_count", model) == 2)
        let input = model.merging(["gen_ai_token_type": "input"]) { $1 }
        #expect(value("gen_ai_client_token_usage_sum", input) == 300)
        #expect(value("gen_ai_client_token_usage_bucket", input.merging(["le": "256.0"]) { $1 }) == 2)
        #expect(value("gen_ai_client_token_usage_bucket", input.merging(["le": "64.0"]) { $1 }) == 0)
        #expect(value("anneal_model_cost_usd_total", ["gen_ai_request_model": "m"]) == 0.5)
        let command = ["gen_ai_tool_name": "python3", "anneal_outcome": "succeeded"]
        #expect(value("anneal_command_duration_seconds_count", command) == 1)
        #expect(
            value("anneal_decisions_total", ["anneal_decision_point": "p", "anneal_decision_policy": "fixed"]) == 1)
        let step = ["anneal_step": "task", "anneal_outcome": "succeeded"]
        #expect(value("anneal_step_duration_seconds_count", step) == 1)
        #expect(!read.families.flatMap(\.samples).contains { $0.labels.values.contains("T001") })
    }
}
