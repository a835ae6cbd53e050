internal import Configuration
internal import Foundation
internal import Yams

/// The settings of a command: flag over environment over project file over user file over default.
public struct Settings: Sendable {
    /// A place that settings come from.
    public struct Source: Sendable {
        /// `flag`, `environment`, the file's path, or `default`.
        public let name: String
        let reader: ConfigReader
    }

    /// Where a setting's value comes from.
    public struct Explanation: Sendable, Hashable, Codable {
        /// The value in force; `nil` when it is unset.
        public var value: String?
        /// The place that it comes from.
        public var source: String
        /// Every place that gives a value, the one in force first.
        public var candidates: [Candidate]

        /// A place and the value that it gives.
        public struct Candidate: Sendable, Hashable, Codable {
            /// The place.
            public var source: String
            /// The value.
            public var value: String
        }
    }

    /// The places, the strongest first.
    public let sources: [Source]

    /// Reads the settings.
    ///
    /// - Parameters:
    ///   - flags: values from the command line, by key.
    ///   - environment: the process's environment; `ANNEAL_…` variables count.
    ///   - projectFile: path of `.anneal/config.yaml`; it need not exist.
    ///   - userFile: path of the user's `config.yaml`; it need not exist.
    /// - Throws: `ConfigurationError` for a file that cannot be read, an unknown key, a value of the wrong kind, or a
    ///   project's file that sets what is the user's own.
    public init(
        flags: [String: String] = [:], environment: [String: String] = [:], projectFile: String? = nil,
        userFile: String? = nil
    ) throws {
        var variables: [String: String] = [:]
        for setting in Setting.all {
            if let value = environment[setting.environmentVariable], !value.isEmpty { variables[setting.key] = value }
        }
        var sources = [
            Source(name: "flag", reader: Settings.reader(flags)),
            Source(name: "environment", reader: Settings.reader(variables)),
        ]
        for path in [projectFile, userFile] {
            guard let path, let values = try Settings.readFile(path) else { continue }
            if path == projectFile { try Settings.checkOwnership(of: values, path: path) }
            sources.append(Source(name: path, reader: Settings.reader(values)))
        }
        let standards = Setting.all.filter { !$0.standard.isEmpty }.map { ($0.key, $0.standard) }
        sources.append(
            Source(name: "default", reader: Settings.reader(Dictionary(standards, uniquingKeysWith: { $1 }))))
        self.sources = sources
        for setting in Setting.all { try check(setting) }
    }

    /// The value in force and where it comes from.
    ///
    /// - Parameter key: a setting's key.
    /// - Returns: the explanation.
    /// - Throws: `ConfigurationError` when there is no such setting.
    public func explain(_ key: String) throws(ConfigurationError) -> Explanation {
        guard Setting.named(key) != nil else { throw Settings.unknown(key, place: nil) }
        let found = sources.compactMap { source in
            source.reader.string(forKey: ConfigKey(key)).map {
                Explanation.Candidate(source: source.name, value: $0)
            }
        }
        return Explanation(value: found.first?.value, source: found.first?.source ?? "unset", candidates: found)
    }

    /// A text, or `nil` when unset.
    ///
    /// - Parameter key: a setting's key.
    /// - Returns: the value in force.
    public func text(_ key: String) -> String? { (try? explain(key))?.value }

    /// A whole number, or `nil` when unset.
    ///
    /// - Parameter key: a setting's key.
    /// - Returns: the value in force.
    public func integer(_ key: String) -> Int? { text(key).flatMap { Int($0) } }

    /// A number, or `nil` when unset.
    ///
    /// - Parameter key: a setting's key.
    /// - Returns: the value in force.
    public func number(_ key: String) -> Double? { text(key).flatMap { Double($0) } }

    /// A truth value; unset is false.
    ///
    /// - Parameter key: a setting's key.
    /// - Returns: the value in force.
    public func truth(_ key: String) -> Bool { text(key) == "true" }

    /// A length of time, or `nil` when unset.
    ///
    /// - Parameter key: a setting's key.
    /// - Returns: the value in force.
    public func duration(_ key: String) -> Duration? { text(key).flatMap { Duration(written: $0) } }

