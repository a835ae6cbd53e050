internal import AnnealFoundation

/// OTLP in JSON: identifiers in lower-case hexadecimal, 64-bit integers as texts, enumerations as numbers.
///
/// Source: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
enum OTLPJSON {
    /// The request that brings spans.
    static func traces(_ spans: [FinishedSpan], resource: [String: String]) -> JSONValue {
        let scope: JSONValue = [
            "scope": scope(resource), "spans": .array(spans.map { span($0) }),
        ]
        return ["resourceSpans": [["resource": Self.resource(resource), "scopeSpans": [scope]]]]
    }

    /// The request that brings metrics, as sums since the start.
    static func metrics(
        _ families: [MetricFamily], resource: [String: String], start: UInt64, now: UInt64
    ) -> JSONValue {
        let scope: JSONValue = [
            "scope": scope(resource),
            "metrics": .array(families.filter { !$0.series.isEmpty }.map { metric($0, start: start, now: now) }),
        ]
        return ["resourceMetrics": [["resource": Self.resource(resource), "scopeMetrics": [scope]]]]
    }

    private static func resource(_ values: [String: String]) -> JSONValue {
        ["attributes": attributes(values.mapValues { .string($0) })]
    }

    private static func scope(_ resource: [String: String]) -> JSONValue {
        ["name": "anneal", "version": .string(resource["service.version"] ?? "")]
    }

    private static func span(_ span: FinishedSpan) -> JSONValue {
        var members: [String: JSONValue] = [
            "traceId": .string(span.reference.trace.description), "spanId": .string(span.reference.span.description),
            "name": .string(span.name), "kind": .int(span.kind.rawValue),
            "startTimeUnixNano": .string("\(span.start)"), "endTimeUnixNano": .string("\(span.end)"),
            "attributes": attributes(span.attributes),
        ]
        if let parent = span.parent { members["parentSpanId"] = .string(parent.description) }
        if let state = span.reference.state { members["traceState"] = .string(state) }
        if !span.events.isEmpty {
            members["events"] = .array(
                span.events.map {
                    [
                        "name": .string($0.name), "timeUnixNano": .string("\($0.time)"),
                        "attributes": attributes($0.attributes),
                    ]
                })
        }
        if let isFailure = span.isFailure { members["status"] = ["code": .int(isFailure ? 2 : 1)] }
        return .object(members)
    }

    private static func attributes(_ values: [String: JSONValue]) -> JSONValue {
        .array(
            values.sorted { $0.key < $1.key }.compactMap { name, value in
                any(value).map { ["key": .string(name), "value": $0] }
            })
    }

    /// A value of OTLP's type `AnyValue`.
    private static func any(_ value: JSONValue) -> JSONValue? {
        switch value {
        case .null: nil
        case .bool(let truth): ["boolValue": .bool(truth)]
        case .int(let number): ["intValue": .string("\(number)")]
        case .double(let number): number.isFinite ? ["doubleValue": .double(number)] : nil
        case .string(let text): ["stringValue": .string(text)]
        case .array(let items): ["arrayValue": ["values": .array(items.compactMap(any))]]
        case .object: nil
        }
    }

    private static func metric(_ family: MetricFamily, start: UInt64, now: UInt64) -> JSONValue {
        let points = family.series.map { series -> JSONValue in
            var point: [String: JSONValue] = [
                "attributes": attributes(series.labels.mapValues { .string($0) }),
                "startTimeUnixNano": .string("\(start)"), "timeUnixNano": .string("\(now)"),
            ]
            switch series.value {
            case .number(let number): point["asDouble"] = .double(number)
            case .histogram(let histogram):
                point["count"] = .string("\(histogram.count)")
                point["sum"] = .double(histogram.sum)
                point["bucketCounts"] = .array(histogram.counts.map { .string("\($0)") })
                point["explicitBounds"] = .array(family.description.buckets.map { .double($0) })
            }
            return .object(point)
        }
        var members: [String: JSONValue] = [
            "name": .string(family.description.name), "description": .string(family.description.help),
            "unit": .string(family.description.unit),
        ]
        let list = JSONValue.array(points)
        switch family.description.kind {
        case .counter: members["sum"] = ["aggregationTemporality": 2, "isMonotonic": true, "dataPoints": list]
        case .gauge: members["gauge"] = ["dataPoints": list]
        case .histogram: members["histogram"] = ["aggregationTemporality": 2, "dataPoints": list]
        }
        return .object(members)
    }
}
