import AnnealFoundation

/// What the events of a run say of its costs and its verdicts; of a run that was killed, as far as it came.
struct CaseReport {
    /// The share of requirements that were verified.
    private(set) var verified = 0.0
    /// Criteria in all, verified and failed.
    private(set) var criteria = (all: 0, verified: 0, failed: 0)
    /// Tokens of prompts that no cache had.
    private(set) var promptTokens = 0
    private(set) var generatedTokens = 0
    /// On the clock; `nil` where the run did not come to its end.
    private(set) var seconds: Double?
    private(set) var modelSeconds = 0.0
    private(set) var requests = 0
    private(set) var model = ""
    /// The run's error, if it ended by one.
    private(set) var error: String?

    /// Reads the lines of `anneal run --json`.
    init(lines: String) {
        for line in lines.split(separator: "\n") {
            guard let event = try? JSONValue(parsing: String(line)) else { continue }
            switch event["type"]?.stringValue {
            case "usage":
                add(event["tokens"])
                modelSeconds += event["seconds"]?.doubleValue ?? 0
                requests += event["requests"]?.intValue ?? 0
            case "run.started": model = event["model"]?.stringValue ?? ""
            case "error": error = event["message"]?.stringValue
            case "run.completed": end(event)
            default: break
            }
        }
    }

    private mutating func add(_ tokens: JSONValue?) {
        promptTokens += max(0, (tokens?["prompt"]?.intValue ?? 0) - (tokens?["cached"]?.intValue ?? 0))
        generatedTokens += tokens?["generated"]?.intValue ?? 0
    }

    /// The sums of the whole run replace those of the single answers.
    private mutating func end(_ event: JSONValue) {
        (promptTokens, generatedTokens) = (0, 0)
        add(event["tokens"])
        seconds = event["seconds"]?.doubleValue
        modelSeconds = event["modelSeconds"]?.doubleValue ?? modelSeconds
        requests = event["requests"]?.intValue ?? requests
        model = event["model"]?.stringValue ?? model
        let all = event["requirements"]?.arrayValue?.flatMap { $0["criteria"]?.arrayValue ?? [] } ?? []
        let judged = all.compactMap { $0["verdict"]?.stringValue }
        criteria = (judged.count, judged.count { $0 == "verified" }, judged.count { $0 == "failed" })
        let verdicts = event["requirements"]?.arrayValue?.compactMap { $0["verdict"]?.stringValue } ?? []
        verified = verdicts.isEmpty ? 0 : Double(verdicts.count { $0 == "verified" }) / Double(verdicts.count)
    }
}
