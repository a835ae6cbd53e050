import ArgumentParser

/// `anneal completions`: scripts for shells.
struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "Print a completion script for bash, zsh or fish.",
        discussion: "For bash: anneal completions bash > ~/.local/share/bash-completion/completions/anneal")

    @Argument(help: "bash, zsh or fish.") var shell: String

    func run() throws {
        guard let shell = CompletionShell(rawValue: shell) else {
            throw ValidationError("there is no completion script for '\(shell)': use bash, zsh or fish")
        }
        Terminal.result(AnnealCommand.completionScript(for: shell))
    }
}
