internal import AnnealFoundation
internal import AnnealSafety

/// Makes scripts out of fragments by splicing, copying, deleting and changing bytes, and checks what the parser does with
/// them: it may accept or refuse, but what it accepts has to read the same after it was printed.
///
/// The same seed makes the same inputs, so that a failure is found again with its seed and number alone.
public struct ShellFuzzer {
    /// A script that did not read the same after it was printed.
    public struct Failure: Error, CustomStringConvertible {
        /// Which input of the seed's.
        public let number: Int
        /// The script.
        public let input: [UInt8]
        /// What it was printed as.
        public let printed: String
        /// What is different.
        public let reason: String

        /// All of it in a line.
        public var description: String {
            "input \(number) (\(reason)): \(String(decoding: input, as: UTF8.self).debugDescription) "
                + "printed \(printed.debugDescription)"
        }
    }

    /// How many inputs were run, and how many of them were accepted.
    public struct Summary: Sendable {
        /// Inputs that were run.
        public var inputs = 0
        /// Those of them that the parser accepted.
        public var accepted = 0
        /// Bytes of the longest one.
        public var longestInput = 0
        /// The longest time that one took.
        public var slowest = Duration.zero
    }

    private var random: SplitMix64
    private var corpus: [[UInt8]]
    private static let fragments = ShellFragments.all.map { Array($0.utf8) }
    private static let tokens = ShellFragments.tokens.map { Array($0.utf8) }

    /// A fuzzer whose inputs the seed determines.
    public init(seed: UInt64) {
        random = SplitMix64(seed: seed)
        corpus = Self.fragments
    }

    /// Runs inputs.
    ///
    /// - Parameters:
    ///   - count: how many.
    ///   - judging: what else is done with each input, such as judging it as a command.
    ///   - progress: is called every 100,000 inputs.
    /// - Returns: what came of it.
    /// - Throws: the first failure.
    public mutating func run(
        _ count: Int, judging: ([UInt8]) -> Void = { _ in }, progress: (Summary) -> Void = { _ in }
    ) throws -> Summary {
        var summary = Summary()
        for number in 0..<count {
            let input = next()
            summary.inputs += 1
            summary.longestInput = max(summary.longestInput, input.count)
            let start = ContinuousClock.now
            let isAccepted: Bool
            do throws(Failure) { isAccepted = try Self.check(input, number: number) } catch { throw Self.shrunk(error) }
            judging(input)
            summary.slowest = max(summary.slowest, ContinuousClock.now - start)
            if isAccepted {
                summary.accepted += 1
                // What is accepted after a change is worth changing further.
                if input.count < 400 { corpus[random.below(corpus.count)] = input }
            }
            // The corpus must not drift away from the fragments.
            if number % 64 == 0 {
                corpus[random.below(corpus.count)] = Self.fragments[random.below(Self.fragments.count)]
            }
            if summary.inputs % 100_000 == 0 { progress(summary) }
        }
        return summary
    }

    /// The next input.
    public mutating func next() -> [UInt8] {
        var input = corpus[random.below(corpus.count)]
        for _ in 0...random.below(4) { change(&input) }
        return input
    }

    private mutating func change(_ input: inout [UInt8]) {
        let at = random.below(input.count + 1)
        switch random.below(12) {
        case 0: input.insert(UInt8(truncatingIfNeeded: random.next()), at: at)
        case 1 where at < input.count: input[at] = UInt8(truncatingIfNeeded: random.next())
        case 2 where at < input.count: input.remove(at: at)
        case 3, 4: input.insert(contentsOf: Self.tokens[random.below(Self.tokens.count)], at: at)
        case 5: input.insert(contentsOf: corpus[random.below(corpus.count)], at: at)
        case 6:
            let end = min(input.count, at + random.below(20))
            input.removeSubrange(at..<end)
        case 7:
            let end = min(input.count, at + random.below(20))
            input.insert(contentsOf: input[at..<end], at: random.below(input.count + 1))
        case 8:
            let other = corpus[random.below(corpus.count)]
            let from = random.below(other.count + 1)
            input.replaceSubrange(at..., with: other[from...])
        case 9: wrap(&input)
        case 10: nest(&input)
        default: input.insert(Self.marks[random.below(Self.marks.count)], at: at)
        }
        if input.count > 4000 { input.removeSubrange(2000...) }
    }

    private static let marks = Array("\n \t'\"`$(){}[]<>|&;\\#!*?@+=-:/%^,~0aE".utf8)

    /// Puts the whole between the two halves of a construct.
    private mutating func wrap(_ input: inout [UInt8]) {
        let pair = ShellFragments.pairs[random.below(ShellFragments.pairs.count)]
        input = Array(pair.0.utf8) + input + Array(pair.1.utf8)
    }

    /// Repeats an opening many times.
    private mutating func nest(_ input: inout [UInt8]) {
        guard random.below(20) == 0 else { return }
        let pair = ShellFragments.pairs[random.below(ShellFragments.pairs.count)]
        let times = 1 + random.below(300)
        for _ in 0..<times where input.count < 3000 {
            input = Array(pair.0.utf8) + input + Array(pair.1.utf8)
        }
    }

    /// Checks an input.
    ///
    /// - Returns: whether it is accepted.
    /// - Throws: why what is printed is not the same script.
    public static func check(_ input: [UInt8], number: Int = 0) throws(Failure) -> Bool {
        guard let script = try? ShellParser.parse(input) else { return false }
        let printed = ShellPrinter.print(script)
        let again: ShellScript
        do throws(ShellSyntaxError) { again = try ShellParser.parse(printed) } catch {
            throw Failure(number: number, input: input, printed: printed, reason: "\(error)")
        }
        guard again.erased() == script.erased() else {
            throw Failure(number: number, input: input, printed: printed, reason: "reads differently")
        }
        guard ShellPrinter.print(again) == printed else {
            throw Failure(number: number, input: input, printed: printed, reason: "prints differently")
        }
        return true
    }

    /// A failure of a shorter input: parts are left out as long as it still fails.
    private static func shrunk(_ failure: Failure) -> Failure {
        var failure = failure
        var length = failure.input.count / 2
        while length > 0 {
            var start = 0
            while start < failure.input.count {
                var shorter = failure.input
                shorter.removeSubrange(start..<min(start + length, shorter.count))
                do throws(Failure) {
                    _ = try check(shorter, number: failure.number)
                    start += length
                } catch {
                    failure = error
                }
            }
            length /= 2
        }
        return failure
    }
}

extension SplitMix64 {
    /// A number from 0 to below `bound`, which must be above 0; the tiny bias does not matter here.
    fileprivate mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
