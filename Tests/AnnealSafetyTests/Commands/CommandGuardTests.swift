import AnnealFuzzing
import AnnealSafety
import Testing

@Suite("CommandGuard")
struct CommandGuardTests {
    private let places = WorkspacePlaces(root: "/work/shop", home: "/home/ines")
    private var guardian: CommandGuard { CommandGuard(places: places) }

    @Test("The reason names the part of the command and the rule")
    func reasons() {
        let command = "swift build && rm -rf /usr/share/dict"
        let judgement = guardian.judge(command)
        #expect(judgement.verdict == .deny)
        #expect(judgement.rule == "system-files")
        #expect(judgement.reason.contains("/usr/share/dict"))
        let bytes = Array(command.utf8)
        let part = String(decoding: bytes[judgement.range.start..<judgement.range.end], as: UTF8.self)
        #expect(part == "rm -rf /usr/share/dict")
    }

    @Test("Every effect of a command is listed with its rule")
    func findings() {
        let judgement = guardian.judge("cat notes.txt > copy.txt")
        #expect(judgement.verdict == .allow)
        #expect(judgement.findings.contains { $0.effect.action == .read && $0.effect.target == "notes.txt" })
        #expect(judgement.findings.contains { $0.effect.action == .write && $0.effect.target == "copy.txt" })
    }

    @Test("An empty text and a comment run nothing", arguments: ["", "  \n", "# rm -rf /usr"])
    func nothing(command: String) {
        #expect(guardian.judge(command).verdict == .allow)
    }

    @Test(
        "What no shell can read is never allowed",
        arguments: ["echo 'open", "if true; then", "ls )", "for in; do", "echo $(", "cat <<\u{1}"])
    func unreadable(command: String) {
        #expect(guardian.judge(command).verdict >= .ask)
    }

    @Test("What stands before an error counts, since a shell runs it")
    func beforeError() {
        #expect(guardian.judge("rm -rf /var/lib\nif then").verdict == .deny)
    }

    @Test("A text that is too long is asked")
    func tooLong() {
        let judgement = guardian.judge("echo " + String(repeating: "a", count: CommandGuard.longest))
        #expect(judgement.verdict == .ask)
        #expect(judgement.rule == "unreadable")
    }

    @Test(
        "Large texts of any shape are judged",
        arguments: [
            ("(", ")"), ("$(", ")"), ("{ ", "; }"), ("if true; then ", "; fi"), ("`", "`"), ("\"$(", ")\""),
            ("eval '", "'"), ("sh -c \"", "\""),
            ("a=$b; ", ""), ("x | ", "y"), ("{a,b}", ""), ("f() { f; }; ", "f"), ("${a:-", "}"),
            ("for i in a b c d; do ", "; done"),
        ])
    func largeTexts(before: String, after: String) {
        for count in [10, 100, 8_000] {
            let text = String(repeating: before, count: count) + "ls" + String(repeating: after, count: count)
            _ = guardian.judge(String(text.prefix(CommandGuard.longest)))
        }
    }

    @Test("A name that the script makes up is followed")
    func made() {
        let verdicts = [
            "a=/usr; rm -rf \"${a}\"/lib", "set -- /usr/lib; rm -r \"$1\"", "d=$(printf '/%s' usr); rm -rf $d",
            "x='rm -r /usr'; $x",
            "p=rf; rm -$p /usr", "rm -r /{usr,opt}", "for d in lib bin; do rm -r /usr/$d; done", "cd /usr; rm -r lib",
        ].map { guardian.judge($0).verdict }
        #expect(verdicts.allSatisfy { $0 == .deny })
    }

    @Test("What comes after too much to be followed is never allowed")
    func tooMuch() {
        for part in ["ls a; ", "cat a b c d; ", "x=1; "] {
            let command = String(repeating: part, count: 60_000 / part.utf8.count) + "rm -rf /usr"
            #expect(guardian.judge(command).verdict >= .ask, Comment(rawValue: part))
        }
    }

    @Test("Values that double again and again do not grow without bound")
    func doubling() {
        #expect(guardian.judge(String(repeating: "a=x$a$a; ", count: 500) + "echo $a").verdict != .deny)
    }

    @Test("What lies beside a workspace in a temporary folder is outside of it")
    func besideTemporary() {
        let guardian = CommandGuard(places: WorkspacePlaces(root: "/tmp/job-3/tree", home: "/root"))
        #expect(guardian.judge("rm ../notes.txt").verdict == .ask)
        #expect(guardian.judge("rm -rf ..").verdict == .deny)
        #expect(guardian.judge("rm /tmp/notes.txt").verdict == .allow)
    }

    @Test("A workspace as wide as the machine or the home folder gives no rights over either")
    func wide() {
        for root in ["/", "/home/ines", "/root", "/usr"] {
            let guardian = CommandGuard(places: WorkspacePlaces(root: root, home: "/home/ines"))
            for command in [
                "rm -rf /usr/lib", "cat ~/.ssh/id_rsa", "echo x >> ~/.bashrc", "rm -rf /", "cat /etc/shadow",
            ] {
                #expect(guardian.judge(command).verdict == .deny, "\(command) in \(root)")
            }
        }
        let container = CommandGuard(places: WorkspacePlaces(root: "/app", home: "/root"))
        #expect(container.judge("rm /app/notes.txt && cat /app/a.txt > b.txt").verdict == .allow)
    }

    @Test("Random changes to scripts are judged without a crash")
    func fuzzed() {
        var fuzzer = ShellFuzzer(seed: 77)
        for _ in 0..<6_000 { _ = guardian.judge(String(decoding: fuzzer.next(), as: UTF8.self)) }
    }
}
