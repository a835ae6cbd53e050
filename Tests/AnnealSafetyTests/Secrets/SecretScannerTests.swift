import AnnealFoundation
import Testing

@testable import AnnealSafety

@Suite("Finding secrets")
struct SecretScannerTests {
    let scanner = SecretScanner()

    @Test("finds the secret, and not more than it", arguments: SecretSample.secrets)
    func found(sample: SecretSample) throws {
        for seed in UInt64(1)...4 {
            let (text, secret) = sample.filled(seed: seed)
            let secretText = try #require(secret)
            let findings = scanner.scan(text, path: sample.path)
            let bytes = Array(text.utf8)
            let place = try #require(text.firstRange(of: secretText))
            let start = text.utf8.distance(from: text.startIndex, to: place.lowerBound)
            let range = start..<(start + secretText.utf8.count)
            let hits = findings.filter { $0.range.overlaps(range) }
            #expect(!hits.isEmpty, "\(text)")
            for hit in hits {
                let value = String(decoding: bytes[hit.range], as: UTF8.self)
                #expect(
                    range.contains(hit.range.lowerBound) && hit.range.upperBound <= range.upperBound,
                    "\(value) in \(text)")
                #expect(hit.range.count * 2 >= range.count, "\(value) in \(text)")
            }
        }
    }

    @Test("lets pass what is no secret", arguments: SecretSample.harmless)
    func passed(sample: SecretSample) {
        for seed in UInt64(1)...4 {
            let (text, _) = sample.filled(seed: seed)
            let findings = scanner.scan(text, path: sample.path)
            let bytes = Array(text.utf8)
            for finding in findings {
                Issue.record("\(finding.kind): \(String(decoding: bytes[finding.range], as: UTF8.self)) in \(text)")
            }
        }
    }

    @Test("has many samples of either sort, each read as it is written")
    func samples() {
        #expect(SecretSample.secrets.count >= 120)
        #expect(SecretSample.harmless.count >= 120)
        for sample in SecretSample.secrets { #expect(sample.filled(seed: 1).secret != nil, "\(sample.template)") }
        for sample in SecretSample.harmless { #expect(sample.filled(seed: 1).secret == nil, "\(sample.template)") }
    }

    @Test("tells lines, and orders findings without overlap")
    func lines() {
        let sample = SecretSample(
            path: nil, template: "\n\nx = ghp_{a:36}\n\npassword = \"{a:16}\" https://u:{a:16}@h/\n")
        let findings = scanner.scan(sample.filled(seed: 9).text)
        #expect(findings.map(\.line) == [3, 5, 5])
        for (first, second) in zip(findings, findings.dropFirst()) {
            #expect(first.range.upperBound <= second.range.lowerBound)
        }
    }

    @Test("leaves out what is not sure enough")
    func threshold() {
        var strict = SecretScanner()
        strict.minimumConfidence = 0.9
        let text = SecretSample(path: nil, template: "password=\"{a:16}\" npm_{a:36}").filled(seed: 3).text
        #expect(scanner.scan(text).count == 2)
        #expect(strict.scan(text).map(\.kind.rawValue) == ["npm-token"])
    }

    @Test("raises the confidence of a token whose check sum is right")
    func checkSum() {
        // The sum of a body, worked out with Python's zlib.crc32.
        let right = ["ghp", "_", "A1b2C3d4E5f6G7h8J9k0L1m2N3p4Q5", "0y9gFY"].joined()
        let wrong = ["ghp", "_", "A1b2C3d4E5f6G7h8J9k0L1m2N3p4Q5", "0y9gFZ"].joined()
        let first = scanner.scan(right).first?.confidence ?? 0
        let second = scanner.scan(wrong).first?.confidence ?? 0
        #expect(first > second)
        #expect(second > 0.5)
    }

    @Test("reads anything: empty texts, bytes that are no text, cut tokens, long lines")
    func anything() {
        #expect(scanner.scan("").isEmpty)
        #expect(scanner.scan([UInt8](repeating: 0, count: 5000)).isEmpty)
        let pieces = [
            "-----BEGIN PRIVATE KEY-----", "password", "=", "\"", "'", "`", "://", "a:", "@", "eyJ", ".", "Bearer ",
            "\\",
            "kind: Secret\ndata:\n  ", "ghp_", "AKIA", "\n", " ", "mysql -p", "{\"kty\"", "<password>", "\u{e9}",
            "token: ",
            "Cookie: sid=", ":5432:", "$6$", "name: X_TOKEN\n value: ", "define('", "seed phrase: ", "a1B2c3D4e5F6g7H8",
            "password is ", "pw ", "chpasswd", " | ", "echo ", "admin / ", "insert into t (password) values (", "('",
            "|password|\n|---|\n", "\t", ",", "send \"", "assword", "wifi:T:WPA;P:", "@tcp(", "pass phrase: ",
            "<password>", "</password>", "\"\"\"", "htpasswd -b", "net use /user:", "\\", "AUTH PLAIN ", " LOGIN ",
            "new PDO(", ".toCharArray()", "forHTTPHeaderField: ", "backup codes:\n", "setup key: ",
            "ABCD EF2H ", "key content : ", "<<< \"", "<(echo ", "btoa(\"a:", "oracle:thin:a/", "identified by ",
            "-passin pass:", "[\"mysql\", \"-p", "a, password = \"b\", ", "login(", "%q(", "string(3) \"",
            "password:\n\n", "tokens = {\"a\": ", "[]byte(", "{noop}", "password 0 ",
            "variable \"password\" {\n default = ",
        ].map { Array($0.utf8) }
        var generator = SplitMix64(seed: 7)
        for _ in 0..<3000 {
            var text: [UInt8] = []
            for _ in 0..<Int.random(in: 1...24, using: &generator) {
                text += pieces.randomElement(using: &generator) ?? []
                if Int.random(in: 0..<6, using: &generator) == 0 {
                    text.append(UInt8.random(in: 0...255, using: &generator))
                }
            }
            for finding in scanner.scan(
                text,
                path: [
                    "a.py", "a.yml", nil, ".netrc", ".pgpass", "a.csv", "a.md", "sasl_passwd", "chap-secrets", "a.conf",
                ].randomElement(using: &generator) ?? nil)
            {
                #expect(
                    finding.range.lowerBound >= 0 && finding.range.upperBound <= text.count && !finding.range.isEmpty)
            }
        }
    }

    @Test("takes time in proportion to the text where anchors follow each other closely")
    func closeAnchors() {
        // Each of these would take minutes if a reader looked at the whole rest of the text from each anchor.
        for piece in [
            "password='", "eyJ", "-----BEGIN PRIVATE KEY-----\nAAAA", "://a:", "Cookie: sid=", "kind: Secret\ndata:\n",
            "insert into a (password) values (", "|password|\n", "x,password\n", "send \"assword ", "chpasswd:\n",
            "wifi:;P:", "password is ", "pass phrase: ", "\"password\": {", "@tcp(:", "echo |chpasswd ",
            "backup codes a1b2c3d4 ", "setup key: A2CD ", "this key", "<<< \"passw", "btoa(\"a:", "oracle:thin:a/",
            "identified by ", "mysql \"-p", "a, password = ", "password(", "password:\n", "tokens={\"a\":",
        ] {
            let text = Array(String(repeating: piece, count: 60_000 / piece.utf8.count).utf8)
            #expect(scanner.scan(text).count < 60_000)
        }
    }
}
