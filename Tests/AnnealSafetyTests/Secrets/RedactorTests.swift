import AnnealFoundation
import Foundation
import Testing

@testable import AnnealSafety

@Suite("Redacting")
struct RedactorTests {
    let redactor = Redactor(key: RedactionKey())

    @Test("no secret can be read afterwards, and redacting again changes nothing", arguments: SecretSample.secrets)
    func hides(sample: SecretSample) throws {
        for seed in UInt64(1)...3 {
            let (text, secret) = sample.filled(seed: seed)
            let secretText = try #require(secret)
            let once = redactor.redact(text, path: sample.path)
            #expect(!once.text.contains(secretText), "\(text)")
            #expect(!once.replacements.isEmpty)
            let twice = redactor.redact(once.text, path: sample.path)
            #expect(twice.text == once.text)
            #expect(twice.replacements.isEmpty)
        }
    }

    @Test("harmless texts stay as they are, byte by byte", arguments: SecretSample.harmless)
    func keeps(sample: SecretSample) {
        let (text, _) = sample.filled(seed: 5)
        #expect(Array(redactor.redact(text, path: sample.path).text.utf8) == Array(text.utf8))
    }

    @Test("one value has one mark under one key, and another under another key")
    func stable() throws {
        let first = SecretSample(path: nil, template: "password = \"{a:16}\"").filled(seed: 1).text
        let second = SecretSample(path: nil, template: "password = \"{a:16}\"").filled(seed: 2).text
        let marks = [first, first, second].compactMap { redactor.redact($0).replacements.first?.mark }
        try #require(marks.count == 3)
        #expect(marks[0] == marks[1])
        #expect(marks[0] != marks[2])
        let other = Redactor(key: RedactionKey()).redact(first).replacements.first?.mark
        #expect(other != marks[0])
        #expect(SecretMark(marks[0].description) == marks[0])
    }

    @Test("a value found once is replaced at its other places too, by the same mark")
    func repeated() throws {
        var generator = SplitMix64(seed: 4)
        let value = String(
            (0..<20).map { _ in "abcdefghkmnpqrstuvwxyzABCDEFGH23456789".randomElement(using: &generator) ?? "x" })
        let text = "api_key = \"\(value)\"\nGET /v1/\(value)/items\nxx\(value)yy\n"
        let result = redactor.redact(text)
        let mark = try #require(result.replacements.first?.mark.description)
        #expect(result.text == "api_key = \"\(mark)\"\nGET /v1/\(mark)/items\nxx\(value)yy\n")
    }

    @Test("JSON stays JSON, whatever escapes stand around and in a secret")
    func json() throws {
        for seed in UInt64(1)...40 {
            var generator = SplitMix64(seed: seed)
            let signs = Array("abcDEF1234!#$%&\"\\\n\té€/'")
            let value = "aB3\"" + String((0..<18).map { _ in signs.randomElement(using: &generator) ?? "x" }) + "9zQ"
            let object = [
                "password": value, "note": "before \n \(value) after",
                "url": "https://bob:\(value.filter(\.isLetter))7Q@h/",
            ]
            let data = try JSONSerialization.data(withJSONObject: object)
            let redacted = redactor.redact(String(decoding: data, as: UTF8.self), path: "a.json").text
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(redacted.utf8)) }
        }
    }

    @Test("own marks are no secrets, even under a name for a secret")
    func marks() {
        let mark = SecretMark(kind: .password, digest: "0a1b2c3d4e5f").description
        for text in [
            "password = \"\(mark)\"", "Authorization: Bearer \(mark)", "token: \(mark)", "https://u:\(mark)@host/",
        ] {
            #expect(redactor.redact(text).text == text)
        }
    }

    @Test(
        "reads marks and nothing else",
        arguments: [
            "[secret:a:12345]", "[secret::123456]", "[secret:A:123456]", "secret:a:123456", "[secret:a:12345G]", "",
        ])
    func noMark(text: String) { #expect(SecretMark(text) == nil) }

    @Test("changes texts of all sorts without breaking them: empty ones, many secrets, marks beside secrets")
    func mixed() {
        #expect(redactor.redact("").text.isEmpty)
        let template = String(repeating: "token = \"{a:32}\"\n", count: 300)
        let result = redactor.redact(SecretSample(path: nil, template: template).filled(seed: 8).text)
        #expect(result.replacements.count == 300)
        #expect(result.text.split(separator: "\n").count == 300)
    }
}
