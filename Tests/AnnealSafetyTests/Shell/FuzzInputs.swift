import Foundation

/// How many inputs a fuzzer tries: `make fuzz` asks for more than a test run does.
enum FuzzInputs {
    /// The number that `ANNEAL_FUZZ_INPUTS` gives, or the one of an ordinary test run.
    static func count(_ ordinary: Int) -> Int {
        ProcessInfo.processInfo.environment["ANNEAL_FUZZ_INPUTS"].flatMap(Int.init) ?? ordinary
    }
}
