import AnnealEvents
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal events detect`: sessions that are not like normal ones.
struct EventsDetectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect", abstract: "Find sequences of events that are not like normal ones.",
        discussion: """
            Both files have a session a line: the kinds of its events in order, separated by blanks. The threshold comes \
            from the training file alone. Exits with 0 when no session of the test file is anomalous, with 2 otherwise.
            """)

    @Option(help: "A file with normal sessions.") var train: String
    @Option(help: "A file with the sessions to judge.") var test: String
    @Option(help: "The share of normal sessions that may be called anomalous.") var falsePositiveRate = 0.001
    @Option(help: "The share of the training sessions to leave out as the strangest, if some may be anomalous.")
    var tolerance = 0.0
    @Flag(help: "One JSON object a line: the threshold, then each session, then a summary.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let training = try SequenceFile(contentsOf: train)
            let tests = try SequenceFile(contentsOf: test)
            let detector = try SequenceDetector(
                training: training.sessions.map(\.kinds),
                options: SequenceDetector.Options(falsePositiveRate: falsePositiveRate, tolerance: tolerance))
            try tell(detector.threshold)
            var anomalous = 0
            var known: [[String]: SequenceVerdict] = [:]
            for session in tests.sessions {
                let verdict = known[session.kinds] ?? detector.judge(session.kinds)
                known[session.kinds] = verdict
                if verdict.isAnomalous { anomalous += 1 }
                try tell(verdict, of: session)
            }
            try tell(anomalous, of: tests.sessions.count)
            return anomalous == 0 ? .verified : .criteriaNotMet
        }
    }

    private func tell(_ threshold: DetectionThreshold) throws {
        guard json else {
            Terminal.note("threshold \(rounded(threshold.score)): \(threshold.origin)")
            return
        }
        try result([
            "type": "threshold", "score": .double(threshold.score),
            "falsePositiveRate": .double(threshold.falsePositiveRate), "sessions": .int(threshold.sessions),
            "folds": .int(threshold.folds), "above": .int(threshold.above), "origin": .string(threshold.origin),
            "train": .string(train),
        ])
    }

    private func tell(_ verdict: SequenceVerdict, of session: SequenceFile.Session) throws {
        guard json else {
            if verdict.isAnomalous, let reason = verdict.reason {
                let place = "\(test):\(session.line)" + (reason.position.map { ":\($0)" } ?? "")
                Terminal.result("\(place): \(reason.text) [\(reason.model.rawValue), \(rounded(verdict.score))]")
            }
            return
        }
        var members: [String: JSONValue] = [
            "type": "session", "line": .int(session.line), "events": .int(session.kinds.count),
            "score": .double(verdict.score), "anomalous": .bool(verdict.isAnomalous),
        ]
        if verdict.isAnomalous, let reason = verdict.reason { members["reason"] = try JSONValue(encoding: reason) }
        try result(members)
    }

    private func tell(_ anomalous: Int, of sessions: Int) throws {
        guard json else {
            Terminal.note("\(sessions) sessions, \(anomalous) anomalous")
            return
        }
        try result(["type": "summary", "sessions": .int(sessions), "anomalous": .int(anomalous)])
    }

    private func rounded(_ score: Double) -> String { score.formatted(.number.precision(.fractionLength(1))) }

    private func result(_ members: [String: JSONValue]) throws {
        Terminal.result(try CanonicalJSON.string(JSONValue.object(members)))
    }
}
