import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Testing

@Suite(.tags(.unit)) struct SequenceDetectorTests {
    /// Sessions of a small protocol: open, some reads or writes that interleave with two acknowledgements, close.
    static func sessions(_ count: Int, seed: UInt64 = 1) -> [[String]] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in
            var middle = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                Bool.random(using: &generator) ? "read" : "write"
            }
            for _ in 0..<2 { middle.insert("ack", at: Int.random(in: 0...middle.count, using: &generator)) }
            return ["open"] + middle + ["close"]
        }
    }

    let detector: SequenceDetector

    init() throws { detector = try SequenceDetector(training: Self.sessions(3000)) }

    func verdict(_ text: String) -> SequenceVerdict { detector.judge(text.split(separator: " ").map(String.init)) }

    @Test func `a normal session passes`() {
        #expect(!verdict("open read ack write ack close").isAnomalous)
    }

    @Test func `few sessions that were not learned from are called anomalous`() {
        let others = Self.sessions(2000, seed: 77)
        #expect(others.count { detector.judge($0).isAnomalous } <= 6)
    }

    @Test func `a session cut short is anomalous`() throws {
        let verdict = verdict("open read ack")
        #expect(verdict.isAnomalous)
        #expect(verdict.score > detector.threshold.score)
    }

    @Test func `a kind that was never seen is named with its place`() throws {
        let reason = try #require(verdict("open read ack reboot ack close").reason)
        #expect(reason.event == "reboot")
        #expect(reason.position == 4)
        #expect(reason.text == "'reboot' occurs in no training session")
    }

    @Test func `a broken count is told with what is usual`() throws {
        let reason = try #require(verdict("open read ack ack ack close").reason)
        #expect(reason.model == .counts)
        #expect(reason.text == "'ack' occurs 3 times; always 2 times")
    }

    @Test func `an order that never was is told`() throws {
        let verdict = verdict("open read close ack ack")
        #expect(verdict.isAnomalous)
        let reason = try #require(verdict.reason)
        #expect(reason.model == .order || reason.model == .transitions)
    }

    @Test func `kinds that never meet are told`() throws {
        let training = (0..<2000).map {
            $0.isMultiple(of: 3) ? ["begin", "fast", "end"] : ["begin", "slow", "slow", "end"]
        }
        let detector = try SequenceDetector(training: training)
        let verdict = detector.judge(["begin", "fast", "slow", "slow", "end"])
        #expect(verdict.isAnomalous)
        #expect(verdict.reason != nil)
    }

    @Test func `the same sessions give the same threshold in any process`() throws {
        let again = try SequenceDetector(training: Self.sessions(3000))
        #expect(again.threshold == detector.threshold)
    }

    @Test func `no more than the wanted share of the held-out sessions lies above the threshold`() {
        #expect(detector.threshold.above <= 3)
        #expect(detector.threshold.sessions == 3000)
        #expect(detector.threshold.origin.contains("of 3000 training sessions"))
    }

    @Test func `with a tolerance, anomalies among the training sessions do not end the rules`() throws {
        var training = Self.sessions(3000)
        for index in 0..<6 { training[index * 400] = ["open", "read", "ack", "close"] }
        let strict = try SequenceDetector(training: training)
        let tolerant = try SequenceDetector(
            training: training, options: SequenceDetector.Options(tolerance: 0.01))
        #expect(!strict.judge(["open", "write", "ack", "close"]).isAnomalous)
        #expect(tolerant.judge(["open", "write", "ack", "close"]).isAnomalous)
    }

    @Test func `options out of range are refused`() {
        let sessions = Self.sessions(20)
        for options in [
            SequenceDetector.Options(falsePositiveRate: 0), SequenceDetector.Options(tolerance: 0.5),
            SequenceDetector.Options(folds: 1),
        ] {
            #expect(throws: SequenceError.self) { try SequenceDetector(training: sessions, options: options) }
        }
    }

    @Test func `too few sessions are refused with what is needed`() {
        let error = #expect(throws: SequenceError.self) { try SequenceDetector(training: Self.sessions(9)) }
        #expect(error?.code == .tooFew)
        #expect(error?.remedy?.contains("at least 10") == true)
    }
}

@Suite(.tags(.unit)) struct SequenceFileTests {
    @Test func `lines are split at blanks and keep their numbers`() throws {
        let file = try SequenceFile(bytes: Array("5 5  22\r\n\n\t26 11\n".utf8), path: "a.txt")
        #expect(file.sessions.map(\.kinds) == [["5", "5", "22"], ["26", "11"]])
        #expect(file.sessions.map(\.line) == [1, 3])
    }

    @Test func `bytes that are no text are refused with their line`() {
        let error = #expect(throws: SequenceError.self) {
            try SequenceFile(bytes: Array("5 6\n".utf8) + [0xFF, 0x0A], path: "a.txt")
        }
        #expect(error?.place == "a.txt:2")
    }

    @Test func `a file without sessions is refused`() {
        let error = #expect(throws: SequenceError.self) { try SequenceFile(bytes: Array("\n \n".utf8), path: "a.txt") }
        #expect(error?.description.contains("holds no session") == true)
    }

    @Test func `a missing file is told`() {
        let error = #expect(throws: SequenceError.self) { try SequenceFile(contentsOf: "/nowhere/a.txt") }
        #expect(error?.code == .unreadable)
    }
}
