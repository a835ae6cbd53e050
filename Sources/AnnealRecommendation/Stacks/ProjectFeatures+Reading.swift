extension ProjectFeatures {
    /// Features that a text tells of itself.
    ///
    /// - Parameter text: the need or a specification.
    /// - Returns: those whose words are there; the others are as usual.
    public static func read(from text: String) -> ProjectFeatures {
        let stems = NeedReading.sentences(of: text).map { Set(Terms.of($0)) }
        func has(_ phrases: String...) -> Bool {
            phrases.contains { phrase in
                let parts = Terms.of(phrase)
                return stems.contains { parts.allSatisfy($0.contains) }
            }
        }
        var features = ProjectFeatures()
        if has("prototype", "mvp", "quickly", "deadline", "hackathon", "soon", "urgent") { features.urgency = .high }
        if has("cheap", "low budget", "small budget", "free of charge", "low cost") { features.budget = .low }
        if has("low latency", "high throughput", "fast", "milliseconds", "high performance", "real-time") {
            features.performance = .high
        }
        if has("millions", "scalable", "scale out", "large scale", "billions", "horizontal scaling") {
            features.scalability = .high
        }
        if has("beginners", "junior", "one developer", "small team", "students") { features.experience = .low }
        if has("complex", "many services", "microservices", "enterprise") { features.complexity = .high }
        if has("simple", "small") { features.complexity = .low }
        let fields = [
            ("health", "hospital"), ("health", "patient"), ("finance", "bank"), ("finance", "trading"),
            ("public", "government"), ("industry", "factory"),
        ]
        features.industry = fields.first { has($0.1) }?.0 ?? ""
        features.compliance = ["gdpr", "hipaa", "pci", "sox", "audit"].filter { has($0) }
        if has("open source only", "only open source", "free software only") {
            features.compliance.append("open-source")
        }
        return features
    }
}
