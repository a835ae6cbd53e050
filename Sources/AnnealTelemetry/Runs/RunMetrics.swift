internal import AnnealFoundation
public import CoreMetrics

/// Makes a run's metrics of its spans, through swift-metrics.
public struct RunMetrics: SpanSink {
    private typealias Name = TelemetryName

    private let factory: any MetricsFactory

    /// The metrics of a run.
    public static let descriptions = [
        MetricDescription(
            "gen_ai.client.operation.duration", .histogram, unit: "s", help: "How long questions to a model took.",
            labels: [Name.operation, Name.provider, Name.requestModel, Name.error],
            buckets: MetricDescription.durationBuckets),
        MetricDescription(
            "gen_ai.client.token.usage", .histogram, unit: "{token}",
            help: "Tokens of a question (input) or of what was answered (output).",
            labels: [Name.operation, Name.provider, Name.requestModel, Name.tokenType],
            buckets: MetricDescription.tokenBuckets),
        MetricDescription(
            "anneal.model.tokens", .counter, unit: "{token}",
            help: "Tokens of the prompt (input), those of it from the server's cache (cache_read), generated (output).",
            labels: [Name.requestModel, Name.tokenType]),
        MetricDescription(
            "anneal.model.cost.usd", .counter, unit: "{USD}", help: "US dollars by the table of prices.",
            labels: [Name.requestModel]),
        MetricDescription(
            "anneal.step.duration", .histogram, unit: "s",
            help: "How long runs, plans, tasks, attempts and verifications took.", labels: [Name.step, Name.outcome],
            buckets: [0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600]),
        MetricDescription(
            "anneal.command.duration", .histogram, unit: "s", help: "How long programs in the sandbox took.",
            labels: [Name.tool, Name.outcome], buckets: MetricDescription.durationBuckets),
        MetricDescription(
            "anneal.decisions", .counter, help: "Choices by point and policy.", labels: [Name.point, Name.policy]),
        MetricDescription(
            "anneal.telemetry.lost", .counter,
            help: "Spans and points that did not reach their server, as far as known.", labels: ["target"]),
    ]

    /// Writes into a registry, or any other place for metrics.
    public init(_ factory: any MetricsFactory) { self.factory = factory }

    /// Counts a step.
    public func take(_ span: FinishedSpan) {
        guard let step = span.attributes[Name.step]?.stringValue.flatMap(TelemetryName.Step.init(rawValue:)) else {
            return
        }
        switch step {
        case .model: takeModel(span)
        case .command: record(span, in: "anneal.command.duration", [Name.tool, Name.outcome])
        case .decision:
            Counter(
                label: "anneal.decisions", dimensions: labels(of: span, [Name.point, Name.policy]), factory: factory
            ).increment()
        case .run, .plan, .baseline, .task, .attempt, .verification:
            record(span, in: "anneal.step.duration", [Name.step, Name.outcome])
        }
    }

    private func takeModel(_ span: FinishedSpan) {
        let names = [Name.operation, Name.provider, Name.requestModel]
        record(span, in: "gen_ai.client.operation.duration", names + [Name.error])
        let model = labels(of: span, [Name.requestModel])
        for (type, name) in [
            ("input", Name.inputTokens), ("output", Name.outputTokens), ("cache_read", Name.cachedTokens),
        ] {
            guard let count = span.attributes[name]?.intValue, count > 0 else { continue }
            Counter(label: "anneal.model.tokens", dimensions: model + [(Name.tokenType, type)], factory: factory)
                .increment(by: count)
            guard type != "cache_read" else { continue }
            Recorder(
                label: "gen_ai.client.token.usage", dimensions: labels(of: span, names) + [(Name.tokenType, type)],
                factory: factory
            ).record(count)
        }
        if let cost = span.attributes[Name.cost]?.doubleValue, cost > 0 {
            FloatingPointCounter(label: "anneal.model.cost.usd", dimensions: model, factory: factory)
                .increment(by: cost)
        }
    }

    private func record(_ span: FinishedSpan, in label: String, _ names: [String]) {
        CoreMetrics.Timer(label: label, dimensions: labels(of: span, names), factory: factory)
            .recordNanoseconds(Int64(clamping: span.end - span.start))
    }

    private func labels(of span: FinishedSpan, _ names: [String]) -> [(String, String)] {
        names.compactMap { name in span.attributes[name]?.stringValue.map { (name, $0) } }
    }
}
