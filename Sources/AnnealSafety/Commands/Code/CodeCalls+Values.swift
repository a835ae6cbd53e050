/// Calls whose name or value follows from constant texts.
extension CodeCalls {
    /// Calls whose name is a text: `getattr(os, "system")("…")`, `Kernel.send(:system, "…")`,
    /// `call_user_func("system", "…")`.
    mutating func addNamed(_ name: String, _ body: ArraySlice<CodeToken>, end: Int) {
        let verb = name.split { $0 == "." || $0 == ":" }.last.map(String.init) ?? name
        switch verb {
        case "getattr":
            let parts = split(body)
            guard parts.count > 1, let called = value(parts[1])?.first, end + 1 < tokens.count,
                tokens[end + 1] == .sign(0x28)
            else { return }
            let inner = close(end + 1)
            add(called, tokens[min(end + 2, inner)..<inner])
        case "send", "public_send", "__send__", "call_user_func", "call_user_func_array":
            let parts = split(body)
            guard let first = parts.first else { return }
            var called = value(first)?.first
            if first.first == .sign(0x3A), case .name(let symbol)? = first.dropFirst().first { called = symbol }
            guard let called, parts.count > 1, let start = parts[1].indices.first else { return }
            add(called, tokens[start..<end])
        default: break
        }
    }

    /// Calls that only make paths and texts.
    func callValue(_ name: String, _ body: ArraySlice<CodeToken>, depth: Int) -> String? {
        let arguments = split(body).map { value($0, depth: depth + 1)?.joined(separator: " ") }
        let verb = name.split { $0 == "." || $0 == ":" }.last.map(String.init)?.lowercased() ?? ""
        switch verb {
        case "expanduser", "path", "purepath", "posixpath", "abspath", "realpath", "resolve", "str", "string",
            "expandvars", "expand_path", "fspath", "glob", "normpath", "rstrip", "strip", "encode":
            guard let first = arguments.first ?? nil else { return nil }
            return first.hasPrefix("~") ? home + first.dropFirst() : first
        case "home", "homedir", "nshomedirectory": return home
        case "getcwd", "cwd", "pwd", "getwd": return folder
        case "join":
            let isPath = name.hasPrefix("os") || name.contains("path") || name.hasPrefix("File")
            // Arrays are joined by one argument, paths are made of several.
            let isPaths =
                isPath || arguments.count > 1 && (arguments[0].map { $0.hasPrefix("/") || $0.hasPrefix("~") } ?? false)
            let known = arguments.compactMap { $0 }
            guard known.count == arguments.count, !known.isEmpty else {
                // `join("/opt", name)`: what lies below a folder that is known.
                guard isPaths, let first = arguments.first ?? nil, first.hasPrefix("/"),
                    !first.hasPrefix(folder), !first.hasPrefix("/tmp")
                else { return nil }
                return first + "/" + Mark.unknownText
            }
            return known.joined(separator: isPaths ? "/" : " ")
        case "chr", "fromcharcode":
            let numbers = arguments.compactMap { $0.flatMap { UInt8($0) } }
            guard numbers.count == arguments.count else { return nil }
            return String(decoding: numbers.filter { !Mark.isMark($0) }, as: UTF8.self)
        case "b64decode", "decode64", "atob", "base64_decode", "urlsafe_b64decode":
            return (arguments.first ?? nil).flatMap(Decoding.base64)
        case "fromhex", "unhexlify", "hex2bin": return (arguments.first ?? nil).flatMap(Decoding.hexadecimal)
        case "getenv": return arguments.first == "HOME" ? home : nil
        default: return nil
        }
    }
}
