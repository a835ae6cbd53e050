public import AnnealFoundation
internal import Foundation

/// Where points go: an InfluxDB of version 1, with a database, or of version 2, with an organisation and a bucket.
///
/// `http://host:8086?db=NAME`, with `user@` before the host and `ANNEAL_INFLUX_PASSWORD` where it asks for a password;
/// `https://host:8086?org=NAME&bucket=NAME` with `ANNEAL_INFLUX_TOKEN`, or `INFLUX_TOKEN` as its own tools name it.
public struct InfluxConfiguration: Sendable, Hashable {
    /// Where points are written, with the precision of nanoseconds.
    public var writing: String
    /// Where it tells that it is there.
    public var ping: String
    /// The address in words, without user and options.
    public var place: String
    /// Headers of every request.
    public var headers: [String: String]

    /// Reads settings and environment.
    ///
    /// - Parameters:
    ///   - settings: `telemetry.influx` counts.
    ///   - environment: where password and token come from.
    /// - Returns: `nil` where no server is named.
    /// - Throws: `ConfigurationError` when the address cannot be used.
    public static func named(
        in settings: Settings, environment: [String: String]
    ) throws(ConfigurationError) -> InfluxConfiguration? {
        guard let text = settings.text("telemetry.influx") else { return nil }
        let place = (try? settings.explain("telemetry.influx"))?.source ?? "telemetry.influx"
        func wrong(_ message: String) -> ConfigurationError {
            ConfigurationError(
                code: .badValue, message: message, place: place,
                remedy: "write http://HOST:8086?db=NAME for InfluxDB 1, or https://HOST:8086?org=NAME&bucket=NAME for "
                    + "InfluxDB 2")
        }
        guard var parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty
        else { throw wrong("telemetry.influx takes an address over HTTP") }
        let options = Dictionary(
            (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { $1 })
        if let unknown = options.keys.sorted().first(where: { !["db", "org", "bucket", "rp"].contains($0) }) {
            throw wrong("telemetry.influx has no option '\(unknown)'")
        }
        let user = parts.user
        parts.user = nil
        parts.queryItems = nil
        var root = parts.string ?? text
        while root.hasSuffix("/") { root.removeLast() }
        func address(_ path: String, _ names: [(String, String)]) throws(ConfigurationError) -> String {
            var items: [String] = []
            for (name, option) in names {
                guard let value = options[option] else { continue }
                guard !value.isEmpty, let encoded = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
                else { throw wrong("telemetry.influx has an empty \(option)") }
                items.append("\(name)=\(encoded)")
            }
            return root + path + "?" + (items + ["precision=ns"]).joined(separator: "&")
        }
        var headers: [String: String] = [:]
        // A line end cannot be sent, and comes of a file with the variables.
        func variable(_ name: String) -> String? {
            let value = environment[name]?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
            return value.isEmpty ? nil : value
        }
        if let token = variable("ANNEAL_INFLUX_TOKEN") ?? variable("INFLUX_TOKEN") {
            headers["authorization"] = "Token \(token)"
        } else if let user, let password = variable("ANNEAL_INFLUX_PASSWORD") {
            headers["authorization"] = "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
        }
        let writing: String
        switch (options["db"], options["bucket"]) {
        case (.some, nil): writing = try address("/write", [("db", "db"), ("rp", "rp")])
        case (nil, .some): writing = try address("/api/v2/write", [("org", "org"), ("bucket", "bucket")])
        default: throw wrong("telemetry.influx names neither a database nor a bucket, or both")
        }
        return InfluxConfiguration(writing: writing, ping: root + "/ping", place: root, headers: headers)
    }
}
