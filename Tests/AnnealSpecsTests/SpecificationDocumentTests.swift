import AnnealSpecs
import Foundation
import Testing

@Suite("The page on writing specifications")
struct SpecificationDocumentTests {
    /// A sentence of the page with what it says is read off it.
    struct Row: Sendable, CustomTestStringConvertible {
        var signature: String
        var sentence: String
        var checks: [String]

        var testDescription: String { sentence }
    }

    private static func rows() throws -> [Row] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/specifications.md"), encoding: .utf8)
        var signature = ""
        var rows: [Row] = []
        for line in page.split(separator: "\n") {
            if let match = line.wholeMatch(of: /For `(.+)`:/) { signature = String(match.1) }
            guard let match = line.wholeMatch(of: /\| (.+) \| (`.+`) \|/), !signature.isEmpty else { continue }
            let checks = match.2.matches(of: /`([^`]+)`/).map { String($0.1) }
            rows.append(Row(signature: signature, sentence: String(match.1), checks: checks))
        }
        return rows
    }

    @Test("each sentence of its tables gives what stands beside it")
    func sentences() throws {
        let rows = try Self.rows()
        #expect(rows.count >= 20)
        for row in rows {
            let found = try examples(python("`\(row.signature)` does it.\n\n- \(row.sentence)"))
            #expect(found == row.checks, "\(row.sentence)")
        }
    }
}
