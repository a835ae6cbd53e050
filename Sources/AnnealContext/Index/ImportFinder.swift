/// Finds what a file imports by the beginnings of its lines.
enum ImportFinder {
    private static let beginnings: [String: [String]] = [
        "swift": ["import ", "@testable import ", "public import ", "internal import "],
        "python": ["import ", "from "], "go": ["import "], "rust": ["use ", "pub use ", "mod ", "pub mod "],
        "javascript": ["import ", "export "], "typescript": ["import ", "export "], "java": ["import "],
        "kotlin": ["import "], "scala": ["import "], "csharp": ["using "], "c": ["#include "], "cpp": ["#include "],
        "objectivec": ["#include ", "#import "], "ruby": ["require ", "require_relative "], "shell": ["source ", ". "],
        "php": ["use ", "require", "include"], "dart": ["import "],
    ]

    /// The imports of a file, each once, in the order of their lines, at most 200.
    ///
    /// - Parameters:
    ///   - bytes: the file's content.
    ///   - language: a name of `SourceSyntax`.
    /// - Returns: modules, or paths as they are written. Complexity: O(n).
    static func imports(in bytes: UnsafeBufferPointer<UInt8>, language: String) -> [String] {
        guard let beginnings = beginnings[language]?.map({ Array($0.utf8) }) else { return [] }
        var found: [String] = []
        var start = 0
        while start < bytes.count, found.count < 200 {
            var end = start
            while end < bytes.count, bytes[end] != 0x0A { end += 1 }
            let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
            if let beginning = beginnings.first(where: { line.count > $0.count && line.starts(with: $0) }),
                line.count < 300
            {
                let text = String(decoding: line.dropFirst(beginning.count), as: UTF8.self)
                if let name = name(in: text, language: language), !found.contains(name) { found.append(name) }
            } else if language == "go", line.count > 3, line.count < 200, line[0] == 0x09, line[1] == 0x22,
                line.last == 0x22
            {
                found.append(String(decoding: line[2..<(line.count - 1)], as: UTF8.self))
            }
            start = end + 1
        }
        return found
    }

    private static func name(in text: String, language: String) -> String? {
        switch language {
        case "javascript", "typescript", "dart", "go", "ruby", "php":
            let parts = text.split(whereSeparator: { $0 == "\"" || $0 == "'" })
            return parts.count > 1 ? String(parts[text.first == "\"" || text.first == "'" ? 0 : 1]) : nil
        case "c", "cpp", "objectivec":
            let name = text.split(whereSeparator: { "\"<>".contains($0) || $0.isWhitespace }).first
            return name.map(String.init)
        default:
            let name = text.prefix { !$0.isWhitespace && !";{(,".contains($0) }
            return name.isEmpty ? nil : String(name)
        }
    }
}
