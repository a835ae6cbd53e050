internal import Foundation

/// Finds what a repository tells agents that work in it.
enum AgentRules {
    /// Files that hold rules, in the order in which they are looked for within a folder.
    static let names = [
        "AGENTS.md", "CLAUDE.md", ".cursorrules", ".windsurfrules", ".github/copilot-instructions.md", "GEMINI.md",
    ]
    /// Bytes of all rules together; what goes beyond is cut, farther folders first.
    static let byteLimit = 16 << 10

    /// How many folders down rules begin to hold: those of `.cursor` and `.github` hold for the whole repository.
    private static func depth(of path: String) -> Int {
        path.hasPrefix(".cursor/") || path.hasPrefix(".github/") ? 0 : path.count { $0 == "/" }
    }

    /// Whether rules stand before others: the widest first, the nearest last, and of one folder the usual file last.
    static func precedes(_ first: String, _ second: String) -> Bool {
        func rank(_ path: String) -> Int { names.firstIndex { path == $0 || path.hasSuffix("/" + $0) } ?? names.count }
        return (depth(of: first), -rank(first), first) < (depth(of: second), -rank(second), second)
    }

    /// Reads the rules.
    ///
    /// - Parameters:
    ///   - root: absolute path of the repository.
    ///   - listed: its files, hidden ones included.
    /// - Returns: texts by path.
    static func read(root: String, listed: [String]) -> [String: String] {
        let inRoot = names.filter { FileManager.default.fileExists(atPath: root + "/" + $0) }
        let below = listed.filter { path in
            path.contains("/") && names.contains { $0 == path.split(separator: "/").last ?? "" }
        }
        let cursor = listed.filter { $0.hasPrefix(".cursor/rules/") }
        let ordered = inRoot + (cursor + below).sorted { (depth(of: $0), $0) < (depth(of: $1), $1) }
        var rules: [String: String] = [:]
        var room = byteLimit
        for path in ordered where rules[path] == nil && room > 0 {
            // A link would bring what lies elsewhere into a prompt.
            guard let data = BoundedFile.read(root: root, path: path, limit: 1 << 20),
                let text = String(data: data, encoding: .utf8)
            else { continue }
            let kept = text.utf8.count <= room ? text : String(decoding: text.utf8.prefix(room), as: UTF8.self)
            guard !kept.isBlank else { continue }
            rules[path] = kept
            room -= min(room, kept.utf8.count)
        }
        return rules
    }
}
