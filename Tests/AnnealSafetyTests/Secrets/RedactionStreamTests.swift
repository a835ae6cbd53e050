import AnnealFoundation
import Testing

@testable import AnnealSafety

@Suite("Redacting a stream")
struct RedactionStreamTests {
    let redactor = Redactor(key: RedactionKey())

    private func streamed(_ bytes: [UInt8], pieces: [Int], path: String?) -> [UInt8] {
        var stream = RedactionStream(redactor: redactor, path: path)
        var result: [UInt8] = []
        var position = 0
        for length in pieces {
            let end = min(bytes.count, position + length)
            result += stream.append(bytes[position..<end])
            position = end
        }
        result += stream.append(bytes[position...])
        return result + stream.finish()
    }

    @Test("a secret split over two pieces is found wherever the split is", arguments: SecretSample.secrets)
    func split(sample: SecretSample) throws {
        let (text, secret) = sample.filled(seed: 3)
        let secretText = try #require(secret)
        let bytes = Array("first line\n\(text)\nlast line".utf8)
        let step = max(1, bytes.count / 40)
        for cut in stride(from: 1, to: bytes.count, by: step) {
            let result = String(decoding: streamed(bytes, pieces: [cut], path: nil), as: UTF8.self)
            // Some files are known by their path only, and by nothing before the secret in a stream without one.
            let whole = redactor.redact("first line\n\(text)\nlast line").text
            #expect(result.contains(secretText) == whole.contains(secretText), "\(cut) in \(text)")
        }
    }

    @Test("harmless bytes come through unchanged, in any pieces")
    func unchanged() {
        var generator = SplitMix64(seed: 11)
        for sample in SecretSample.harmless {
            let bytes = Array((sample.filled(seed: 2).text + "\n").utf8)
            let pieces = (0..<30).map { _ in Int.random(in: 0...9, using: &generator) }
            #expect(streamed(bytes, pieces: pieces, path: sample.path) == bytes)
        }
    }

    @Test("lets whole lines out at once and holds back what is unfinished")
    func lines() {
        var stream = RedactionStream(redactor: redactor)
        #expect(stream.append(Array("one\ntw".utf8)) == Array("one\n".utf8))
        #expect(stream.append(Array("o".utf8)).isEmpty)
        #expect(stream.append(Array("\n".utf8)) == Array("two\n".utf8))
        #expect(stream.finish().isEmpty)
    }

    @Test("holds a private key back until its last line")
    func key() {
        let sample = SecretSample(
            path: nil,
            template: "a\n-----BEGIN PRIVATE KEY-----\n{b:64}\n{b:64}\n{b:64}\n-----END PRIVATE KEY-----\nz\n")
        let text = sample.filled(seed: 6).text
        var stream = RedactionStream(redactor: redactor)
        var result = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            result += String(decoding: stream.append(Array("\(line)\n".utf8)), as: UTF8.self)
        }
        result += String(decoding: stream.finish(), as: UTF8.self)
        #expect(result == redactor.redact(text).text)
        #expect(result.hasPrefix("a\n-----BEGIN PRIVATE KEY-----\n[secret:private-key:"))
    }

    @Test("a line without an end does not grow without bound")
    func longLine() {
        var stream = RedactionStream(redactor: redactor)
        let piece = Array(String(repeating: "word ", count: 1000).utf8)
        var released = 0
        for _ in 0..<40 { released += stream.append(piece).count }
        #expect(released > 40 * piece.count - 80_000)
        #expect(released + stream.finish().count == 40 * piece.count)
    }

    @Test("the owner gets the values back")
    func vault() {
        let key = RedactionKey()
        var vault = SecretVault(key: key)
        var stream = RedactionStream(redactor: Redactor(key: key))
        let text = SecretSample(path: nil, template: "x\ntoken = \"{a:32}\"\ny").filled(seed: 1).text
        var result = stream.append(Array(text.utf8), into: &vault)
        result += stream.finish(into: &vault)
        let redacted = String(decoding: result, as: UTF8.self)
        #expect(redacted != text)
        #expect(vault.restore(redacted) == text)
    }
}
