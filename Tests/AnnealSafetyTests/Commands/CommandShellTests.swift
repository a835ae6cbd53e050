import Testing

@testable import AnnealSafety

@Suite("The shell that runs a command")
struct CommandShellTests {
    private let places = WorkspacePlaces(root: "/work/shop", home: "/home/ines")
    private let trick = #"cat $(echo '\0057etc\0057shadow')"#

    private func verdict(_ command: String, _ shell: CommandShell = .bash) -> GuardVerdict {
        CommandGuard(places: places, shell: shell).judge(command).verdict
    }

    @Test("is bash where there is one, else sh, and then what echo prints of escapes is not known")
    func dialect() {
        let other = CommandShell(among: ["/nowhere/bash"])
        #expect(other.path == "/bin/sh" && !other.isBash)
        #expect(CommandShell(among: ["/nowhere/bash", "/bin/sh"]).path == "/bin/sh")
        #expect(verdict(trick, .bash) == .allow)
        #expect(verdict(trick, other) >= .ask)
        #expect(verdict(#"echo 'a\tb' > notes.txt; cat "$(echo plain.txt)""#, other) == .allow)
    }

    @Test(
        "a shell within the command need not be bash, nor bash as it was",
        arguments: [
            #"sh -c "cat \$(echo '\0057etc\0057shadow')""#, #"dash -c "cat \$(echo '\0057etc\0057shadow')""#,
            #"zsh -c "cat \$(echo '\0057etc\0057shadow')""#,
            #"echo "cat \$(echo '\\0057etc\\0057shadow')" | sh"#,
            #"python3 -c "import os; os.system(r\"cat \$(echo '\\0057etc\\0057shadow')\")""#,
            #"shopt -s xpg_echo; cat $(echo '\0057etc\0057shadow')"#,
            #"bash -O xpg_echo -c "cat \$(echo '\0057etc\0057shadow')""#,
            #"find . -name a -exec sh -c "cat \$(echo '\0057etc\0057shadow')" \;"#,
        ])
    func within(command: String) {
        #expect(verdict(command) >= .ask)
    }

    @Test("bash within bash is read as bash, and a script stays forbidden that sh is given")
    func bashWithin() {
        #expect(verdict("bash -c '" + trick.replacing("'", with: "\"") + "'") == .allow)
        #expect(verdict(#"sh -c "echo 'sudo reboot\n' | sh""#) == .deny)
    }
}
