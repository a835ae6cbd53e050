import ArgumentParser

/// The entry: what needs no work is answered before anything is set up.
@main
enum Main {
    static func main() async {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.count == 1, let only = arguments.first {
            if only == "--version" { return print(AnnealVersion.text) }
            if only == "--help" || only == "-h" || only == "help" { return print(OverviewPage.text) }
        }
        if arguments.isEmpty { return print(OverviewPage.text) }
        await AnnealCommand.main()
    }
}

/// The program's version.
enum AnnealVersion {
    static let text = "0.1.0"
}
