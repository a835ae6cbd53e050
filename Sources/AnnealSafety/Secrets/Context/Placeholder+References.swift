extension Placeholder {
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
        if first == Byte.less || first == Byte.hash && second != Byte.hash && isAnchor(text, range) { return true }
        // Escaped brackets of a pattern, entities of HTML.
        if first == Byte.backslash && ByteSet("<([x").contains(second) || first == Byte.ampersand && second == Byte.hash
        {
            return true
        }
        if first == Byte.parenthesis {
            // A remark: `(sensitive)`, `(known after apply)`.
            let isWords = text.skip(ByteSet("A-Za-z -"), from: range.lowerBound + 1) >= range.upperBound - 1
            if isWords || text.first(Byte.closingParenthesis, in: range) == nil { return true }
        }
        if first == Byte.percent, second == Byte.parenthesis || second == Byte.brace { return true }
        if first == Byte.percent, text[range.upperBound - 1] == Byte.percent { return true }
        if first == Byte.brace || first == Byte.bracket && second != UInt8(ascii: "^") { return true }
        if first == Byte.hyphen, second == Byte.hyphen { return true }
        // What closes one call and begins another is between two texts.
        if first == Byte.closingParenthesis { return true }
        if ByteSet.quotes.contains(first), text[range.upperBound - 1] == first { return true }
        // Escapes of a program's text in a row: data of a test.
        if text.firstFolded("\\x0", in: range) != nil || text.firstFolded("\\u20", in: range) != nil { return true }
        if text[range.upperBound - 2] == Byte.backslash, ValueProfile(text, range).digits == 0 { return true }
        // All names with a beginning: `app/credentials-*`.
        if text[range.upperBound - 1] == Byte.star, ByteSet("-/.!").contains(text[range.upperBound - 2]) { return true }
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
        "${", "{{", "}}", "$(", "#{", "<%", "%>", "\\(", "%(", "{0}", "{}", "{1}", "<your", "=>", "()",
        "(\"", "('", "[\"", "['", "\" +", "' +", "&&", "||", "</", "\\|", "\\.$", "%0a", "=$", "][",
    ]

    /// Whether a value is put together when the program runs.
    static func isTemplate(_ text: ScannedText, _ range: Range<Int>) -> Bool {
        // Among many random signs such pairs stand by chance.
        if range.count >= 32, ValueProfile(text, range).symbols * 6 >= range.count { return false }
        if templates.contains(where: { text.firstFolded($0, in: range) != nil }) { return true }
        // The place of an object in a format of Objective-C, and not two signs of a random value.
        if text.firstFolded("%@", in: range) != nil, ValueProfile(text, range).digits == 0 { return true }
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

    /// Whether a value is a place within a page: `#section-2_key`.
    private static func isAnchor(_ text: ScannedText, _ range: Range<Int>) -> Bool {
        text.skip(ByteSet("A-Za-z0-9_.:-"), from: range.lowerBound + 1) >= range.upperBound
            && ValueProfile(text, range).wordShare > 0.2
    }

    /// Whether a value is a call or a selector of a program rather than a text: `strpart(a`, `.specific([`.
    static func isExpression(_ text: ScannedText, _ range: Range<Int>) -> Bool {
        var name = range.lowerBound
        if text[name] == Byte.dot { name += 1 }
        let end = text.skip(ByteSet("A-Za-z0-9_.:"), from: name)
        guard end > name + 1, end < range.upperBound, text[end] == Byte.parenthesis,
            ValueProfile(text, name..<end).wordShare > 0.4
        else { return false }
        return text[range.lowerBound] == Byte.dot || text.first(Byte.closingParenthesis, in: range) == nil
            || text[range.upperBound - 1] == Byte.closingParenthesis
    }

    private static func isDate(_ text: ScannedText, _ range: Range<Int>) -> Bool {
        let start = range.lowerBound
        return text.skip(.digits, from: start) == start + 4 && text[start + 4] == Byte.hyphen
            && text.skip(.digits, from: start + 5) == start + 7 && text[start + 7] == Byte.hyphen
    }
}
