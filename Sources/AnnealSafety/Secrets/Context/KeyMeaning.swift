/// What a name says of its value.
struct KeyMeaning: Sendable, Hashable {
    /// The sort of secret that the name announces.
    enum Sort: Sendable {
        /// A password: what a person could have thought of counts as well.
        case password
        /// A secret or credential.
        case secret
        /// A token or a key that opens something: must look random.
        case token
        /// A key of unknown purpose, a salt, a seed: must look random and be long.
        case weak
        /// `auth` and the like: credentials in base64 or as a pair, or something long and random.
        case identity
    }

    var sort: Sort
    /// Whether the name is that of a command's option, such as `--password`.
    var isOption = false
    /// Whether nothing but a password can be meant: `pass` alone is a step of a compiler as well.
    var isClear = true
    /// Whether the name announces a password of several words, or one for a radio network.
    var isPhrase = false

    /// The kind of a finding under such a name.
    var kind: SecretKind {
        switch sort {
        case .password: .password
        case .secret: .secret
        case .token: .token
        case .weak: .key
        case .identity: .token
        }
    }

    /// Reads a name; `nil` when its value is no secret.
    ///
    /// Words are told apart by signs and by changes from lower to upper case. The last word for a secret decides,
    /// unless a word after it says that the value is only about the secret (`password_length`, `tokenURL`).
    static func of(_ text: ScannedText, _ range: Range<Int>) -> KeyMeaning? {
        var reader = KeyReader(text: text)
        var index = range.lowerBound
        while index < range.upperBound {
            let start = index
            guard ByteSet.letters.contains(text[index]) else {
                index += 1
                continue
            }
            index += 1
            while index < range.upperBound, ByteSet.letters.contains(text[index]) {
                let isStart =
                    Byte.isUpper(text[index])
                    && (Byte.isLower(text[index - 1])
                        || (Byte.isLower(text[index + 1]) && index + 1 < range.upperBound && !isPlural(text, index)))
                if isStart { break }
                index += 1
            }
            reader.add(start..<index)
        }
        let isMaterial = ["keymaterial", "preshared", "pre-shared", "pre_shared"].contains { (word: StaticString) in
            text.firstFolded(word, in: range) != nil
        }
        guard var meaning = isMaterial ? KeyMeaning(sort: .password) : reader.meaning else { return nil }
        meaning.isClear = range.count > 4 || !text.hasFolded("pass", at: range.lowerBound)
        for word in ["phrase", "psk", "wpa", "wifi", "keymaterial", "requirepass", "shared"] as [StaticString]
        where text.firstFolded(word, in: range) != nil {
            meaning.isPhrase = true
        }
        return meaning
    }

    /// Whether the letters at a position are the `s` in `IDs` or `URLs`.
    private static func isPlural(_ text: ScannedText, _ index: Int) -> Bool {
        text[index + 1] == UInt8(ascii: "s") && !ByteSet.letters.contains(text[index + 2])
    }
}

/// Puts together the words of a name.
private struct KeyReader {
    let text: ScannedText
    private var sort: KeyMeaning.Sort?
    private var previous = KeyWord.plain
    private var isOpened = false
    private var isPublic = false
    private var isAbout = false
    private var isShown = false
    /// Whether a word before says that a key signs or validates.
    private var isSigning = false

    init(text: ScannedText) { self.text = text }

    mutating func add(_ range: Range<Int>) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in range { hash = KeyWords.hash(hash, Byte.folded(text[index])) }
        var word = KeyWords.meaning(hash)
        if word == .plain { word = ending(range) }
        switch word {
        case .plain: break
        case .password: found(.password)
        case .secret:
            found(.secret)
            isOpened = true
        case .token:
            found(.token)
            isOpened = true
        case .key: foundKey()
        case .identity:
            if sort == nil { found(.identity) }
            isOpened = true
        case .opening: isOpened = true
        case .open, .about: if sort != nil { isAbout = true }
        case .shown: isShown = true
        }
        if text.hasFolded("csrf", at: range.lowerBound) || text.hasFolded("requestverification", at: range.lowerBound) {
            isShown = true
        }
        if text.hasFolded("publi", at: range.lowerBound) { isPublic = true }
        let signing: [StaticString] = ["jwt", "signing", "hmac", "validation"]
        isSigning = signing.contains { range.count == $0.utf8CodeUnitCount && text.hasFolded($0, at: range.lowerBound) }
        if sort == .password, text.hasFolded("encr", at: range.lowerBound) { isAbout = true }
        previous = word
    }

    /// Words written together: `dbpassword`, `mysecret`, `usertoken`.
    private func ending(_ range: Range<Int>) -> KeyWord {
        func ends(_ word: StaticString) -> Bool {
            range.count > word.utf8CodeUnitCount && text.hasFolded(word, at: range.upperBound - word.utf8CodeUnitCount)
        }
        if ends("password") || ends("passwd") || ends("passphrase") || ends("pwd") || ends("passwort") {
            return .password
        }
        if ends("secret") { return .secret }
        if ends("apikey") || ends("token") || ends("secretkey") || ends("accesskey") || ends("authkey") {
            return .token
        }
        return .plain
    }

    private mutating func found(_ new: KeyMeaning.Sort) {
        sort = new
        isAbout = false
    }

    private mutating func foundKey() {
        guard !isPublic, previous != .open else {
            sort = nil
            isAbout = true
            return
        }
        if previous == .secret || isSigning, text.place.form == .code {
            // What signs is often thought of by a person.
            found(.secret)
        } else if sort == .secret || sort == .token || sort == .password || sort == .identity || isOpened || isSigning {
            found(.token)
        } else {
            found(.weak)
        }
    }

    var meaning: KeyMeaning? {
        guard let sort, !isAbout else { return nil }
        // A public key's token, a page's token: only a password stays one beside such words.
        if isShown || isPublic, sort != .password, sort != .secret { return nil }
        return KeyMeaning(sort: sort)
    }
}
