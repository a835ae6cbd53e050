/// A line of a stack trace.
enum TraceLine {
    /// A frame of the project, and one of a library, a runtime or a test framework.
    case own
    case foreign
    /// Belongs to the frame above: its source, marks below it.
    case detail
    /// No part of a trace.
    case none

    private static let foreignMarks = [
        "site-packages/", "dist-packages/", "node_modules/", "/usr/lib/", "/usr/include/", "/usr/share/", "/rustc/",
        ".cargo/", "/go/pkg/mod/", "/usr/local/go/", "/usr/local/lib/", ".build/checkouts/", "<frozen ", "<string>",
        "node:",
        "internal/", "/lib/python3", "/.pyenv/", "/vendor/bundle/", "/.m2/", "/.gradle/", "/swift/usr/", "libswift",
        "libc.so", "libdispatch", "libFoundation", "XCTest", "Testing.", "/unittest/", "/asyncio/", "java.base/",
        "org.junit", "jdk.internal", "<compiler-generated>",
    ]

    /// What a line is.
    ///
    /// - Parameters:
    ///   - line: the line.
    ///   - previous: what the line above is.
    /// - Returns: the kind.
    static func kind(of line: Substring, after previous: TraceLine) -> TraceLine {
        let indent = line.prefix { $0 == " " || $0 == "\t" }.count
        let text = line.dropFirst(indent)
        if isFrame(text, indent: indent) {
            return foreignMarks.contains { text.contains($0) } ? .foreign : .own
        }
        // Python and Rust print source and place below a frame, deeper than it.
        if case .none = previous { return .none }
        let isBelow = line.hasPrefix("    ") || line.hasPrefix("\t") || line.hasPrefix("  [Previous line repeated")
        return isBelow && !text.isEmpty ? .detail : .none
    }

    private static func isFrame(_ text: Substring, indent: Int) -> Bool {
        if text.hasPrefix("File \""), text.contains(", line ") { return true }
        if indent > 0, text.hasPrefix("at ") { return hasPlace(text) || text.hasSuffix(")") }
        // Node's test runner leaves the word out: `total (/path/file.js:3:7)`.
        if indent > 3, hasPlace(text, numbers: 2) { return text.hasSuffix(")") || !text.contains(" ") }
        if text.hasPrefix("#"), text.dropFirst().first?.isNumber ?? false {
            return text.contains(" in ") || text.contains("0x")
        }
        // Swift: `12 [ra] 0x00007f function + 20 in program at /path/file.swift:3:7`.
        let digits = text.prefix { $0.isNumber }
        guard !digits.isEmpty, digits.count < 5 else { return false }
        let rest = text.dropFirst(digits.count).drop { $0 == " " }
        return rest.hasPrefix("[ra] ") || rest.hasPrefix("0x0000") || (rest.hasPrefix(": ") && rest.contains("::"))
            || (rest.contains(" 0x0000") && rest.contains(" + "))
    }

    /// Whether a line number stands at the end, as in `path:3)`, or a line and a column, as in `path:3:7`.
    private static func hasPlace(_ text: Substring, numbers: Int = 1) -> Bool {
        var end = text.last == ")" ? text.dropLast() : text
        for _ in 0..<numbers {
            let digits = end.reversed().prefix { $0.isNumber }
            guard !digits.isEmpty, end.dropLast(digits.count).last == ":" else { return false }
            end = end.dropLast(digits.count + 1)
        }
        return true
    }
}
