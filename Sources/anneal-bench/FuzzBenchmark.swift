internal import AnnealFoundation
internal import AnnealFuzzing
internal import AnnealSafety
internal import Foundation

/// Changed scripts by the million: none crashes the parser or the guard or keeps them busy, and what is accepted reads the
/// same after it was printed.
enum FuzzBenchmark {
    /// What was given is no number of inputs.
    struct BadCount: Error, CustomStringConvertible {
        let text: String
        var description: String { "\(text) is no number of inputs\n  try: anneal-bench fuzz 1000000" }
    }

    static func run(inputs: String?, seed: UInt64 = 20_261_126) throws {
        guard let count = Int(inputs ?? "1000000"), count > 0 else { throw BadCount(text: inputs ?? "") }
        let guardian = CommandGuard(places: WorkspacePlaces(root: "/srv/work", home: "/home/ines"))
        var fuzzer = ShellFuzzer(seed: seed)
        let start = ProcessorTime.now
        let summary = try fuzzer.run(
            count, judging: { _ = guardian.judge(String(decoding: $0, as: UTF8.self)) },
            progress: { summary in
                guard summary.inputs % 1_000_000 == 0 else { return }
                print("\(summary.inputs) inputs, \(summary.accepted) accepted, slowest \(summary.slowest)")
            })
        let seconds = (ProcessorTime.now - start).seconds
        print(
            "\(summary.inputs) inputs, \(summary.accepted) accepted, longest \(summary.longestInput) bytes, "
                + "slowest \(summary.slowest), \(Int(seconds)) s of processor time: no crash, nothing read differently")
    }
}
