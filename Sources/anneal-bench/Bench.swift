/// Measures what Anneal promises about its speed and what its algorithms find. Each benchmark is one file with one type;
/// `anneal-bench` runs the first, `anneal-bench NAME [PATH]` any.
@main
enum Bench {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let name = arguments.first else {
            SpecParsingBenchmark.run(file: nil)
            return
        }
        let path = arguments.dropFirst().first
        switch name {
        case "spec-parsing": SpecParsingBenchmark.run(file: path)
        case "scheduling": try SchedulingBenchmark.run(path: path)
        case "trees": try TreesBenchmark.run(folder: path)
        case "environments": try EnvironmentBenchmark.run()
        default: print("no such benchmark: \(name); there are: spec-parsing, scheduling, trees, environments")
        }
    }
}
