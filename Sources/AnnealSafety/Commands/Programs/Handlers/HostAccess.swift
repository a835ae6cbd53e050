/// Servers of files.
enum Servers {
    private static let names: Set<String> = [
        "serve", "http-server", "live-server", "browser-sync", "lite-server", "json-server", "caddy", "darkhttpd",
        "miniserve", "webfsd",
    ]

    /// Whether a program hands the files of a folder to whoever asks for them.
    static func serve(_ name: String) -> Bool { names.contains(name) }
}

/// Programs that print what they read, unless they are told to change it in place.
enum InPlace {
    private static let options: [String: Set<String>] = [
        "yq": ["-i", "--inplace", "--in-place"], "tomlq": ["-i", "--in-place"], "xq": ["-i", "--in-place"],
        "jaq": ["-i", "--in-place"], "mlr": ["-I"], "xmlstarlet": ["-L", "--inplace"],
    ]

    /// Whether files are changed.
    static func isAsked(_ invocation: Invocation) -> Bool {
        guard let options = options[invocation.name] else { return false }
        return invocation.words.contains { options.contains($0.text) }
    }
}

extension CommandAnalysis {
    /// Notes that all that lies in a folder is handed to whoever asks for it.
    func serve(_ folder: Word) { touch(.read, folder, traits: .recursive) }

    /// Notes what tools of containers are given of this machine: its rights, its folders.
    func hostAccess(_ words: [Word]) {
        let wide = ["--privileged", "--privileged=true", "security.privileged=true", "--pid-host", "--net-host"]
        let options = ["--bind", "-B", "--bind-ro", "--mount", "--volume", "-v"]
        for (index, word) in words.enumerated() {
            let text = word.text
            if wide.contains(where: { text == $0 }) { emit(.privilege, target: text) }
            if text.hasPrefix("source=") {
                ProgramHandlers.mount(self, word)
            } else if let halves = word.halves, options.contains(halves.name), spend(8) {
                ProgramHandlers.mount(self, halves.value)
            } else if options.contains(text), index + 1 < words.count, spend(8) {
                ProgramHandlers.mount(self, words[index + 1])
            }
        }
    }
}
