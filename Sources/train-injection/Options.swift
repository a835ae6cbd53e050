/// What the command line of the training program says.
struct Options {
    private var values: [String: String] = [:]
    private var flags: Set<String> = []
    /// What is no option: the data folder.
    var folder = "Sources/train-injection/data"

    /// Reads `--name=value`, `--flag` and the folder.
    init(_ arguments: some Sequence<String>) {
        for argument in arguments {
            guard argument.hasPrefix("--") else {
                folder = argument
                continue
            }
            let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1)
            guard let name = parts.first.map(String.init) else { continue }
            if parts.count == 2 { values[name] = String(parts[1]) } else { flags.insert(name) }
        }
    }

    func has(_ flag: String) -> Bool { flags.contains(flag) }
    func text(_ name: String) -> String? { values[name] }
    func number(_ name: String, _ fallback: Double) -> Double { values[name].flatMap { Double($0) } ?? fallback }
}
