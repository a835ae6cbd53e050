public import AnnealFoundation
internal import Foundation

/// Where traces and metrics go by OTLP, and as whose.
///
/// The setting `telemetry.otlp`, or the variables of every OpenTelemetry SDK: `OTEL_EXPORTER_OTLP_ENDPOINT`,
/// `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`, `OTEL_EXPORTER_OTLP_METRICS_ENDPOINT`, `OTEL_EXPORTER_OTLP_HEADERS`,
/// `OTEL_EXPORTER_OTLP_TIMEOUT`, `OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES`. `OTEL_SDK_DISABLED=true` turns it off.
///
/// Source: https://opentelemetry.io/docs/specs/otel/protocol/exporter/
public struct OTLPConfiguration: Sendable, Hashable {
    /// The full address for traces; `nil` sends none.
    public var traces: String?
    /// The full address for metrics; `nil` sends none.
    public var metrics: String?
    /// Headers of every request.
    public var headers: [String: String]
    /// How long a request may take.
    public var timeout: Duration
    /// What is said of the sender.
    public var resource: [String: String]
    /// A sentence on what of the environment cannot be followed.
    public var remark: String?

    /// The address in words, without what could be a key.
    public var place: String {
        guard var parts = URLComponents(string: traces ?? metrics ?? "") else { return "the collector" }
        (parts.user, parts.password, parts.query, parts.fragment) = (nil, nil, nil, nil)
        let address = parts.string ?? "the collector"
        for path in ["/v1/traces", "/v1/metrics"] where address.hasSuffix(path) {
            return String(address.dropLast(path.count))
        }
        return address
    }

    /// Reads settings and environment.
    ///
    /// - Parameters:
    ///   - settings: `telemetry.otlp` counts.
    ///   - environment: the process's environment.
    ///   - version: the program's version.
    /// - Returns: `nil` where nobody names an endpoint, or the SDK is disabled.
    /// - Throws: `ConfigurationError` when the setting is no address over HTTP.
    public static func named(
        in settings: Settings, environment: [String: String], version: String
    ) throws(ConfigurationError) -> OTLPConfiguration? {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        guard variable("OTEL_SDK_DISABLED")?.lowercased() != "true" else { return nil }
        var configuration = OTLPConfiguration(
            headers: pairs(variable("OTEL_EXPORTER_OTLP_HEADERS")),
            timeout: .milliseconds(
                variable("OTEL_EXPORTER_OTLP_TIMEOUT").flatMap { Int($0) }.map { min(max($0, 1), 600_000) } ?? 10_000),
            resource: pairs(variable("OTEL_RESOURCE_ATTRIBUTES")))
        configuration.resource["service.name"] =
            variable("OTEL_SERVICE_NAME") ?? configuration.resource["service.name"] ?? "anneal"
        configuration.resource["service.version"] = version
        if let given = settings.text("telemetry.otlp") {
            guard isAddress(given), !given.contains("?") else {
                throw ConfigurationError(
                    code: .badValue, message: "telemetry.otlp takes an address over HTTP and nothing behind it",
                    place: (try? settings.explain("telemetry.otlp"))?.source ?? "telemetry.otlp",
                    remedy: "give the collector's OTLP/HTTP address, such as http://127.0.0.1:4318")
            }
            configuration.setBase(given)
            if variable("OTEL_TRACES_EXPORTER") == "none" { configuration.traces = nil }
            if variable("OTEL_METRICS_EXPORTER") == "none" { configuration.metrics = nil }
            return configuration
        }
        if let base = variable("OTEL_EXPORTER_OTLP_ENDPOINT") { configuration.setBase(base) }
        configuration.traces = variable("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") ?? configuration.traces
        configuration.metrics = variable("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT") ?? configuration.metrics
        if variable("OTEL_TRACES_EXPORTER") == "none" { configuration.traces = nil }
        if variable("OTEL_METRICS_EXPORTER") == "none" { configuration.metrics = nil }
        let addresses = [configuration.traces, configuration.metrics].compactMap { $0 }
        guard !addresses.isEmpty else { return nil }
        // What the environment says is often meant for other programs: it is no reason to end a run.
        let protocols = ["", "TRACES_", "METRICS_"].compactMap { variable("OTEL_EXPORTER_OTLP_\($0)PROTOCOL") }
        if protocols.contains("grpc") || !addresses.allSatisfy(isAddress) {
            configuration.traces = nil
            configuration.metrics = nil
            configuration.remark =
                "traces are not sent: OTEL_EXPORTER_OTLP_… asks for gRPC or names no address over HTTP, and only "
                + "OTLP over HTTP is spoken; set telemetry.otlp to the collector's port for HTTP (4318)"
        }
        return configuration
    }

    init(headers: [String: String] = [:], timeout: Duration = .seconds(10), resource: [String: String]) {
        self.headers = headers
        self.timeout = timeout
        self.resource = resource
    }

    private mutating func setBase(_ address: String) {
        let base = address.hasSuffix("/") ? String(address.dropLast()) : address
        traces = base + "/v1/traces"
        metrics = base + "/v1/metrics"
    }

    private static func isAddress(_ text: String) -> Bool {
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased() else { return false }
        return ["http", "https"].contains(scheme) && url.host()?.isEmpty == false
    }

    /// `name=value,name=value`, with values percent-encoded.
    private static func pairs(_ text: String?) -> [String: String] {
        var found: [String: String] = [:]
        for part in (text ?? "").split(separator: ",") {
            guard let equals = part.firstIndex(of: "=") else { continue }
            let name = part[..<equals].trimmingCharacters(in: .whitespaces)
            let value = String(part[part.index(after: equals)...])
            // A line end cannot be sent, and comes of a file with the variables.
            if !name.isEmpty {
                found[name] = (value.removingPercentEncoding ?? value).trimmingCharacters(in: .whitespacesAndNewlines)
            }
        }
        return found
    }
}
