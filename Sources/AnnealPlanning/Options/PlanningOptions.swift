public import AnnealFoundation

/// What the people behind a specification want of its plan.
public struct PlanningOptions: Sendable, Hashable, Codable {
    /// Whether the model is asked for its understanding of the specification.
    public enum AskModel: String, Sendable, Hashable, Codable, CaseIterable {
        /// Always.
        case yes
        /// Never.
        case no
        /// Large models are asked, small ones are not.
        case auto
    }

    /// How large tasks are.
    public enum Granularity: String, Sendable, Hashable, Codable, CaseIterable {
        /// One requirement's functions in one file: what a small model can write in one answer.
        case fine
        /// As much of one file as belongs together: fewer and larger tasks for a large model.
        case coarse
    }

    /// How hard the whole is.
    public enum Complexity: String, Sendable, Hashable, Codable, CaseIterable {
        /// Nothing special.
        case low
        /// Several parts.
        case medium
        /// Many parts that depend on each other.
        case high
    }

    /// People (or workers) at the same time; `nil` when nobody said.
    public var teamSize: Int?
    /// Days until it has to be done; `nil` when nobody said.
    public var deadlineDays: Int?
    /// How hard the whole is; `nil` lets the planner judge.
    public var complexity: Complexity?
    /// Whether the model is asked.
    public var askModel: AskModel
    /// How large tasks are; `nil` lets the planner decide by the size of the model.
    public var granularity: Granularity?

    /// Creates options.
    public init(
        teamSize: Int? = nil, deadlineDays: Int? = nil, complexity: Complexity? = nil, askModel: AskModel = .auto,
        granularity: Granularity? = nil
    ) {
        self.teamSize = teamSize
        self.deadlineDays = deadlineDays
        self.complexity = complexity
        self.askModel = askModel
        self.granularity = granularity
    }

    /// Whether somebody said how large tasks are or how they are arranged.
    var saysShape: Bool { granularity != nil || teamSize != nil || deadlineDays != nil || complexity != nil }

    /// Takes the options from flags and environment first, then from the specification's front matter, then from the
    /// configuration files.
    ///
    /// The front matter's keys are those of the settings (`planning.teamSize`), or their last part (`teamSize`), in
    /// any of the spellings `teamSize`, `team_size`, `team-size`.
    ///
    /// - Parameters:
    ///   - settings: the settings in force.
    ///   - frontMatter: the front matter, flattened with dots.
    /// - Throws: `ConfigurationError` for a value that is not of the kind needed.
    public init(settings: Settings, frontMatter: [String: String]) throws(ConfigurationError) {
        let reader = OptionReader(settings: settings, frontMatter: frontMatter)
        self.init(
            teamSize: try reader.count("teamSize"), deadlineDays: try reader.count("deadlineDays"),
            complexity: try reader.choice("complexity"), askModel: try reader.choice("askModel") ?? .auto,
            granularity: try reader.choice("granularity"))
    }
}

/// Finds an option in settings and front matter.
private struct OptionReader {
    let settings: Settings
    let frontMatter: [String: String]

    init(settings: Settings, frontMatter: [String: String]) {
        self.settings = settings
        self.frontMatter = Dictionary(
            frontMatter.map { (Self.plain($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    func count(_ name: String) throws(ConfigurationError) -> Int? {
        guard let (text, place) = value(name) else { return nil }
        guard let number = Int(text), number >= 0 else {
            throw bad(name, "a whole number", text, place)
        }
        return number
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String
    ) throws(ConfigurationError) -> Choice? where Choice.RawValue == String {
        guard let (text, place) = value(name), !(Choice.self != PlanningOptions.AskModel.self && text == "auto") else {
            return nil
        }
        let plain = ["true": "yes", "false": "no"][text] ?? text
        guard let choice = Choice(rawValue: text) ?? Choice(rawValue: plain) else {
            throw bad(name, Choice.allCases.map(\.rawValue).joined(separator: ", "), text, place)
        }
        return choice
    }

    private func value(_ name: String) -> (String, String)? {
        let explanation = try? settings.explain("planning.\(name)")
        if let value = explanation?.value, let source = explanation?.source {
            if source == "flag" || source == "environment" { return (value, source) }
        }
        let key = Self.plain(name)
        if let value = frontMatter["planning." + key] ?? frontMatter[key] {
            return (value.lowercased(), "the specification's front matter")
        }
        return explanation.flatMap { explanation in explanation.value.map { ($0, explanation.source) } }
    }

    private func bad(_ name: String, _ wanted: String, _ text: String, _ place: String) -> ConfigurationError {
        ConfigurationError(
            code: .badValue, message: "planning.\(name) takes \(wanted), not '\(text)'", place: place,
            remedy: "correct the value there")
    }

    private static func plain(_ key: String) -> String {
        key.lowercased().filter { $0 != "_" && $0 != "-" }
    }
}
