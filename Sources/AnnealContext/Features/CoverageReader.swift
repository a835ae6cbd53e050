internal import AnnealFoundation
internal import Foundation

/// Reads the share of covered lines from a report that lies in a project.
enum CoverageReader {
    private static let places = [
        "coverage.json", "coverage.xml", "lcov.info", "coverage/lcov.info", "coverage/coverage-summary.json",
        "coverage/cobertura-coverage.xml", "build/coverage.xml", "cobertura.xml",
    ]

    /// The share from 0 to 1; `nil` where there is no report that can be read.
    static func read(root: String) -> Double? {
        for place in places {
            guard let data = BoundedFile.read(root: root, path: place, limit: 64 << 20) else { continue }
            let text = String(decoding: data, as: UTF8.self)
            let share = place.hasSuffix(".json") ? json(text) : place.hasSuffix(".xml") ? cobertura(text) : lcov(text)
            if let share, (0...1).contains(share) { return share }
        }
        return nil
    }

    /// coverage.py's report, and that of istanbul.
    private static func json(_ text: String) -> Double? {
        guard let value = try? JSONValue(parsing: text) else { return nil }
        let percent = value["totals"]?["percent_covered"]?.doubleValue ?? value["total"]?["lines"]?["pct"]?.doubleValue
        return percent.map { $0 / 100 }
    }

    private static func cobertura(_ text: String) -> Double? {
        guard let start = text.range(of: "line-rate=\"")?.upperBound else { return nil }
        return Double(text[start...].prefix { $0 != "\"" })
    }

    private static func lcov(_ text: String) -> Double? {
        var found = 0
        var hit = 0
        for line in text.split(separator: "\n") {
            // Numbers that no report has are wrong, and must not overflow.
            if line.hasPrefix("LF:") { found = found.clampedSum(Int(line.dropFirst(3)) ?? 0) }
            if line.hasPrefix("LH:") { hit = hit.clampedSum(Int(line.dropFirst(3)) ?? 0) }
        }
        return found > 0 ? Double(hit) / Double(found) : nil
    }
}