    private static func reader(_ values: [String: String]) -> ConfigReader {
        let pairs = values.map { key, value in
            (
                AbsoluteConfigKey(ConfigKey(key)),
                ConfigValue(.string(value), isSecret: false)
            )
        }
        return ConfigReader(provider: InMemoryProvider(values: Dictionary(pairs, uniquingKeysWith: { $1 })))
    }

    private func check(_ setting: Setting) throws(ConfigurationError) {
        let explanation = try explain(setting.key)
        guard let value = explanation.value else { return }
        let place = explanation.source == "environment" ? setting.environmentVariable : explanation.source
        if setting.kind == .address { return try Settings.checkAddress(value, of: setting, place: place) }
        let fits =
            switch setting.kind {
            case .text, .address: true
            case .integer: Int(value) != nil
            case .number: Double(value) != nil
            case .truth: value == "true" || value == "false"
            case .duration: Duration(written: value) != nil
            }
        guard !fits else { return }
        throw ConfigurationError(
            code: .badValue, message: "\(setting.key) takes \(Settings.wording(setting.kind)), not '\(value)'",
            place: place,
            remedy: "correct the value; `anneal config explain \(setting.key)` shows where it comes from")
    }

    /// A project's file may not set what is the user's own.
    private static func checkOwnership(of values: [String: String], path: String) throws(ConfigurationError) {
        for setting in Setting.all where setting.isUsersOwn {
            guard let value = values[setting.key], value != setting.standard else { continue }
            let saysWhere = setting.kind == .address || setting.key.hasPrefix("telemetry.")
            let reason = saysWhere ? "which says where a run's data go" : "which would weaken the guard"
            throw ConfigurationError(
                code: .badValue, message: "a repository may not set \(setting.key), \(reason)", place: path,
                remedy: "remove it; set it in your own configuration, or by \(setting.environmentVariable)")
        }
    }

    private static func wording(_ kind: Setting.Kind) -> String {
        switch kind {
        case .text: "a text"
        case .integer: "a whole number"
        case .number: "a number"
        case .truth: "true or false"
        case .duration: "a length of time such as 90s, 10m or 1h"
        case .address: "an address such as redis://host:6379/0 or kafka://host:9092/anneal"
        }
    }

    /// The settings of a YAML file by dotted key; `nil` when there is no such file.
    private static func readFile(_ path: String) throws(ConfigurationError) -> [String: String]? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let node: Node?
        do {
            node = try Yams.compose(yaml: try String(contentsOfFile: path, encoding: .utf8))
        } catch {
            throw ConfigurationError(
                code: .unreadable, message: "the configuration cannot be read: \(error)", place: path,
                remedy: "mend the YAML, or write a fresh file with `anneal init --force`")
        }
        var values: [String: String] = [:]
        guard let node, node.tag.description != "tag:yaml.org,2002:null" else { return values }
        try collect(node, under: "", path: path, into: &values)
        return values
    }

    private static func collect(
        _ node: Node, under prefix: String, path: String, into values: inout [String: String]
    ) throws(ConfigurationError) {
        let place = node.mark.map { "\(path):\($0.line):\($0.column)" } ?? path
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping {
                let name = prefix.isEmpty ? (key.string ?? "") : "\(prefix).\(key.string ?? "")"
                try collect(value, under: name, path: path, into: &values)
            }
        case .scalar(let scalar):
            if scalar.string.isEmpty && Setting.all.contains(where: { $0.key.hasPrefix(prefix + ".") }) { return }
            guard Setting.named(prefix) != nil else { throw unknown(prefix, place: place) }
            if !scalar.string.isEmpty && scalar.string != "null" && scalar.string != "~" {
                values[prefix] = scalar.string
            }
        case .sequence, .alias:
            throw ConfigurationError(
                code: .badValue, message: "\(prefix) takes a single value, not a list", place: place,
                remedy: "`anneal config list` shows what every setting takes")
        }
    }

    private static func unknown(_ key: String, place: String?) -> ConfigurationError {
        let near = Setting.all.map(\.key).min { EditDistance.between($0, key) < EditDistance.between($1, key) }
        return ConfigurationError(
            code: .unknownKey, message: "there is no setting '\(key)'", place: place,
            remedy: near.map { "did you mean \($0)? `anneal config list` shows all" })
    }
}
