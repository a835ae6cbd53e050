internal import AnnealFoundation

/// Reads the plain output of `swift test`: that of Swift Testing and that of XCTest.
enum SwiftTestOutput {
    /// The outcomes; a build that failed gives one errored outcome with the compiler's first errors.
    static func outcomes(from result: CommandResult) -> [TestOutcome] {
        let lines = (result.standardOutput + "\n" + result.standardError).sourceLines
        var order: [String] = []
        var status: [String: TestOutcome.Status] = [:]
        var details: [String: [String]] = [:]
        func note(_ name: String, _ ended: TestOutcome.Status) {
            if status[name] == nil { order.append(name) }
            status[name] = ended
        }
        for line in lines {
            if let record = testingRecord(line) {
                if let issue = record.issue {
                    details[record.name, default: []].append(issue)
                } else {
                    note(record.name, record.status)
                }
            } else if let record = xctestRecord(line) {
                note(record.name, record.status)
            }
        }
        let errors = lines.filter { $0.contains(": error: ") }
        if order.isEmpty, !result.succeeded {
            let text =
                errors.isEmpty ? String(result.standardError.suffix(400)) : errors.prefix(4).joined(separator: "\n")
            return [TestOutcome(name: "build", status: .errored, detail: String(text.prefix(590)))]
        }
        return order.map { name in
            TestOutcome(
                name: name, status: status[name] ?? .errored,
                detail: String((details[name] ?? []).joined(separator: "\n").prefix(590)))
        }
    }

    /// `✔ Test name() passed after …`, `✘ Test name() recorded an issue at FILE:1:2: TEXT`.
    private static func testingRecord(_ line: String) -> (name: String, status: TestOutcome.Status, issue: String?)? {
        guard let start = line.firstRange(of: " Test "), line.distance(from: line.startIndex, to: start.lowerBound) <= 3
        else { return nil }
        let rest = line[start.upperBound...]
        let ends: [(String, TestOutcome.Status)] = [
            (" passed after", .passed), (" failed after", .failed), (" skipped", .skipped),
            (" recorded an issue", .failed),
        ]
        for (mark, status) in ends {
            guard let range = rest.firstRange(of: mark) else { continue }
            let name = rest[..<range.lowerBound].split(separator: " ").joined(separator: " ")
                .replacing("\"", with: "")
            guard name != "run", !name.hasPrefix("run with") else { return nil }
            let issue = mark == " recorded an issue" ? String(rest[range.upperBound...].drop { $0 == " " }) : nil
            return (name, status, issue)
        }
        return nil
    }

    /// `Test Case 'Suite.name' passed (0.1 seconds)`.
    private static func xctestRecord(_ line: String) -> (name: String, status: TestOutcome.Status)? {
        guard line.hasPrefix("Test Case '") else { return nil }
        let parts = line.split(separator: "'")
        guard parts.count >= 3 else { return nil }
        let name = String(parts[1])
        if parts[2].hasPrefix(" passed") { return (name, .passed) }
        if parts[2].hasPrefix(" failed") { return (name, .failed) }
        return parts[2].hasPrefix(" skipped") ? (name, .skipped) : nil
    }
}
