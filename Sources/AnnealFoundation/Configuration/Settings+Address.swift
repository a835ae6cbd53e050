extension Settings {
    /// Refuses an address that is none, or that has a password in it, which settings are no place for: they are shown,
    /// and kept with each run. The error does not repeat the value.
    static func checkAddress(_ value: String, of setting: Setting, place: String) throws(ConfigurationError) {
        let isKafka = setting.key == "backend.kafka"
        let example = isKafka ? "kafka://host:9092/anneal" : "redis://host:6379/0"
        guard let scheme = value.firstRange(of: "://"), scheme.lowerBound > value.startIndex,
            scheme.upperBound < value.endIndex
        else {
            throw ConfigurationError(
                code: .badValue, message: "\(setting.key) takes an address such as \(example)", place: place,
                remedy: "write scheme://host:port/\(isKafka ? "prefix" : "database")")
        }
        let rest = value[scheme.upperBound...]
        // What stands before the last `@` is the user's name, and a password when there is a colon in it.
        let name = rest.lastIndex(of: "@").map { rest[..<$0] } ?? ""
        let options = rest.split(whereSeparator: { $0 == "?" || $0 == "&" }).dropFirst()
        guard !name.contains(":"), !options.contains(where: { $0.lowercased().hasPrefix("password=") }) else {
            let variable = isKafka ? "ANNEAL_KAFKA_PASSWORD" : "ANNEAL_REDIS_PASSWORD"
            throw ConfigurationError(
                code: .badValue, message: "\(setting.key) has a password in it", place: place,
                remedy: "leave it out, and export it as \(variable), or as the variable that ?passwordFrom=NAME names")
        }
    }
}
