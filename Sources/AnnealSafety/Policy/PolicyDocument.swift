public import AnnealFoundation
internal import Yams

/// Rules of one layer as a document: `.anneal/policy.yaml`, the user's, or the built-in one.
///
///     version: 1
///     rules:
///       - id: no-docker
///         verdict: deny
///         when: {programs: [docker, podman]}
///         reason: containers are not used here
///         examples: ["docker ps"]
///     tests:
///       - {command: "make test", verdict: allow}
public struct PolicyDocument: Sendable, Hashable {
    /// Where a layer comes from.
    public enum Layer: String, Sendable, Hashable, Codable {
        /// Part of the program.
        case builtIn = "built in"
        /// The user's own, which may allow more.
        case user
        /// The project's, which can only make it stricter.
        case project
    }

    /// A command with what the guard has to say to it.
    public struct Test: Sendable, Hashable {
        /// The command.
        public var command: String
        /// What the guard has to say.
        public var verdict: GuardVerdict

        /// Creates a test.
        public init(command: String, verdict: GuardVerdict) {
            self.command = command
            self.verdict = verdict
        }
    }

    /// Where it comes from.
    public var layer: Layer
    /// The rules; the first that applies counts.
    public var rules: [PolicyRule]
    /// Commands with what the guard has to say to them.
    public var tests: [Test]

    /// Creates a document.
    public init(layer: Layer, rules: [PolicyRule], tests: [Test] = []) {
        self.layer = layer
        self.rules = rules
        self.tests = tests
    }

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - text: YAML.
    ///   - layer: where it comes from.
    ///   - place: its path, for messages.
    /// - Returns: the document.
    /// - Throws: where and why it is none; nothing of a wrong document is used.
    public static func parse(_ text: String, layer: Layer, place: String) throws(PolicyError) -> PolicyDocument {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            throw PolicyError(message: "it is not YAML: \(error)", place: place)
        }
        guard let root else { return PolicyDocument(layer: layer, rules: []) }
        return try PolicyReader(place: place).document(root, layer: layer)
    }
}

/// A policy cannot be read.
public struct PolicyError: DescribedError, Hashable {
    /// What is wrong.
    public var message: String
    /// The file, with the line where it is known.
    public var place: String?
    /// What to do.
    public var remedy: String? {
        "correct the file; anneal guard test FILE checks it, and anneal guard explain shows the built-in rules"
    }
    /// The exit code for the command line.
    public var exitCode: ExitCode { .badConfiguration }
}

/// Reads the parts of a document; each error names the line.
private struct PolicyReader {
    let place: String

    func document(_ root: Node, layer: PolicyDocument.Layer) throws(PolicyError) -> PolicyDocument {
        let map = try mapping(root, keys: ["version", "rules", "tests"], "a policy")
        if let version = map["version"], version.int != 1 { throw error("version must be 1", version) }
        var rules: [PolicyRule] = []
        if let node = map["rules"] {
            guard let sequence = node.sequence else { throw error("rules must be a list", node) }
            for entry in sequence {
                let rule = try rule(entry)
                if rules.contains(where: { $0.id == rule.id }) {
                    throw error("there are two rules called \(rule.id)", entry)
                }
                rules.append(rule)
            }
        }
        var tests: [PolicyDocument.Test] = []
        if let node = map["tests"] {
            guard let sequence = node.sequence else { throw error("tests must be a list", node) }
            for entry in sequence {
                let test = try mapping(entry, keys: ["command", "verdict"], "a test")
                guard let command = test["command"]?.string else { throw error("a test needs a command", entry) }
                tests.append(.init(command: command, verdict: try verdict(test["verdict"], entry)))
            }
        }
        return PolicyDocument(layer: layer, rules: rules, tests: tests)
    }

    private func rule(_ node: Node) throws(PolicyError) -> PolicyRule {
        let map = try mapping(node, keys: ["id", "verdict", "when", "reason", "examples"], "a rule")
        guard let id = map["id"]?.string, !id.isEmpty else { throw error("a rule needs an id", node) }
        var condition = PolicyCondition()
        if let when = map["when"] { condition = try self.condition(when) }
        return PolicyRule(
            id: id, verdict: try verdict(map["verdict"], node), condition: condition,
            reason: map["reason"]?.string ?? "the rule \(id) says so", examples: try strings(map["examples"]))
    }

    private func condition(_ node: Node) throws(PolicyError) -> PolicyCondition {
        let keys = ["actions", "places", "traits", "withoutTraits", "programs", "subcommands", "options", "targets"]
        let map = try mapping(node, keys: keys, "when")
        var condition = PolicyCondition()
        for name in try strings(map["actions"]) {
            guard let action = CommandEffect.Action(rawValue: name) else {
                throw error(
                    "there is no action \(name); there are \(CommandEffect.Action.allCases.map(\.rawValue).sorted().joined(separator: ", "))",
                    map["actions"] ?? node)
            }
            condition.actions.append(action)
        }
        for name in try strings(map["places"]) {
            guard let place = Place(rawValue: name) else {
                throw error(
                    "there is no place \(name); there are \(Place.allCases.map(\.rawValue).sorted().joined(separator: ", "))",
                    map["places"] ?? node)
            }
            condition.places.append(place)
        }
        condition.traits = try traits(map["traits"])
        condition.withoutTraits = try traits(map["withoutTraits"])
        condition.programs = try strings(map["programs"])
        condition.subcommands = try strings(map["subcommands"])
        condition.options = try strings(map["options"])
        condition.targets = try strings(map["targets"])
        return condition
    }

    private func traits(_ node: Node?) throws(PolicyError) -> CommandEffect.Traits {
        var traits: CommandEffect.Traits = []
        for name in try strings(node) {
            guard let trait = CommandEffect.Traits.named[name] else {
                throw error(
                    "there is no trait \(name); there are \(CommandEffect.Traits.named.keys.sorted().joined(separator: ", "))",
                    node)
            }
            traits.insert(trait)
        }
        return traits
    }

    private func verdict(_ node: Node?, _ parent: Node) throws(PolicyError) -> GuardVerdict {
        guard let name = node?.string, let verdict = GuardVerdict(rawValue: name) else {
            throw error("verdict must be allow, ask or deny", node ?? parent)
        }
        return verdict
    }

    private func mapping(_ node: Node, keys: [String], _ what: String) throws(PolicyError) -> [String: Node] {
        guard let mapping = node.mapping else { throw error("\(what) must be a mapping", node) }
        var result: [String: Node] = [:]
        for (key, value) in mapping {
            guard let name = key.string, keys.contains(name) else {
                throw error(
                    "\(what) has no \(key.string ?? "such key"); there are \(keys.joined(separator: ", "))", key)
            }
            result[name] = value
        }
        return result
    }

    private func strings(_ node: Node?) throws(PolicyError) -> [String] {
        guard let node else { return [] }
        if let text = node.string { return [text] }
        guard let sequence = node.sequence else { throw error("a list of texts is expected", node) }
        var result: [String] = []
        for entry in sequence {
            guard let text = entry.string else { throw error("a text is expected", entry) }
            result.append(text)
        }
        return result
    }

    private func error(_ message: String, _ node: Node?) -> PolicyError {
        PolicyError(message: message, place: node?.mark.map { "\(place):\($0.line)" } ?? place)
    }
}

extension CommandEffect.Traits {
    /// Names of traits in policies.
    static let named: [String: CommandEffect.Traits] = [
        "recursive": .recursive, "wholesale": .wholesale, "contents": .contents, "open": .open, "uncertain": .uncertain,
        "secrets": .secrets,
    ]
}
