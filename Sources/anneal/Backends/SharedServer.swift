import AnnealBackends
import AnnealCache
import AnnealEvents
import AnnealFoundation

/// The servers of `backend.redis`, `backend.cassandra` and `backend.kafka` for the length of one run, and what of the
/// run is shared on them.
///
/// A run never depends on them: what is embedded goes on by itself, and what happened to a server is told once.
struct SharedServer: Sendable {
    /// A level of the cache on a server, which connects with the first request.
    struct Level: Sendable {
        /// The level.
        let tier: any CacheTier
        /// Where the server is, without options.
        let place: String
    }

    /// The levels for answers of models, the quickest first; none where answers are not shared.
    let answers: [Level]
    /// The log that the run's events are brought to; `nil` where they are not shared.
    let events: (any EventLog)?
    /// Whether that log grows until those who write into it remove old events.
    let removesOldEvents: Bool
    /// What is told about them.
    let notes: SharedNotes
    fileprivate let ending: @Sendable () -> Void

    /// Ends all connections.
    func close() { ending() }

    /// Reads the settings; nothing is asked of the servers yet.
    ///
    /// Kafka has the events where it is named, Redis where it is named alone. Answers of models are on Redis and on
    /// Cassandra, where both are named on both: what only Cassandra still has is brought up to Redis.
    ///
    /// - Parameters:
    ///   - settings: the settings in force.
    ///   - environment: where passwords come from.
    ///   - notes: what is told about the servers.
    /// - Returns: `nil` where nothing is shared.
    /// - Throws: `BackendError` for an address that cannot be used.
    static func named(
        in settings: Settings, environment: [String: String], notes: SharedNotes
    ) throws(BackendError) -> SharedServer? {
        let wanted = ["cache.shared", "events.shared"].filter { settings.truth($0) }
        guard !wanted.isEmpty else { return nil }
        let kafka = try wanted.contains("events.shared") ? kafka(in: settings, environment: environment) : nil
        let cassandra = try wanted.contains("cache.shared") ? cassandra(in: settings, environment: environment) : nil
        let left = wanted.filter { $0 == "cache.shared" || kafka == nil }
        let redis = try left.isEmpty ? nil : redis(in: settings, environment: environment)
        let missing = redis != nil ? [] : left.filter { $0 != "cache.shared" || cassandra == nil }
        if !missing.isEmpty { tell(missing, isAll: kafka == nil && cassandra == nil, notes) }
        guard kafka != nil || redis != nil || cassandra != nil else { return nil }
        var events: (any EventLog)? = kafka.map { KafkaEventLog($0, memory: .sent) }
        if events == nil, left.contains("events.shared") { events = redis.map { RedisEventLog($0.executor) } }
        var levels: [Level] = []
        if wanted.contains("cache.shared") {
            if let redis { levels.append(Level(tier: RedisTier(redis.executor), place: redis.place)) }
            if let cassandra { levels.append(Level(tier: cassandra.tier, place: cassandra.place)) }
        }
        return SharedServer(
            answers: levels, events: events, removesOldEvents: events is RedisEventLog, notes: notes
        ) {
            redis?.executor.close()
            cassandra?.client.close()
            kafka?.close()
        }
    }

    private static func tell(_ missing: [String], isAll: Bool, _ notes: SharedNotes) {
        let names = missing.joined(separator: " and ") + (missing.count == 1 ? " needs" : " need")
        let what =
            isAll
            ? "nothing is shared"
            : "\(missing == ["events.shared"] ? "events" : "answers of models") are not shared"
        let server =
            switch missing {
            case ["events.shared"]: "backend.kafka or backend.redis"
            case ["cache.shared"]: "backend.redis or backend.cassandra"
            default: "backend.redis"
            }
        notes.tell(.settings, "\(what): \(names) a server (\(server))")
    }

    private static func redis(
        in settings: Settings, environment: [String: String]
    ) throws(BackendError) -> (executor: any RedisExecutor, place: String)? {
        guard let text = settings.text("backend.redis") else { return nil }
        let address = try BackendAddress(text, schemes: RedisConfiguration.schemes)
        var configuration = try RedisConfiguration(address, environment: environment)
        // A run does not wait as long for what it can do without.
        if address.options["timeout"] == nil { configuration.timeout = .seconds(1) }
        if address.options["patience"] == nil { configuration.patience = .milliseconds(500) }
        return (configuration.client(of: address), address.description)
    }

    private static func cassandra(
        in settings: Settings, environment: [String: String]
    ) throws(BackendError) -> (client: CassandraClient, tier: CassandraTier, place: String)? {
        guard let text = settings.text("backend.cassandra") else { return nil }
        let address = try BackendAddress(text, schemes: CassandraConfiguration.schemes)
        var configuration = try CassandraConfiguration(address, environment: environment)
        // As with Redis: a run can do without it.
        if address.options["timeout"] == nil { configuration.timeout = .seconds(1) }
        if address.options["patience"] == nil { configuration.patience = .milliseconds(500) }
        let (client, tier) = try CassandraTier.opening(configuration)
        return (client, tier, address.description)
    }

    private static func kafka(
        in settings: Settings, environment: [String: String]
    ) throws(BackendError) -> KafkaClient? {
        guard let text = settings.text("backend.kafka") else { return nil }
        let address = try BackendAddress(text, schemes: KafkaConfiguration.schemes)
        var configuration = try KafkaConfiguration(address, environment: environment)
        // Nobody waits for it but the end of the run; the first events need several questions before they are stored.
        if address.options["timeout"] == nil { configuration.timeout = .seconds(3) }
        return KafkaClient(configuration)
    }
}
