/// Measures what Anneal promises about its speed. Each benchmark is one file with one type; `anneal-bench` runs all,
/// `anneal-bench NAME [FILE]` one.
@main
enum Bench {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        guard let name = arguments.first else {
            SpecParsingBenchmark.run(file: nil)
            return
        }
        switch name {
        case "spec-parsing": SpecParsingBenchmark.run(file: arguments.dropFirst().first)
        default: print("no such benchmark: \(name); there is: spec-parsing")
        }
    }
}
