/// Tells values that only stand for a secret from secrets.
enum Placeholder {
    /// Words that no random value holds, and that people write where a secret is to be put.
    private static let fillers: [StaticString] = [
        "example", "exampl3", "placeholder", "changeme", "change_me", "change-me", "changethis", "change_this",
        "change-this", "changeit", "replace", "your_", "your-", "yourpass", "yourtoken", "yourkey", "yoursecret",
        "yourapi", "yourown", "insert", "dummy", "redact", "masked", "filtered", "removed", "notreal", "not-real",
        "not_real", "not-a-", "not_a_", "notasecret", "fixme", "foobar", "foo_bar", "foo-bar", "xxxx", "****", "...",
        "\u{2026}", "\u{2022}", "\\u2022", "\\u2026", "0000000", "1234567", "abcdef", "abc-def", "qwerty", "asdfgh",
        "lorem", "todo_", "_todo", "todo-", "fake", "sample", "deadbeef", "put_", "enter_", "enter-", "goes-here",
        "goes_here", "goeshere", "-here", "_here", "some-", "some_", "hidden", "sanitized", "scrubbed", "invalid",
        "undefined", "11111", "aaaaa", "bbbbb", "99999", "omitted", "censored", "supersecret", "super-secret",
        "super_secret", "topsecret", "unsafe", "insecure", "notsecret", "not-secret", "mysecret", "mypassword",
    ]

    /// Words that show a weak value to be an example, a default or a name.
    private static let weakFillers: [StaticString] = [
        "password", "passw0rd", "passwd", "secret", "token", "test", "demo", "default", "foo", "bar", "admin", "guest",
        "user", "mock", "stub", "temp", "null", "none", "true", "false", "apikey", "api_key", "api-key", "my-", "my_",
        "localhost", "postgres", "mysql", "redis", "dev", "string", "value", "hello", "world", "hunter2", "letmein",
        "welcome", "abc123", "123456", "1234", "stuff", "thing", "blah", "spam", "eggs", "bogus", "wrong", "correct",
        "valid", "secure", "strong", "hash", "sha1", "sha2", "sha5", "md5", "utf", "base64", "aes", "rsa", "http",
    ]

    /// Whether a value is one; for values that look random.
    static func isFiller(_ text: ScannedText, _ range: Range<Int>) -> Bool {
        let short = range.clamped(to: range.lowerBound..<(range.lowerBound + 400))
        return fillers.contains { text.firstFolded($0, in: short) != nil }
    }

    /// Whether a value that a person could have thought of is one.
    static func isWeakFiller(_ text: ScannedText, _ range: Range<Int>) -> Bool {
        weakFillers.contains { text.firstFolded($0, in: range) != nil }
    }

    /// What references to a secret kept elsewhere begin with, in lower case.
    private static let references: [StaticString] = [
        "vault:", "!vault", "!ref", "!sub", "!secret", "!env", "!getatt", "!join", "!var", "secret:", "secrets.",
        "secret/", "secretsmanager", "secretref", "{{resolve", "resolve:", "ssm:", "arn:", "op://", "env:", "env.",
        "env(", "env[", "file:", "ref+", "keyring:", "keychain:", "projects/", "gcp-secret", "sm://", "awssm://",
        "gcpsm://", "akv", "kms:", "aws-sm:", "@microsoft.keyvault", "enc[", "enc(", "$ansible_vault", "process.env",
        "os.environ", "os.getenv", "getenv", "system.getenv", "import.meta", "config.", "config[", "config(", "var.",
        "local.", "data.", "module.", "self.", "this.", "settings.", "args.", "params.", "request.", "req.", "res.",
        "response.", "app.", "ctx.", "options.", "opts.", "props.", "state.", "event.", "context.", "session[",
        "steps.", "github.", "inputs.", "needs.", "lookup(", "from_env", "fromenv", "valuefrom", "secretkeyref",
        "https://", "http://", "s3://", "gs://", "ftp://", "postgres://", "jdbc:", "data:", "ssh-", "ecdsa-",
        "-----", "[secret:", "bearer ", "basic ", "none", "null", "nil", "pass:", "sha256:", "sha512-", "sha384-",
        "sha1-", "sha256-", "sha512:", "md5:", "urn:", "pkcs11:", "age1", "pgp-", "sops:", "bao:", "doppler:",
        "chamber:", "infisical:", "conjur:", "credstash:", "keepass:", "bw://", "bws:", "akeyless:", "azurekv",
        "hvault", "/run/secrets", "/var/run/", "/etc/", "/vault/", "lastpass:", "1password:", "systemd-creds",
    ]

