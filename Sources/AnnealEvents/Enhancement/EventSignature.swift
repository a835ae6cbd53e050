internal import AnnealFoundation

/// What makes two events similar: the type, how much they matter, and members of their data that have few values.
///
/// There are three levels, from the narrowest to the type alone. A prediction uses the narrowest one that has enough cases.
enum EventSignature {
    /// Members of `data` that take few values and say what kind of event it is.
    static let words = [
        "arm", "decider", "executor", "kind", "level", "model", "outcome", "pattern", "phase", "point", "rule",
        "status",
        "strategy", "subject", "verdict",
    ]
    /// Numbers of which it matters whether they are none, one or many.
    static let numbers = ["attempt", "exitCode", "failed", "findings", "regressions"]

    /// The keys of an event, the narrowest first; equal ones once.
    static func keys(of event: CloudEvent) -> [String] {
        let weight = "\(event.type) \(event.severity.name)"
        var parts: [String] = []
        for name in words {
            guard let text = event.data[name]?.stringValue, text.utf8.count <= 64 else { continue }
            parts.append("\(name)=\(text)")
        }
        for name in numbers {
            guard let number = event.data[name]?.doubleValue else { continue }
            parts.append("\(name)=\(number == 0 ? "0" : number == 1 ? "1" : "many")")
        }
        if let truth = event.data["passed"]?.boolValue { parts.append("passed=\(truth)") }
        return (parts.isEmpty ? [] : ["\(weight) \(parts.joined(separator: " "))"]) + [weight, event.type]
    }
}
