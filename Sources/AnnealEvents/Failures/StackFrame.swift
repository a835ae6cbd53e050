internal import Foundation

/// A frame of a stack trace, as Python, JavaScript, Java, Go, Rust, Swift, C and their kin print them.
struct StackFrame: Hashable {
    /// The function, without arguments and without what the compiler added to its name.
    var function: String
    /// The file's path, when the frame tells it.
    var file: String?

    /// Reads a line of output; `nil` when it is no frame.
    ///
    /// - Parameter line: the line.
    init?(_ line: Substring) {
        let text = line.drop { $0 == " " || $0 == "\t" }
        guard let frame = Self.python(text) ?? Self.at(text) ?? Self.numbered(text) else {
            return nil
        }
        self = frame
    }

    private init(_ function: Substring, _ file: Substring?) {
        self.function = Self.plain(function)
        self.file = file.map(String.init)
    }

    /// Whether the frame belongs to a library, a runtime or a test framework rather than to the project.
    var isForeign: Bool {
        if let file {
            let marks = [
                "site-packages/", "dist-packages/", "node_modules/", "/usr/lib", "/usr/include", "/usr/share",
                "/rustc/",
                ".cargo/", "/go/pkg/mod/", "/usr/local/go/", ".build/checkouts/", "<frozen", "node:", "internal/",
                "/python3", "/vendor/bundle/", "/.m2/", "/.gradle/",
            ]
            if marks.contains(where: file.contains) { return true }
        }
        let owners = [
            "java.", "javax.", "jdk.", "sun.", "kotlin.", "scala.", "org.junit", "junit.", "std::", "core::", "alloc::",
            "rust_begin_unwind", "__rust", "__libc", "_start", "runtime.", "testing.", "Swift.", "Testing.", "XCTest",
            "Foundation.", "swift_", "_dispatch", "pthread", "clone3",
        ]
        return owners.contains(where: function.hasPrefix)
    }

    /// The frame without what changes from machine to machine: `file.py:function`.
    var text: String {
        guard let name = file?.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last else { return function }
        return "\(name):\(function)"
    }

    /// `File "path", line 3, in function`
    private static func python(_ text: Substring) -> StackFrame? {
        guard text.hasPrefix("File \"") else { return nil }
        let rest = text.dropFirst(6)
        guard let quote = rest.firstIndex(of: "\"") else { return nil }
        let tail = rest[quote...]
        guard tail.contains(", line ") else { return nil }
        let function = tail.range(of: ", in ").map { tail[$0.upperBound...] } ?? "<module>"
        return StackFrame(function, rest[..<quote])
    }

    /// `at function (path:3:7)`, `at package.Class.method(File.java:3)`, `at path:3:7`
    private static func at(_ text: Substring) -> StackFrame? {
        guard text.hasPrefix("at ") else { return nil }
        let rest = text.dropFirst(3)
        if let open = rest.lastIndex(of: "("), rest.hasSuffix(")") {
            let inner = rest[rest.index(after: open)...].dropLast()
            return StackFrame(rest[..<open].trimmingSpaces, path(inner) ?? inner)
        }
        return path(rest).map { StackFrame("", $0) }
    }

    /// `#3 0x00007f in function (arguments) at path:3`, `12: crate::function`, `3  Module  0x0001 function + 20`
    private static func numbered(_ text: Substring) -> StackFrame? {
        let isHash = text.hasPrefix("#")
        let digits = text.dropFirst(isHash ? 1 : 0).prefix { $0.isNumber }
        guard !digits.isEmpty, digits.count <= 4 else { return nil }
        var rest = text.dropFirst(digits.count + (isHash ? 1 : 0))
        let isColon = rest.hasPrefix(": ")
        guard isHash || isColon else { return nil }
        rest = rest.dropFirst(isColon ? 2 : 0).drop { $0 == " " }
        if rest.hasPrefix("0x") {
            rest = rest.drop { $0 != " " }.dropFirst()
            for lead in ["in ", "- "] where rest.hasPrefix(lead) { rest = rest.dropFirst(lead.count) }
        }
        let file = rest.range(of: " at ", options: .backwards).flatMap { path(rest[$0.upperBound...]) }
        let name = rest.range(of: " at ").map { rest[..<$0.lowerBound] } ?? rest
        let function = name.prefix { $0 != " " && $0 != "(" }
        guard let first = function.first, first.isLetter || first == "_" || first == "$" else { return nil }
        return StackFrame(function, file)
    }

    /// The path of `path:3:7`, when a line number is there.
    private static func path(_ text: Substring) -> Substring? {
        var rest = text
        var found = 0
        while found < 2, let colon = rest.lastIndex(of: ":") {
            let number = rest[rest.index(after: colon)...]
            guard !number.isEmpty, number.allSatisfy(\.isNumber) else { break }
            rest = rest[..<colon]
            found += 1
        }
        return found > 0 && !rest.isEmpty ? rest : nil
    }

    /// A name without hashes that a compiler appends, such as `::h0123456789abcdef`.
    private static func plain(_ function: Substring) -> String {
        let name = function.trimmingSpaces
        guard let hash = name.range(of: "::h", options: .backwards) else { return String(name) }
        let digits = name[hash.upperBound...]
        return digits.count == 16 && digits.allSatisfy(\.isHexDigit) ? String(name[..<hash.lowerBound]) : String(name)
    }
}

extension Substring {
    /// The text without spaces at both ends.
    var trimmingSpaces: Substring {
        var text = drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" || last == "\r" { text = text.dropLast() }
        return text
    }
}
