import AnnealFoundation
import ArgumentParser

/// What a run may spend.
struct BudgetOptions: ParsableArguments {
    @Option(help: "Time, such as 10m; the run ends within it with the best it has.") var budgetTime: String?
    @Option(help: "Tokens of prompts that were not cached and of answers.") var budgetTokens: Int?
    @Option(help: "US dollars.") var budgetCost: Double?

    /// The flags by setting.
    var flags: [String: String] {
        var flags: [String: String] = [:]
        flags["budget.time"] = budgetTime
        flags["budget.tokens"] = budgetTokens.map(String.init)
        flags["budget.cost"] = budgetCost.map { String($0) }
        return flags
    }

    func validate() throws {
        if let budgetTokens, budgetTokens < 1 { throw ValidationError("--budget-tokens takes a number above 0") }
        if let budgetCost, !(budgetCost > 0) { throw ValidationError("--budget-cost takes an amount above 0") }
        if let budgetTime, (Duration(written: budgetTime) ?? .zero) <= .zero {
            throw ValidationError("--budget-time takes a length of time such as 90s, 10m or 1h")
        }
    }
}

/// How a run talks to the model, to commands and to the person.
struct TrafficOptions: ParsableArguments {
    @Flag(help: "Run commands without a sandbox: only where nothing can be harmed.") var noSandbox = false
    @Option(help: "Write the model's answers to this cassette.") var record: String?
    @Option(help: "Take the model's answers from this cassette; nothing is asked.") var replay: String?
    @Option(name: .customLong("set"), help: "A setting, as key=value; may be given several times.")
    var set: [String] = []
    @Option(help: "A rule whose commands need no answer, such as network; may be given several times.")
    var allow: [String] = []
    @Flag(help: "Print the events, one JSON object a line; the last is run.completed.") var json = false

    /// The flags by setting.
    var flags: [String: String] {
        get throws {
            var flags: [String: String] = [:]
            for assignment in set {
                guard let mark = assignment.firstIndex(of: "=") else {
                    throw ValidationError("--set takes key=value, not '\(assignment)'")
                }
                let key = String(assignment[..<mark])
                guard Setting.named(key) != nil else {
                    throw ConfigurationError(
                        code: .unknownKey, message: "there is no setting '\(key)'", place: "--set",
                        remedy: "`anneal config list` shows all")
                }
                flags[key] = String(assignment[assignment.index(after: mark)...])
            }
            if !allow.isEmpty { flags["guard.allow"] = allow.joined(separator: ",") }
            if noSandbox { flags["sandbox.enabled"] = "false" }
            return flags
        }
    }

    func validate() throws {
        if record != nil && replay != nil { throw ValidationError("--record and --replay exclude each other") }
    }
}