    /// Whether a value refers to one that is elsewhere: a variable, a template, a call, a store, an address, a path.
    static func isReference(_ text: ScannedText, _ range: Range<Int>) -> Bool {
        let first = text[range.lowerBound]
        let second = text[range.lowerBound + 1]
        if first == Byte.dollar, ByteSet("{([A-Za-z_").contains(second), isVariable(text, range) { return true }
        if first == Byte.less { return true }
        if first == Byte.percent, second == Byte.parenthesis || second == Byte.brace { return true }
        if first == Byte.percent, text[range.upperBound - 1] == Byte.percent { return true }
        if first == Byte.brace || first == Byte.bracket && second != UInt8(ascii: "^") { return true }
        if first == Byte.at, second == Byte.bracket || second == Byte.brace { return true }
        if references.contains(where: { text.hasFolded($0, at: range.lowerBound) }) { return true }
        return isTemplate(text, range) || isPattern(text, range) || isDate(text, range)
    }

    /// Whether a value that begins with `$` goes on as a variable or a substitution, and not as a password could.
    private static func isVariable(_ text: ScannedText, _ range: Range<Int>) -> Bool {
        let second = text[range.lowerBound + 1]
        guard ByteSet.word.contains(second) else { return true }
        let end = text.skip(.word, from: range.lowerBound + 1)
        return end >= range.upperBound || !ByteSet.digits.contains(second) && ByteSet("./:-[(").contains(text[end])
    }

    private static let templates: [StaticString] = [
        "${", "{{", "}}", "$(", "#{", "<%", "%>", "\\(", "%(", "%@", "{0}", "{}", "{1}", "<your", "=>", "()",
        "(\"", "('", "[\"", "['", "\" +", "' +", "&&", "||",
    ]

    /// Whether a value is put together when the program runs.
    static func isTemplate(_ text: ScannedText, _ range: Range<Int>) -> Bool {
        // Among many random signs such pairs stand by chance.
        if range.count >= 32, ValueProfile(text, range).symbols * 6 >= range.count { return false }
        if templates.contains(where: { text.firstFolded($0, in: range) != nil }) { return true }
        guard let open = text.first(Byte.brace, in: range) else { return false }
        let end = text.skip(ByteSet("A-Za-z0-9_.:"), from: open + 1)
        return text[end] == Byte.closingBrace && end < range.upperBound && end - open > 2
    }

    private static let patterns: [StaticString] = [
        "a-z", "0-9", "\\d", "\\w", "\\s", "\\b", "(?", "[^", ".*", ".+", "]+", "]*", "]{",
    ]

    /// Whether a value is a pattern that describes other texts.
    private static func isPattern(_ text: ScannedText, _ range: Range<Int>) -> Bool {
        var found = 0
        for pattern in patterns where text.firstFolded(pattern, in: range) != nil { found += 1 }
        return found >= 2
    }

    private static func isDate(_ text: ScannedText, _ range: Range<Int>) -> Bool {
        let start = range.lowerBound
        return text.skip(.digits, from: start) == start + 4 && text[start + 4] == Byte.hyphen
            && text.skip(.digits, from: start + 5) == start + 7 && text[start + 7] == Byte.hyphen
    }

    /// Whether a value is the path of a file.
    static func isPath(_ text: ScannedText, _ range: Range<Int>, profile: ValueProfile) -> Bool {
        let first = text[range.lowerBound]
        let isRooted =
            first == Byte.slash || text.has("./", at: range.lowerBound) || text.has("../", at: range.lowerBound)
            || text.has("~/", at: range.lowerBound) || text.has(":\\", at: range.lowerBound + 1)
        return isRooted && (profile.wordShare >= 0.4 || profile.joints * 6 > profile.length)
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
