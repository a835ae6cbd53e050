/// One setting: its key, what it takes and what it does.
public struct Setting: Sendable, Hashable {
    /// What values a setting takes.
    public enum Kind: String, Sendable, Hashable {
        /// Any text.
        case text
        /// A whole number.
        case integer
        /// A number.
        case number
        /// `true` or `false`.
        case truth
        /// A length of time: `90s`, `10m`, `1.5h`.
        case duration
        /// Where a server is, without a password: `redis://host:6379/0`.
        case address
    }

    /// Dotted key, as in the configuration file: `model.name`.
    public let key: String
    /// What values it takes.
    public let kind: Kind
    /// The value when nothing sets it; empty means unset.
    public let standard: String
    /// One sentence on what it does.
    public let summary: String

    /// Whether only the user may set it, by a flag, the environment or the user's own file: a repository that somebody
    /// else made must not take the guard away.
    public var isUsersOwn: Bool { Self.usersOwn.contains(key) }

    private static let usersOwn: Set<String> = [
        "sandbox.enabled", "guard.allow", "network.allowedDomains", "events.retainDays", "backend.redis",
        "backend.kafka",
        "backend.cassandra", "backend.neo4j", "backend.registry", "telemetry.otlp", "telemetry.metrics",
        "telemetry.influx",
    ]

    /// The environment variable that sets it: `ANNEAL_MODEL_NAME`.
    public var environmentVariable: String {
        var name = "ANNEAL_"
        for character in key {
            if character == "." {
                name += "_"
            } else if character.isUppercase {
                name += "_" + String(character)
            } else {
                name += character.uppercased()
            }
        }
        return name
    }

