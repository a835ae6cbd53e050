extension Placeholder {
    /// Whether a value is the path of a file.
    static func isPath(_ text: ScannedText, _ range: Range<Int>, profile: ValueProfile) -> Bool {
        let first = text[range.lowerBound]
        let isRooted =
            first == Byte.slash || text.has("./", at: range.lowerBound) || text.has("../", at: range.lowerBound)
            || text.has("~/", at: range.lowerBound) || text.has(":\\", at: range.lowerBound + 1)
        let folders: [StaticString] = [
            "/tmp/", "/run/", "/var/", "/home/", "/usr/", "/opt/", "/srv/", "/dev/", "/proc/", "/etc/", "/users/",
            "/private/", "/mnt/",
        ]
        if folders.contains(where: { text.hasFolded($0, at: range.lowerBound) }) { return true }
        return isRooted && (profile.wordShare >= 0.4 || profile.joints * 6 > profile.length) || isFileName(text, range)
    }

    private static let fileEndings: [StaticString] = [
        ".html", ".htm", ".js", ".mjs", ".css", ".json", ".jsonl", ".xml", ".yml", ".yaml", ".toml", ".py", ".png",
        ".svg", ".jpg", ".md", ".txt", ".pem", ".crt", ".cer", ".key", ".p12", ".pfx", ".jks", ".pub", ".gpg", ".asc",
        ".conf", ".cfg", ".ini", ".php", ".java", ".ts", ".tsx", ".go", ".sh", ".exe", ".dll", ".zip", ".gz", ".tar",
        ".tgz", ".log", ".sql", ".csv", ".keystore", ".properties", ".enc", ".age", ".swift", ".rs", ".cs", ".vue",
    ]

    /// Whether a value is the name of a file, or of a place in a page.
    private static func isFileName(_ text: ScannedText, _ range: Range<Int>) -> Bool {
        for ending in fileEndings where text.hasFolded(ending, at: range.upperBound - ending.utf8CodeUnitCount) {
            return true
        }
        return text.firstFolded(".html#", in: range) != nil
    }

    /// Whether a value is the name of a constant or a method in capitals: `PSK-AES128-CCM`, `SASL_SCRAM_512`.
    static func isConstant(_ text: ScannedText, _ range: Range<Int>, profile: ValueProfile) -> Bool {
        guard profile.lower == 0, profile.joints > 0, profile.symbols == 0, profile.length <= 48 else { return false }
        let tally = WordTally(text, range)
        return tally.words >= 2 && tally.letters * 5 >= profile.upper * 4
    }

    /// Whether a value has the form of a UUID.
    static func isUUID(_ text: ScannedText, _ range: Range<Int>) -> Bool {
        guard range.count == 36 else { return false }
        for (offset, index) in range.enumerated() {
            let isJoint = offset == 8 || offset == 13 || offset == 18 || offset == 23
            guard isJoint ? text[index] == Byte.hyphen : ByteSet.hexadecimal.contains(text[index]) else { return false }
        }
        return true
    }
}
