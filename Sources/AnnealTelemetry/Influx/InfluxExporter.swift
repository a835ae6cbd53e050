internal import AnnealFoundation
internal import Foundation
internal import Synchronization

/// Brings the figures of a run's steps to InfluxDB: one point for each span when it ends.
final class InfluxExporter: SpanSink {
    /// What points are grouped by: few values each, so that the index stays small. Everything else is a field.
    private static let tags = [
        TelemetryName.outcome: "outcome", TelemetryName.error: "error", TelemetryName.requestModel: "model",
        TelemetryName.provider: "provider", TelemetryName.tool: "program", TelemetryName.agent: "executor",
        TelemetryName.point: "point", TelemetryName.policy: "policy",
    ]

    let configuration: InfluxConfiguration
    let outbox: Outbox<String>
    private let run: String
    private let lastTime = Mutex<UInt64>(0)

    init(
        _ configuration: InfluxConfiguration, run: String, limits: Outbox<String>.Limits = Outbox<String>.Limits()
    ) {
        self.configuration = configuration
        self.run = run
        let client = TelemetryClient(
            headers: configuration.headers, retryable: Set(500..<600).union([429]))
        outbox = Outbox(limits: limits) { lines async throws(SendingFailure) in
            let text = Data((lines.joined(separator: "\n") + "\n").utf8)
            let packed = Gzip.packed(text)
            _ = try await client.ask(
                configuration.writing, body: packed ?? text, type: "text/plain; charset=utf-8",
                encoding: packed == nil ? nil : "gzip")
            return 0
        }
    }

    func take(_ span: FinishedSpan) {
        guard let step = span.attributes[TelemetryName.step]?.stringValue else { return }
        var tags: [String: String] = [:]
        var fields: [String: JSONValue] = [
            "seconds": .double(span.seconds), "run": .string(run), "trace": .string(span.reference.trace.description),
        ]
        for (name, value) in span.attributes where name != TelemetryName.step && name != TelemetryName.run {
            if let tag = Self.tags[name] { tags[tag] = value.stringValue } else { fields[Self.field(name)] = value }
        }
        if let line = LineProtocol.line("anneal_\(step)", tags: tags, fields: fields, time: moment(span.end)) {
            outbox.put(line)
        }
    }

    /// The time of a point; two points of the same series at the same time would be one.
    private func moment(_ time: UInt64) -> UInt64 {
        lastTime.withLock { last in
            last = max(time, last + 1)
            return last
        }
    }

    /// `gen_ai.usage.input_tokens` becomes `usage_input_tokens`, `anneal.task.id` becomes `task_id`.
    private static func field(_ name: String) -> String {
        let short = ["gen_ai.", "anneal."].first { name.hasPrefix($0) }.map { name.dropFirst($0.count) } ?? name[...]
        return String(short.map { $0 == "." ? "_" : $0 })
    }
}
