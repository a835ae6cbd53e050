import AnnealDecisions
import AnnealFoundation

/// What the events of a run say of its costs and its verdicts; of a run that was killed, as far as it came.
struct CaseReport {
    /// The share of requirements that were verified.
    private(set) var verified = 0.0
    /// Criteria in all, verified and failed.
    private(set) var criteria = (all: 0, verified: 0, failed: 0)
    /// Tokens of prompts that the case had not sent before: what the server knew of an earlier case counts.
    private(set) var promptTokens = 0
    private(set) var generatedTokens = 0
    /// Of the run; `nil` where it did not come to its end and the clock counts.
    private(set) var seconds: Double?
    /// In which the model was asked.
    private(set) var modelSeconds = 0.0
    private(set) var requests = 0
    private(set) var model = ""
    /// The run's error, if it ended by one.
    private(set) var error: String?

    /// Reads the lines of `anneal run --json`.
    ///
    /// - Parameters:
    ///   - lines: an event each.
    ///   - elapsed: seconds of a run on the clock that did not come to its end.
    ///   - speed: of the model, where its seconds are reckoned from tokens; `nil` takes them from the clock.
    init(lines: String, elapsed: Double, speed: ModelSpeed? = nil) {
        var reckoned = 0.0
        // Before its first request a case has sent nothing, whatever the server's cache holds of others.
        var known: Int?
        for line in lines.split(separator: "\n") {
            guard let event = try? JSONValue(parsing: String(line)) else { continue }
            switch event["type"]?.stringValue {
            case "usage":
                add(event["tokens"])
                let cached = event["tokens"]?["cached"]?.intValue ?? 0
                reckoned += speed.map { Self.seconds(of: event, cached: known == nil ? 0 : cached, $0) } ?? 0
                known = known ?? cached
                modelSeconds += event["seconds"]?.doubleValue ?? 0
                requests += event["requests"]?.intValue ?? 0
            case "run.started": model = event["model"]?.stringValue ?? ""
            case "error": error = event["message"]?.stringValue
            case "run.completed": end(event)
            default: break
            }
        }
        promptTokens += known ?? 0
        if speed != nil {
            seconds = max(0, (seconds ?? elapsed) - modelSeconds) + reckoned
            modelSeconds = reckoned
        }
    }

    /// What a request would have taken on an idle machine.
    private static func seconds(of event: JSONValue, cached: Int, _ speed: ModelSpeed) -> Double {
        let tokens = event["tokens"]
        return speed.seconds(
            prompt: (tokens?["prompt"]?.intValue ?? 0) - cached,
            generated: tokens?["generated"]?.intValue ?? 0, answers: event["answers"]?.intValue ?? 1)
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
