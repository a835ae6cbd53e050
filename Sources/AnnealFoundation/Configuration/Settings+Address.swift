extension Settings {
    /// Refuses an address that is none, or that has a password in it, which settings are no place for: they are shown,
    /// and kept with each run. The error does not repeat the value.
    static func checkAddress(_ value: String, of setting: Setting, place: String) throws(ConfigurationError) {
        guard let scheme = value.firstRange(of: "://"), scheme.lowerBound > value.startIndex,
            scheme.upperBound < value.endIndex
        else {
            throw ConfigurationError(
                code: .badValue, message: "\(setting.key) takes an address such as \(setting.exampleAddress)",
                place: place,
                remedy: "write scheme://host:port/\(setting.pathName)")
        }
        let rest = value[scheme.upperBound...]
        // What stands before the last `@` is the user's name, and a password when there is a colon in it.
        let name = rest.lastIndex(of: "@").map { rest[..<$0] } ?? ""
        let options = rest.split(whereSeparator: { $0 == "?" || $0 == "&" }).dropFirst()
        let isSecret = options.contains { option in
            ["password=", "token=", "p="].contains { option.lowercased().hasPrefix($0) }
        }
        guard !name.contains(":"), !isSecret else {
            throw ConfigurationError(
                code: .badValue, message: "\(setting.key) has a password in it", place: place,
                remedy: "leave it out, and export it as \(setting.passwordVariable)")
        }
    }
}

extension Setting {
    /// An address as this setting takes it.
    var exampleAddress: String {
        switch key {
        case "backend.kafka": "kafka://host:9092/anneal"
        case "backend.cassandra": "cassandra://host:9042/anneal"
        case "backend.neo4j": "neo4j://host:7687/neo4j"
        case "backend.registry": "etcd://host:2379/anneal"
        case "telemetry.otlp": "http://127.0.0.1:4318"
        case "telemetry.influx": "http://127.0.0.1:8086?db=anneal"
        default: "redis://host:6379/0"
        }
    }

    /// What the path of such an address is.
    var pathName: String {
        switch key {
        case "backend.redis", "backend.neo4j": "database"
        case "backend.cassandra": "keyspace"
        default: "prefix"
        }
    }

    /// Where the password of such a server belongs.
    var passwordVariable: String {
        switch key {
        case "backend.kafka": "ANNEAL_KAFKA_PASSWORD, or as the variable that ?passwordFrom=NAME names"
        case "backend.cassandra": "ANNEAL_CASSANDRA_PASSWORD, or as the variable that ?passwordFrom=NAME names"
        case "backend.neo4j": "ANNEAL_NEO4J_PASSWORD, or as the variable that ?passwordFrom=NAME names"
        case "backend.registry":
            "ANNEAL_ETCD_PASSWORD or ANNEAL_CONSUL_TOKEN, or as the variable that ?passwordFrom=NAME names"
        case "telemetry.otlp": "a header in OTEL_EXPORTER_OTLP_HEADERS"
        case "telemetry.influx": "ANNEAL_INFLUX_TOKEN, or ANNEAL_INFLUX_PASSWORD for a user of InfluxDB 1"
        default: "ANNEAL_REDIS_PASSWORD, or as the variable that ?passwordFrom=NAME names"
        }
    }
}
