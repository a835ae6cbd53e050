internal import AnnealFoundation

/// Reads what Anneal's own test runners print: lines of JSON behind a mark, so that other output does no harm.
///
/// `{"plan": [names]}` announces tests, `{"name": …, "status": …, "detail": …}` is one that ended.
enum TestRecords {
    /// What begins a record.
    static let mark = "@anneal-test "

    /// The outcomes, in the order in which the tests ended; announced tests that never ended come last.
    static func outcomes(from result: CommandResult) -> [TestOutcome] {
        var planned: [String] = []
        var outcomes: [TestOutcome] = []
        var ended = Set<String>()
        for line in result.standardOutput.split(whereSeparator: \.isNewline) where line.hasPrefix(mark) {
            guard let record = try? JSONValue(parsing: String(line.dropFirst(mark.count))) else { continue }
            if let names = record["plan"]?.arrayValue { planned += names.compactMap(\.stringValue) }
            guard let name = record["name"]?.stringValue, ended.insert(name).inserted else { continue }
            let status = record["status"]?.stringValue.flatMap { TestOutcome.Status(rawValue: $0) } ?? .errored
            outcomes.append(TestOutcome(name: name, status: status, detail: record["detail"]?.stringValue ?? ""))
        }
        let reason =
            result.ending == .timedOut
            ? "did not run: the time for all tests was up" : "did not run: the test run ended before it"
        outcomes += planned.filter { ended.insert($0).inserted }.map {
            TestOutcome(name: $0, status: .errored, detail: reason)
        }
        return outcomes
    }
}

/// Reads what static checks print: one JSON object a line.
enum StaticRecords {
    /// The faults in the order in which they were printed.
    static func findings(from result: CommandResult) -> [StaticFinding] {
        result.standardOutput.split(whereSeparator: \.isNewline).compactMap { line in
            guard line.hasPrefix("{"), let record = try? JSONValue(parsing: String(line)),
                let path = record["path"]?.stringValue, let message = record["message"]?.stringValue
            else { return nil }
            return StaticFinding(path: path, line: max(1, record["line"]?.intValue ?? 1), message: message)
        }
    }
}
