import AnnealFoundation

/// A text with a secret in it, or with something that only looks like one.
///
/// Samples are written with runs `{class:number}` that a seeded generator fills, so that no scanner of repositories
/// finds a token in this file; `⟦` and `⟧` stand around what is secret.
struct SecretSample: Sendable, CustomStringConvertible {
    let path: String?
    let template: String

    /// The template names a sample in reports.
    var description: String { template }

    /// Reads samples, one a line: path (`-` for none), a bar, the text, in which `⏎` is a line end.
    static func read(_ table: String) -> [SecretSample] {
        table.split(separator: "\n").compactMap { line in
            let halves = line.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2 else { return nil }
            let path = halves[0].filter { $0 != " " }
            let text = halves[1].dropFirst().replacing("⏎", with: "\n").replacing("→", with: "\t")
            return SecretSample(path: path == "-" ? nil : path, template: String(text))
        }
    }

    /// The text, and the part of it that is secret.
    func filled(seed: UInt64) -> (text: String, secret: String?) {
        var generator = SplitMix64(seed: seed)
        let text = Self.fill(template, using: &generator)
        let parts = text.split(separator: "⟦", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return (text, nil) }
        let halves = parts[1].split(separator: "⟧", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2 else { return (text, nil) }
        return (String(parts[0] + halves[0] + halves[1]), String(halves[0]))
    }

    private static let digits = Array("0123456789")
    private static let lower = Array("abcdefghijklmnopqrstuvwxyz")
    private static let upper = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    private static let classes: [Substring: [Character]] = [
        "d": digits, "h": digits + Array("abcdef"), "H": digits + Array("ABCDEF"), "a": digits + lower + upper,
        "l": digits + lower, "u": digits + upper, "2": Array("234567") + upper, "A": lower + upper,
        "w": digits + lower + upper + ["_", "-"], "b": digits + lower + upper + ["+", "/"],
        "s": digits + lower + upper + Array("!@#$%^&*?_-+"), "z": lower, "c": Array("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"),
        "p": digits + lower + upper + Array("!@#%^&*()_+-=[]{}|;:,.?/~"),
    ]

    private static let words = [
        "walnut", "ferry", "cobble", "thistle", "ladder", "harvest", "copper", "lantern", "pigeon", "granite", "orchid",
        "tundra", "biscuit", "willow", "pebble", "ginger", "cactus", "walrus", "bramble", "kettle", "sparrow", "turnip",
        "mallet", "hazelnut",
    ]

    /// Fills runs; `{word:1}` becomes a word, `{Word:1}` one with a capital; `{64:text}` becomes the text in base64.
    private static func fill(_ template: String, using generator: inout SplitMix64) -> String {
        var result = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            let tail = rest[rest.index(after: open)...]
            guard let close = tail.firstIndex(of: "}") else { return result + rest[open...] }
            let halves = tail[..<close].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            if halves.count == 2, halves[0].lowercased() == "word" {
                let word = words.randomElement(using: &generator) ?? "word"
                result += halves[0] == "Word" ? word.prefix(1).uppercased() + word.dropFirst() : word
                rest = tail[tail.index(after: close)...]
            } else if halves.count == 2, let signs = classes[halves[0]], let number = Int(halves[1]) {
                result += run(signs, number, using: &generator)
                rest = tail[tail.index(after: close)...]
            } else if halves.count == 2, halves[0] == "64" || halves[0] == "web" {
                let text = halves[1].replacing("¶", with: run(classes["a"] ?? [], 20, using: &generator)).replacing(
                    "‹", with: "{"
                ).replacing("‡", with: "\0")
                result += base64(text.replacing("›", with: "}"), isWeb: halves[0] == "web")
                rest = tail[tail.index(after: close)...]
            } else {
                result.append("{")
                rest = tail
            }
        }
        return result + rest
    }

    /// A run that does not begin or end with a sign, and that has a digit where its class has.
    private static func run(_ signs: [Character], _ number: Int, using generator: inout SplitMix64) -> String {
        let plain = signs.filter { $0.isLetter || $0.isNumber }
        while true {
            var run = ""
            for index in 0..<number {
                let pool = index == 0 || index == number - 1 ? plain : signs
                run.append(pool.randomElement(using: &generator) ?? "x")
            }
            let isEven = number < 8 || !signs.contains("7") || !signs.contains("q") || run.contains(where: \.isNumber)
            if isEven { return run }
        }
    }

    private static func base64(_ text: some StringProtocol, isWeb: Bool) -> String {
        let alphabet = upper + lower + digits + Array(isWeb ? "-_" : "+/")
        let bytes = Array(text.utf8)
        var result = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = (0..<3).map { start + $0 < bytes.count ? Int(bytes[start + $0]) : 0 }
            let value = group[0] << 16 | group[1] << 8 | group[2]
            let count = min(3, bytes.count - start)
            for position in 0...count { result.append(alphabet[value >> (18 - 6 * position) & 63]) }
            if !isWeb { result += String(repeating: "=", count: 3 - count) }
        }
        return result
    }
}
