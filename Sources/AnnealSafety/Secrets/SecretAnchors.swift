/// The short texts that the scanner looks for, and what is read where one stands.
struct SecretAnchors: Sendable {
    /// What is read at an anchor.
    enum Meaning: Sendable {
        case token(Int)
        case name
        case address
        case armour
        case putty
        case keyValue
        case webKey
        case webToken
        case kubernetes
        case scheme(AuthorizationScheme)
        case cookie
        case command(Int)
        case hash
        case postgres
        case identified
        case phrase
        case secureString
    }

    let automaton: AnchorAutomaton
    let meanings: [Meaning]
    let lengths: [Int]

    /// The anchors of all rules and readers, built once.
    static let standard = SecretAnchors()

    private init() {
        var texts: [[UInt8]] = []
        var meanings: [Meaning] = []
        func add(_ words: [String], _ meaning: Meaning) {
            for word in words {
                texts.append(Array(word.utf8))
                meanings.append(meaning)
            }
        }
        for (number, rule) in TokenRules.all.enumerated() {
            texts.append(rule.pattern.anchor)
            meanings.append(.token(number))
        }
        add(
            [
                "pass", "pwd", "secret", "token", "key", "auth", "cred", "psk", "salt", "_pw", "pw=", "pw:", "jwt",
                "kennwort", "senha", "contrasena", "motdepasse", "pepper", "_pat", "totp",
            ], .name)
        add(["://"], .address)
        add(["-----begin ", "---- begin ssh2 encrypted"], .armour)
        add(["private-lines:"], .putty)
        add(["<rsakeyvalue>"], .keyValue)
        add(["\"kty\"", "'kty'"], .webKey)
        add(["eyj"], .webToken)
        add(
            ["kind: secret", "kind: \"secret\"", "\"kind\": \"secret\"", "\"kind\":\"secret\"", "kind: 'secret'"],
            .kubernetes)
        add(["bearer "], .scheme(.bearer))
        add(["basic "], .scheme(.basic))
        add(["cookie"], .cookie)
        add(
            [
                "$apr1$", "$2a$", "$2b$", "$2y$", "$6$", "$5$", "$1$", "$y$", "$7$", "$argon2", "{sha}", "{ssha}",
                "pbkdf2_sha256$", "scram-sha-256$",
            ], .hash)
        add([":5432:", ":5433:", ":6432:"], .postgres)
        add(["identified by", "identified with"], .identified)
        add(["mnemonic", "seed phrase", "seed_phrase", "recovery phrase", "recovery_phrase"], .phrase)
        add(["convertto-securestring"], .secureString)
        for (number, rule) in CommandRules.all.enumerated() { add([rule.program], .command(number)) }
        automaton = AnchorAutomaton(texts)
        self.meanings = meanings
        lengths = texts.map(\.count)
    }
}
