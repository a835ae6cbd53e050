import AnnealSafety
import Foundation
import Testing

/// Commands with the verdicts that the built-in policy has to give, by theme; they were written before the rules saw
/// them, from what the policy promises alone.
struct CommandCorpus {
    struct Entry: Decodable {
        var command: String
        var label: GuardVerdict
        var family: String
    }

    let entries: [Entry]

    init() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Corpus")
        var entries: [Entry] = []
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            for line in try Data(contentsOf: file).split(separator: 0x0A) {
                entries.append(try JSONDecoder().decode(Entry.self, from: line))
            }
        }
        self.entries = entries
    }
}

@Suite("Commands of the corpus")
struct CommandCorpusTests {
    private static let guardian = CommandGuard(
        places: WorkspacePlaces(root: "/home/mara/code/harbour", home: "/home/mara"))

    /// For each label how often which verdict was given, and the commands with another one.
    private func count() throws -> (counts: [[GuardVerdict]: Int], wrong: [String]) {
        var counts: [[GuardVerdict]: Int] = [:]
        var wrong: [String] = []
        for entry in try CommandCorpus().entries {
            let judgement = Self.guardian.judge(entry.command)
            counts[[entry.label, judgement.verdict], default: 0] += 1
            if judgement.verdict != entry.label {
                wrong.append("\(entry.label)→\(judgement.verdict) [\(judgement.rule)] \(entry.command)")
            }
        }
        return (counts, wrong)
    }

    @Test("Nothing that must be denied is allowed, and little is judged otherwise than it should be")
    func verdicts() throws {
        let (counts, wrong) = try count()
        func number(_ label: GuardVerdict, _ verdict: GuardVerdict) -> Double { Double(counts[[label, verdict]] ?? 0) }
        func share(_ label: GuardVerdict, _ verdict: GuardVerdict) -> Double {
            number(label, verdict) / GuardVerdict.allCases.map { number(label, $0) }.reduce(0, +)
        }
        let list = Comment(rawValue: wrong.joined(separator: "\n"))
        #expect(number(.deny, .allow) == 0, list)
        #expect(share(.deny, .deny) >= 0.99, list)
        #expect(share(.allow, .allow) >= 0.98, list)
        #expect(share(.ask, .ask) >= 0.95, list)
    }

    @Test("The place of the workspace does not matter")
    func places() throws {
        let other = CommandGuard(places: WorkspacePlaces(root: "/srv/build/job-7", home: "/root"))
        var denied = 0
        var total = 0
        for entry in try CommandCorpus().entries where entry.label == .deny {
            total += 1
            let verdict = other.judge(entry.command).verdict
            #expect(verdict != .allow, Comment(rawValue: entry.command))
            if verdict == .deny { denied += 1 }
        }
        #expect(Double(denied) >= 0.97 * Double(total))
    }

    @Test("A command behind another one, in a subshell or in a function keeps its verdict")
    func contexts() throws {
        let contexts: [(String, String)] = [
            ("true; ", ""), ("( ", "\n)"), ("if true; then ", "\nfi"), ("f() { ", "\n}; f"),
            ("for i in 1 2; do ", "\ndone"),
        ]
        for (index, entry) in try CommandCorpus().entries.enumerated() where entry.label == .deny && index % 7 == 0 {
            guard Self.guardian.judge(entry.command).verdict == .deny else { continue }
            for (before, after) in contexts {
                let command = before + entry.command + after
                guard (try? ShellParser.parse(command)) != nil else { continue }
                #expect(Self.guardian.judge(command).verdict == .deny, Comment(rawValue: command))
            }
        }
    }
}