    /// Every setting there is, in the order of the configuration file.
    public static let all: [Setting] = [
        Setting(
            key: "model.provider", kind: .text, standard: "",
            summary: "openai, anthropic or local; found out from keys and address when not set"),
        Setting(
            key: "model.name", kind: .text, standard: "",
            summary: "the model, by the provider's or the local catalogue's name"),
        Setting(
            key: "model.baseUrl", kind: .text, standard: "",
            summary: "an OpenAI-compatible address, such as http://127.0.0.1:8080/v1"),
        Setting(
            key: "model.draft", kind: .text, standard: "",
            summary: "a smaller model of the local catalogue that writes first; the model takes what it does not solve"),
        Setting(
            key: "model.draftBaseUrl", kind: .text, standard: "",
            summary: "an OpenAI-compatible address of the smaller model; Anneal starts the local one when not set"),
        Setting(
            key: "model.contextLength", kind: .integer, standard: "",
            summary: "tokens of context, for servers that do not tell it"),
        Setting(
            key: "model.localContextLength", kind: .integer, standard: "8192",
            summary: "tokens of context of each slot when Anneal starts the local model"),
        Setting(
            key: "model.localSlots", kind: .integer, standard: "4",
            summary: "requests that the local model works on at the same time"),
        Setting(
            key: "model.localThreads", kind: .integer, standard: "",
            summary: "threads of the local model; all cores when not set"),
        Setting(
            key: "model.idleMinutes", kind: .integer, standard: "15",
            summary: "minutes without use after which the local model stops by itself"),
        Setting(
            key: "context.embeddingsUrl", kind: .text, standard: "",
            summary: "an OpenAI-compatible address for embeddings; the encoder in this process when not set"),
        Setting(
            key: "context.embeddingsModel", kind: .text, standard: "",
            summary: "the model for embeddings at that address, such as text-embedding-3-small"),
        Setting(
            key: "run.executor", kind: .text, standard: "auto",
            summary: "workflow, tool-loop, or auto: by the size of the model"),
        Setting(
            key: "run.parallel", kind: .integer, standard: "",
            summary: "tasks at the same time; 1 for a local model, 4 otherwise when not set"),
        Setting(key: "run.seed", kind: .integer, standard: "0", summary: "makes sampling repeatable"),
        Setting(
            key: "budget.tokens", kind: .integer, standard: "",
            summary: "tokens that a run may use; unlimited when not set"
        ),
        Setting(
            key: "budget.cost", kind: .number, standard: "",
            summary: "US dollars that a run may cost; unlimited when not set"
        ),
        Setting(
            key: "budget.time", kind: .duration, standard: "",
            summary: "time that a run may take; unlimited when not set"),
        Setting(
            key: "cache.answers", kind: .truth, standard: "true",
            summary: "take an answer from the cache where the same model was asked the same with the same seed before"),
        Setting(
            key: "cache.tests", kind: .truth, standard: "true",
            summary:
                "do not run a repository's own tests again before a run where all passed on the same files within a day"
        ),
        Setting(
            key: "cache.shared", kind: .truth, standard: "false",
            summary: "look such answers up on backend.redis and backend.cassandra as well, and keep new ones there"),
        Setting(
            key: "events.shared", kind: .truth, standard: "false",
            summary: "write a run's events to the log of backend.kafka, or else of backend.redis, as well"),
        Setting(
            key: "events.retainDays", kind: .integer, standard: "90",
            summary: "days that events are kept, here and on backend.redis, a million at most; 0 keeps any age"),
        Setting(
            key: "backend.redis", kind: .address, standard: "",
            summary: "a Redis server for what is shared, such as redis://10.0.0.5:6379/0, without its password"),
        Setting(
            key: "backend.kafka", kind: .address, standard: "",
            summary: "a Kafka cluster for shared events, such as kafka://10.0.0.5:9092/anneal, without its password"),
        Setting(
            key: "backend.cassandra", kind: .address, standard: "",
            summary: "a Cassandra cluster for shared answers, such as cassandra://10.0.0.5/anneal, without password"),
        Setting(
            key: "backend.neo4j", kind: .address, standard: "",
            summary: "a Neo4j server for shared experience, such as neo4j://10.0.0.5:7687/neo4j, without its password"),
        Setting(
            key: "backend.registry", kind: .address, standard: "",
            summary: "where services tell that they are there: etcd://10.0.0.5:2379/anneal or consul://127.0.0.1:8500"),
        Setting(
            key: "telemetry.otlp", kind: .address, standard: "",
            summary: "an OpenTelemetry collector that gets a run's traces and metrics, such as http://127.0.0.1:4318"),
        Setting(
            key: "telemetry.metrics", kind: .text, standard: "",
            summary: "a file, *.prom, that a run's metrics are written to in Prometheus' text format"),
        Setting(
            key: "telemetry.influx", kind: .address, standard: "",
            summary: "an InfluxDB that gets a run's figures, such as http://127.0.0.1:8086?db=anneal, without its token"
        ),
        Setting(
            key: "planning.teamSize", kind: .integer, standard: "",
            summary: "people who work on the code at the same time; below 3 tasks run one after the other"),
        Setting(
            key: "planning.deadlineDays", kind: .integer, standard: "",
            summary: "days until it has to be done; below 30 as much as possible runs in parallel"),
        Setting(
            key: "planning.complexity", kind: .text, standard: "",
            summary: "low, medium or high; high makes the plan incremental; judged from the document when not set"),
        Setting(
            key: "planning.granularity", kind: .text, standard: "auto",
            summary: "fine, coarse, or auto: small tasks for small models, larger ones for large models"),
        Setting(
            key: "planning.askModel", kind: .text, standard: "auto",
            summary: "yes, no, or auto: large models are asked for their understanding, small ones are not"),
        Setting(
            key: "guard.allow", kind: .text, standard: "",
            summary: "rules, parted by commas, whose commands need no answer by a person, such as network,installation"),
        Setting(
            key: "sandbox.enabled", kind: .truth, standard: "true",
            summary: "run commands in a sandbox; false is the same as --no-sandbox"),
        Setting(
            key: "network.allowedDomains", kind: .text, standard: "",
            summary: "domains that commands in the sandbox may reach, with commas: pypi.org, *.pythonhosted.org"),
        Setting(
            key: "sandbox.diskMegabytes", kind: .integer, standard: "4096",
            summary: "how much a command in the sandbox may write into the workspace before it is ended"),
        Setting(
            key: "sandbox.memoryMegabytes", kind: .integer, standard: "4096",
            summary: "memory that a command in the sandbox may use"),
        Setting(
            key: "sandbox.processorSeconds", kind: .integer, standard: "1200",
            summary: "seconds of the processor that each process of a command in the sandbox may use; 0 for no limit"),
        Setting(
            key: "sandbox.processors", kind: .number, standard: "",
            summary: "processors that a command in the sandbox may use, such as 2 or 0.5; all of them when not set"),
        Setting(
            key: "sandbox.seconds", kind: .integer, standard: "120",
            summary: "seconds that a command in the sandbox may take"),
        Setting(
            key: "workflow.candidates", kind: .integer, standard: "",
            summary: "answers sampled at a time for a task; as many as the model has slots when not set"),
        Setting(
            key: "workflow.rounds", kind: .integer, standard: "6",
            summary: "rounds of sampling and repair for a task before it is given up"),
        Setting(
            key: "workflow.patience", kind: .integer, standard: "3",
            summary: "rounds in a row that bring a task no further, after which it is given up"),
        Setting(
            key: "workflow.temperature", kind: .number, standard: "0.8",
            summary: "temperature of the answers after the first one, which is greedy"),
        Setting(
            key: "workflow.confirm", kind: .truth, standard: "true",
            summary: "compare an answer that passes every check with further ones, and keep what most agree on"),
        Setting(
            key: "workflow.mutations", kind: .integer, standard: "40",
            summary: "small changes of nearly right answers that are tried after each round, without the model"),
        Setting(
            key: "workflow.suggest", kind: .truth, standard: "true",
            summary: "ask the model for calls to compare answers on where they do not agree"),
        Setting(
            key: "workflow.without", kind: .text, standard: "",
            summary: "ideas of the workflow to leave out, so that what they bring can be measured"),
        Setting(
            key: "learning.exploration", kind: .number, standard: "0.1",
            summary: "share of tasks, up to 0.2, on which a learned policy is tried that is not in charge; 0 for none"),
        Setting(
            key: "learning.draw", kind: .text, standard: "",
            summary:
                "points, such as planning.shape, at which runs draw evenly among all ways, so that what each brings can be learned"
        ),
        Setting(
            key: "toolLoop.steps", kind: .integer, standard: "40",
            summary: "answers of a large model for a task before it is given up"),
        Setting(
            key: "toolLoop.tokens", kind: .integer, standard: "1000000",
            summary: "tokens that a large model may use for a task"),
        Setting(
            key: "toolLoop.commandSeconds", kind: .integer, standard: "60",
            summary: "seconds that a command of a large model may take"),
        Setting(
            key: "project.deadline", kind: .text, standard: "",
            summary: "the day on which the project has to be done, such as 2027-03-31"),
        Setting(
            key: "project.budget", kind: .number, standard: "",
            summary: "US dollars that the project may cost"),
        Setting(
            key: "project.industry", kind: .text, standard: "",
            summary: "the project's industry in a word, such as health"),
        Setting(
            key: "project.compliance", kind: .text, standard: "",
            summary: "rules that the project keeps to, with commas between them, such as gdpr, pci"),
        Setting(
            key: "project.teamSize", kind: .integer, standard: "",
            summary: "people who work on the project; counted in its history when not set"),
        Setting(
            key: "experience.remember", kind: .truth, standard: "true",
            summary: "remember what a run shows about failures and repairs, on this machine only"),
        Setting(
            key: "experience.shared", kind: .truth, standard: "false",
            summary: "draw the knowledge graph on the server of backend.neo4j as well, after each run, and take over "
                + "what runs of other machines left there"),
        Setting(
            key: "experience.sharedText", kind: .truth, standard: "false",
            summary: "of what other machines left there, take over titles of tasks and wordings of failures too"),
        Setting(
            key: "experience.apply", kind: .truth, standard: "false",
            summary: "tell the model what similar tasks of earlier runs taught; off: not measured to help yet"),
        Setting(
            key: "experience.tokens", kind: .integer, standard: "200",
            summary: "tokens of a prompt that this may take"),
    ]

    /// The setting with this key. Complexity: O(n).
    ///
    /// - Parameter key: a dotted key.
    /// - Returns: the setting, or `nil` if there is none.
    public static func named(_ key: String) -> Setting? { all.first { $0.key == key } }
}
