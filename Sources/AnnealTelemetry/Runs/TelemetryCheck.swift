public import AnnealFoundation
internal import Foundation

/// Whether a place that telemetry goes to can be used: each is asked, and nothing is written.
public struct TelemetryCheck: Sendable, Hashable {
    /// `otlp`, `influx` or `metrics`.
    public var target: String
    /// What was found, in a sentence.
    public var message: String
    /// What to do; `nil` where everything is well.
    public var remedy: String?
    /// Whether it can be used at all.
    public var isUsable: Bool

    /// Asks every place that settings and environment name.
    ///
    /// - Parameters:
    ///   - settings: the settings in force.
    ///   - environment: the process's environment.
    ///   - version: the program's version.
    /// - Returns: one check a place.
    /// - Throws: `ConfigurationError` when a setting cannot be used.
    public static func all(
        in settings: Settings, environment: [String: String], version: String
    ) async throws(ConfigurationError) -> [TelemetryCheck] {
        var checks: [TelemetryCheck] = []
        if let otlp = try OTLPConfiguration.named(in: settings, environment: environment, version: version) {
            checks.append(await check(otlp))
        }
        if let influx = try InfluxConfiguration.named(in: settings, environment: environment) {
            checks.append(await check(influx))
        }
        if let path = settings.text("telemetry.metrics") { checks.append(check(file: path)) }
        return checks
    }

    private static func check(_ otlp: OTLPConfiguration) async -> TelemetryCheck {
        if let remark = otlp.remark {
            return TelemetryCheck(
                target: "otlp", message: remark, remedy: "set telemetry.otlp, such as http://127.0.0.1:4318",
                isUsable: false)
        }
        let client = TelemetryClient(timeout: min(otlp.timeout, .seconds(5)), headers: otlp.headers)
        do throws(SendingFailure) {
            // A request without a span is a valid one, and so is one without a metric.
            if let url = otlp.traces { _ = try await client.ask(url, body: Data("{\"resourceSpans\":[]}".utf8)) }
            if let url = otlp.metrics { _ = try await client.ask(url, body: Data("{\"resourceMetrics\":[]}".utf8)) }
            return TelemetryCheck(
                target: "otlp", message: "\(otlp.place) takes OTLP over HTTP with JSON", remedy: nil, isUsable: true)
        } catch {
            return TelemetryCheck(
                target: "otlp", message: "not usable: \(error.reason) (\(otlp.place))",
                remedy: "see whether the collector runs and has a receiver for OTLP over HTTP; headers with a key go "
                    + "into OTEL_EXPORTER_OTLP_HEADERS. Runs go on without it", isUsable: false)
        }
    }

    private static func check(_ influx: InfluxConfiguration) async -> TelemetryCheck {
        let client = TelemetryClient(timeout: .seconds(5), headers: influx.headers)
        do throws(SendingFailure) {
            let version = try await client.ask(influx.ping).headers["x-influxdb-version"]
            do throws(SendingFailure) {
                // An empty write is checked for its database and its rights.
                _ = try await client.ask(influx.writing, body: Data(), type: "text/plain; charset=utf-8")
            } catch  where error.reason.contains("writing requires points") {}
            let name = version.map { "InfluxDB \($0)" } ?? "an InfluxDB"
            return TelemetryCheck(
                target: "influx", message: "\(name) at \(influx.place) takes points", remedy: nil, isUsable: true)
        } catch {
            return TelemetryCheck(
                target: "influx", message: "not usable: \(error.reason) (\(influx.place))",
                remedy: "see whether it runs, has the database or bucket of telemetry.influx, and takes the token of "
                    + "ANNEAL_INFLUX_TOKEN. Runs go on without it", isUsable: false)
        }
    }

    private static func check(file path: String) -> TelemetryCheck {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard FileManager.default.isWritableFile(atPath: folder) else {
            return TelemetryCheck(
                target: "metrics", message: "\(path) cannot be written",
                remedy: "make the folder \(folder) and let this user write in it. Runs go on without it",
                isUsable: false)
        }
        guard path.hasSuffix(".prom") else {
            return TelemetryCheck(
                target: "metrics", message: "metrics go to \(path), which the textfile collector does not read",
                remedy: "let its name end in .prom", isUsable: true)
        }
        return TelemetryCheck(target: "metrics", message: "metrics go to \(path)", remedy: nil, isUsable: true)
    }
}
