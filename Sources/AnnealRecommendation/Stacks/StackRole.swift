/// What parts a need calls for, by the words that it has.
struct StackRole: Sendable {
    /// As in the list of technologies.
    let name: String
    /// Phrases that call for it.
    let phrases: [String]

    static let all: [StackRole] = [
        StackRole("mobile", "mobile app", "android app", "ios app", "phone app", "mobile application"),
        StackRole("desktop", "desktop application", "desktop app", "desktop program", "graphical application"),
        StackRole(
            "web-framework", "web application", "web app", "web framework", "web service", "website with accounts",
            "rest api", "http api", "json api", "web api", "backend", "microservice", "online shop", "web shop",
            "portal", "api server", "web backend", "saas"),
        StackRole(
            "frontend", "single page application", "browser interface", "web interface", "interactive page",
            "frontend", "front end", "user interface in the browser"),
        StackRole("content-management", "content management", "cms", "blog with editors"),
        StackRole("static-site", "static site", "static website", "static blog"),
        StackRole(
            "relational-database", "relational database", "sql database", "sql", "transactions", "accounting",
            "orders", "payments", "booking", "invoices", "inventory", "database"),
        StackRole("document-store", "document database", "document store", "flexible schema", "json documents"),
        StackRole("wide-column-store", "wide column", "write heavy", "billions of writes"),
        StackRole("key-value-store", "embedded key-value", "key-value store", "embedded storage"),
        StackRole("graph-database", "graph database", "knowledge graph", "linked data", "social graph"),
        StackRole(
            "time-series-database", "time series", "sensor data", "sensor readings", "telemetry",
            "measurements over time"),
        StackRole("analytics-store", "data warehouse", "analytical queries", "analytics", "olap", "clickstream"),
        StackRole("search-engine", "full-text search", "full text", "search engine", "product search", "site search"),
        StackRole("vector-index", "vector search", "similarity search", "embeddings", "semantic search"),
        StackRole("cache", "cache", "caching", "session store", "in-memory", "rate limit", "leaderboard"),
        StackRole("http-cache", "http cache", "caching proxy", "page cache"),
        StackRole(
            "message-broker", "message broker", "message queue", "publish/subscribe", "amqp", "mqtt", "iot devices",
            "messaging"),
        StackRole("event-log", "event streaming", "event log", "event stream", "event sourcing", "stream of events"),
        StackRole(
            "task-queue", "task queue", "background job", "background task", "job queue",
            "send emails in the background",
            "deferred work"),
        StackRole("coordination", "service discovery", "leader election", "distributed configuration", "consensus"),
        StackRole("web-server", "web server", "reverse proxy", "static files", "tls"),
        StackRole("load-balancer", "load balancer", "load balancing", "several servers", "high availability"),
        StackRole("monitoring", "monitoring", "metrics", "alerts", "alerting", "observability"),
        StackRole("dashboards", "dashboard", "graphs of metrics", "business reports"),
        StackRole("log-store", "log aggregation", "central logs", "collect logs", "log management", "audit log"),
        StackRole("tracing", "distributed tracing", "tracing", "observability"),
        StackRole("continuous-integration", "continuous integration", "ci", "build pipeline", "build server"),
        StackRole("container-runtime", "container", "docker"),
        StackRole("orchestrator", "kubernetes", "orchestration", "autoscaling", "cluster of containers"),
        StackRole("provisioning", "configuration management", "provisioning", "infrastructure as code"),
        StackRole("test-framework", "unit test", "tests", "test framework"),
        StackRole("browser-testing", "end-to-end test", "browser test"),
        StackRole("load-testing", "load test", "stress test"),
        StackRole("orm", "orm", "object-relational"),
        StackRole("rpc", "rpc", "grpc", "remote procedure calls"),
        StackRole("serialization", "serialization", "binary format", "message schema"),
        StackRole(
            "identity", "single sign-on", "sso", "openid", "oauth", "saml", "identity provider",
            "user accounts and roles"),
        StackRole("secrets-store", "secrets management", "secret store", "key management"),
        StackRole("object-storage", "object storage", "s3", "file uploads", "images and videos", "blob storage"),
        StackRole("workflow", "workflow engine", "data pipeline", "etl", "scheduled pipelines", "sagas"),
        StackRole(
            "data-processing", "data frames", "big data", "batch processing", "stream processing", "data analysis"),
        StackRole(
            "machine-learning", "machine learning", "deep learning", "neural network", "prediction model",
            "classification", "recommendation model"),
        StackRole("documentation", "documentation", "manual"),
    ]

    private init(_ name: String, _ phrases: String...) {
        self.name = name
        self.phrases = phrases
    }

    /// The roles that sentences call for, each with the words that say so.
    static func called(by sentences: [String]) -> [(role: String, words: String)] {
        let stems = sentences.map { Set(Terms.of($0)) }
        var called: [(role: String, words: String)] = []
        for role in all {
            let phrase = role.phrases.first { phrase in
                let parts = Terms.of(phrase)
                return !parts.isEmpty && stems.contains { parts.allSatisfy($0.contains) }
            }
            if let phrase { called.append((role.name, phrase)) }
        }
        return called
    }
}
