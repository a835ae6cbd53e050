import AnnealSafety
import Testing

/// Texts that have to be read to their end: code within strings, statements, long lists of arguments, paths.
@Suite("Commands and the texts in them")
struct CommandTextsTests {
    private let guardian = CommandGuard(places: WorkspacePlaces(root: "/work/shop", home: "/home/ines"))

    private func expect(_ verdict: GuardVerdict, _ commands: [String]) {
        for command in commands { #expect(guardian.judge(command).verdict == verdict, Comment(rawValue: command)) }
    }

    @Test("Code within a string ends at the brace that belongs to it")
    func braces() {
        expect(
            .deny,
            [
                ##"ruby -e 'puts "#{ {a: 1}; system("rm -rf /srv") }"'"##,
                ##"ruby -e 'puts "#{ "{"; system("rm -rf /srv") }"'"##,
                #"node -e 'console.log(`${ [1].map(x => { return x }), require("child_process").execSync("rm -rf /srv") }`)'"#,
                #"perl -e 'print "@{[ map { $_ } system("rm -rf /srv") ]}"'"#,
                #"perl -e 'print "${\ join(",", map { $_ } system("rm -rf /srv")) }"'"#,
                #"perl -e 'print "$h{system("rm -rf /srv")}"'"#, #"perl -e 'print "@a[system("rm -rf /srv")]"'"#,
                #"python3 -c "import os; print(f'{ {1: 2}[1] and os.system(\"rm -rf /srv\") }')""#,
            ])
        expect(
            .allow,
            [
                ##"ruby -e 'puts "#{ {a: 1}[:a] } apples"'"##, "node -e 'console.log(`${ {a: 1}.a }`)'",
                #"perl -e 'my %h = (a => 1); print "$h{a} and $x[0]\n"'"#,
            ])
        for command in [
            ##"ruby -e 'puts "#{ "}" + x }"'"##,
            "ruby -e 'puts \"" + String(repeating: "#{\"", count: 60) + "x" + String(repeating: "\"}", count: 60)
                + "\"'",
        ] {
            #expect(guardian.judge(command).verdict >= .ask, Comment(rawValue: command))
        }
    }

    @Test(
        "The parent of a process's root is the root, that of its folder the folder's, and nobody knows that of others")
    func processes() {
        expect(
            .deny,
            [
                "cat /proc/self/root/../etc/shadow", "rm -rf /proc/self/root/../srv", "rm -rf /proc/self/cwd/..",
                "cat /proc/1/cwd/../etc/shadow", "cat /proc/self/task/1/root/../etc/shadow",
                "cat /proc/self/root/proc/self/root/../etc/shadow", "cat /proc/1/cwd/../../home/ines/.ssh/id_rsa",
                "cat /proc/$$/cwd/../.ssh/id_rsa", "touch /proc/self/root/../etc/motd",
            ])
        expect(
            .allow,
            ["cat /proc/self/cwd/a.txt", "touch /proc/self/cwd/docs/../a.txt", "cat /proc/self/root/../usr/share/x"])
    }

    @Test("A path in a statement is taken as it is written, whatever letters stand before it")
    func statements() {
        let letters = String(repeating: "\u{130}", count: 12)
        expect(
            .deny,
            [
                "sqlite3 :memory: \"select '\(letters)', READFILE('/home/ines/.ssh/id_rsa')\"",
                "sqlite3 :memory: \"select '\(letters)', WriteFile('/etc/motd', 1)\"",
                "sqlite3 :memory: \"select writefile('/etc/motd', '\(letters)')\"",
            ])
        expect(.allow, ["sqlite3 :memory: \"select '\(letters)', writefile('a.txt', 1)\""])
    }

    @Test("What stands behind a long list of arguments counts")
    func longLists() {
        let paths = (0..<300).map { "./a\($0)" }.joined(separator: " ")
        let labels = (0..<300).map { "--label=\($0)" }.joined(separator: " ")
        expect(
            .deny,
            [
                "git blame \(paths) --contents /home/ines/.ssh/id_rsa", "ctr run \(labels) --privileged x y",
                "kubectl cp \(paths) /home/ines/.aws/credentials", "frobnicate \(labels) 'rm -rf /srv'",
            ])
        let many = (0..<6_000).map { "./a\($0)" }.joined(separator: " ")
        #expect(guardian.judge("git blame \(many) /home/ines/.ssh/id_rsa").verdict >= .ask)
        expect(.allow, ["git blame \(paths)"])
    }
}
