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
        case call(Int)
        case typed
        case characters
        case twilio
        case dataSource
        case wireless
        case terraform
        case piped
        case pair
        case foreign
        case insert
        case plainAuthentication
        case login
        case headerField
        case encodedPair
        case oracle
        case listed
        case grouped
        case announced
        case handed
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
                "pass", "pwd", "secret", "token", "key", "auth", "cred", "psk", "salt", "_pw", "pw=", "pw:", "pw ",
                "jwt",
                "kennwort", "senha", "contrasena", "motdepasse", "pepper", "_pat", "totp", "keymaterial", "masterauth",
                "appid",
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
        add(
            [
                "mnemonic", "seed phrase", "seed_phrase", "recovery phrase", "recovery_phrase", "hdwallet",
                "from_phrase", "fromphrase",
                "wallet words", "backup phrase", "bip39", "seed words", "wallet seed", "seed:", "seed =", "seed=",
            ], .phrase)
        add(["convertto-securestring"], .secureString)
        for (number, rule) in CallRules.all.enumerated() { add([rule.function], .call(number)) }
        add(["send \"", "send -- \"", "sendline", ".fill", "send_keys", "sendkeys", ".type", "fill_in"], .typed)
        add([" / ", "admin:", "root:", "administrator:"], .pair)
        add(
            [
                "contrase\u{f1}a", "l\u{f6}senord", "has\u{142}o", "jelsz\u{f3}",
                "\u{43f}\u{430}\u{440}\u{43e}\u{43b}\u{44c}",
                "\u{41f}\u{430}\u{440}\u{43e}\u{43b}\u{44c}", "\u{5bc6}\u{7801}", "\u{5bc6}\u{78bc}",
                "\u{30d1}\u{30b9}\u{30ef}\u{30fc}\u{30c9}", "\u{be44}\u{bc00}\u{bc88}\u{d638}", "wachtwoord",
                "adgangskode",
                "salasana", "heslo", "\u{15f}ifre",
            ], .foreign)
        add(["insert into "], .insert)
        add(["auth plain", "authenticate plain"], .plainAuthentication)
        add([" login "], .login)
        add(["forhttpheaderfield"], .headerField)
        add(
            [
                "btoa(", "b64encode(", "base64_encode(", "buffer.from(", "encodetostring(", "encode64(",
                "encode_base64(",
            ],
            .encodedPair)
        add(
            [
                "backup codes", "recovery codes", "scratch codes", "emergency codes", "backup-codes", "recovery_codes",
                "backup_codes",
            ], .listed)
        add(["setup key", "manual entry", "authenticator key", "this secret", "secret key", "this key"], .grouped)
        add(["<<<", "<(echo ", "<(printf "], .handed)
        add(["key content", "unseal key", "sicherheitsschl\u{fc}ssel", "netzwerkschl\u{fc}ssel"], .announced)
        add(["oracle:thin:", "oracle:oci:", "oracle:oci8:"], .oracle)
        add([".tochararray()"], .characters)
        add(["\"ac", "'ac"], .twilio)
        add(["@tcp(", "@unix("], .dataSource)
        add(["wifi:"], .wireless)
        add(["random_password\""], .terraform)
        add(
            [
                "chpasswd", "sudo -s", "--stdin", "password-stdin", "cryptsetup ", "passphrase-fd 0", "kinit",
                "smbpasswd -",
            ],
            .piped)
        for (number, rule) in CommandRules.all.enumerated() { add([rule.program], .command(number)) }
        automaton = AnchorAutomaton(texts)
        self.meanings = meanings
        lengths = texts.map(\.count)
    }
}
