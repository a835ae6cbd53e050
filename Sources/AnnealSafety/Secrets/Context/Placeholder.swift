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
        "testing", "testpass", "testuser", "userpass", "dbpass", "devpass", "pass1", "pass2", "pass4", "pass_", "pass-",
        "mypass", "adminpass", "rootpass", "username", "sha-", "rfc", "pbkdf", "bcrypt", "argon", "scrypt", "oauth",
        "iso-", "s3cr3t", "s3cret", "secr3t", "p4ssw", "pa55w", "p4ssw0rd", "p4ssword", "pa55word", "project",
        "anoncvs", "anonymous",
    ]

    /// Whether a value is one; for values that look random.
    static func isFiller(_ text: ScannedText, _ range: Range<Int>) -> Bool {
        // What Django writes before a key that it has drawn.
        let start = text.has("django-insecure-", at: range.lowerBound) ? range.lowerBound + 16 : range.lowerBound
        let short = min(start, range.upperBound)..<min(range.upperBound, range.lowerBound + 400)
        return fillers.contains { text.firstFolded($0, in: short) != nil }
    }

    /// Whether a value that a person could have thought of is one.
    static func isWeakFiller(_ text: ScannedText, _ range: Range<Int>) -> Bool {
        weakFillers.contains { filler in
            guard let place = text.firstFolded(filler, in: range) else { return false }
            // A short one counts as a word of its own: `bar` in `barn` says nothing.
            return filler.utf8CodeUnitCount > 5 || isWord(text, place..<(place + filler.utf8CodeUnitCount), in: range)
        }
    }

    /// Whether a part of a value is not within a longer word.
    private static func isWord(_ text: ScannedText, _ part: Range<Int>, in range: Range<Int>) -> Bool {
        let before = part.lowerBound - 1
        let isBegin =
            before < range.lowerBound || !ByteSet.letters.contains(text[before]) || Byte.isUpper(text[part.lowerBound])
        let isEnd =
            part.upperBound >= range.upperBound || !ByteSet.letters.contains(text[part.upperBound])
            || !ByteSet.letters.contains(text[part.upperBound - 1])
            || (Byte.isUpper(text[part.upperBound]) && Byte.isLower(text[part.upperBound - 1]))
        return isBegin && isEnd
    }
}
