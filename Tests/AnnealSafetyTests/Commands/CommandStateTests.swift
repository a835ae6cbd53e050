import AnnealSafety
import Testing

/// What a script changes for its later commands: traps, variables, names that stand for others.
@Suite("Commands and what was set before them")
struct CommandStateTests {
    private let guardian = CommandGuard(places: WorkspacePlaces(root: "/work/shop", home: "/home/ines"))

    private func expect(_ verdict: GuardVerdict, _ commands: [String]) {
        for command in commands { #expect(guardian.judge(command).verdict == verdict, Comment(rawValue: command)) }
    }

    private func expectNotAllowed(_ commands: [String]) {
        for command in commands {
            #expect(guardian.judge(command).verdict >= .ask, Comment(rawValue: String(command.suffix(160))))
        }
    }

    @Test("Of many exit traps the last one counts, and what a trap sets when it runs")
    func manyTraps() {
        let harmless = (0..<9).map { "trap 'echo \($0)' EXIT; " }.joined()
        expect(.deny, [harmless + "trap 'rm -rf /srv' EXIT", #"trap "trap 'rm -rf /srv' EXIT" EXIT"#])
        expect(.allow, [harmless + "ls"])
        expectNotAllowed([(0..<70).map { "trap 'echo \($0)' EXIT; " }.joined() + "trap 'rm -rf /srv' EXIT"])
    }

    @Test("A trap may run while a variable has a value that it loses later")
    func earlierValues() {
        expect(
            .deny,
            [
                "t=/srv; trap 'rm -rf \"$t\"' EXIT; ls || exit; t=$(mktemp -d)",
                "trap 'rm -rf \"$t\"' EXIT; t=/srv; ls || exit; read -r t <<< a",
                "trap 'rm -rf \"$t\"' EXIT; f() { local t=/srv; exit; }; t=$(mktemp -d); f",
            ])
        // Before the end only the value counts that a variable has.
        expect(
            .allow, ["trap 'echo done' EXIT; f=/usr/share/dict/words; wc -l \"$f\"; f=a.txt; echo x > \"$f\""])
    }

    @Test("What may not happen leaves folder, values and functions as they were")
    func pathsNotTaken() {
        expectNotAllowed([
            "cd /etc; [ $1 ] && cd /tmp; rm hosts", "x=/etc/motd; [ $1 ] && read -r x <<< a.txt; rm \"$x\"",
            "x=/etc/motd; [ $1 ] && for x in a.txt; do :; done; rm \"$x\"",
            "if false; then :; elif ! cd /etc; then cd /work/shop; fi; rm hosts",
            "cd /etc; cd /work/shop/x || (echo no; exit 1); rm hosts",
            "cd /etc; cd /work/shop/x || if [ $1 ]; then exit; fi; rm hosts",
        ])
        expect(
            .deny,
            [
                "ls() { rm -rf /srv; }; unset -v ls; ls", "ls() { rm -rf /srv; }; [ $1 ] && unset -f ls; ls",
                "d=build; f() { local d; rm -rf \"$d\"/*; }; f", "d=; rm -rf \"${d-build}\"/*",
                "d=; rm -rf \"${d:+build}\"/*",
            ])
        expect(
            .allow,
            [
                "cd src || exit 1; ls", "cd src || { echo no; exit 1; }; ls", "f() { local d; d=src; ls \"$d\"; }; f",
                "d=src; ls \"${d:-build}\" \"${d:+build}\"",
            ])
    }

    @Test("Rights of containers may be a list")
    func rights() {
        for right in ["SYS_ADMIN", "NET_RAW,SYS_ADMIN", "net_raw,cap_sys_admin"] {
            expect(.deny, ["podman run --cap-add \(right) alpine"])
        }
    }

    @Test("A name that is made to stand for another one later, in a loop or by what is read is followed")
    func references() {
        expect(
            .deny,
            [
                "declare -n r; r=t; t=/srv; rm -rf $r", "r=t; declare -n r; t=/srv; rm -rf $r",
                "declare -n r; a=x; b=/srv; for r in a b; do rm -rf $r; done",
                "declare -n r=t; read -r r <<< /srv; rm -rf $t",
                "declare -n r=t; for i in /srv; do r=$i; done; rm -rf $t",
                "declare -n a=b; declare -n b=c; c=/srv; rm -rf $a", "declare -n r=t; : ${r:=/srv}; rm -rf $t",
                "f() { local -n r=$1; r=/srv; }; f t; rm -rf $t", "declare -n r='a[$(rm -rf /srv)]'; echo $r",
            ])
        expect(
            .allow,
            [
                "declare -n r=t; t=a.txt; echo x > $r", "f() { local -n r=$1; r=out.txt; }; f t; echo x > $t",
                "declare -n r=t; r=a; unset -n r; r=b.txt; echo x > $r", "declare -n r=t; echo ${!r} > names.txt",
            ])
    }

    @Test("A name that stands for nobody knows what is never harmless")
    func unknownReferences() {
        expectNotAllowed([
            "t=a.txt; declare -n r=$X; r=/etc/motd; touch $t",
            "declare -n r='a[0]'; a=(x.txt); r=/etc/motd; touch ${a[0]}",
            "declare -n r; touch $r", "t=a.txt; [ $1 ] && declare -n r=t; r=/etc/motd; touch $t",
            "declare -n r=t; t=a.txt; bash -c 'r=/etc/motd; t=a.txt; touch $r'",
            "declare -n r=t; t=a.txt; env r=/etc/motd sh -c 'touch $r'",
        ])
    }

    @Test("A variable of a function is gone with it")
    func locals() {
        expect(
            .deny,
            [
                "x=/srv; f() { local x=a; }; f; rm -rf $x",
                "x=/srv; f() { declare x=a; g; }; g() { local x=b; }; f; rm -rf $x",
                "x=/srv; f() { [ $1 ] && local x=a; }; f; rm -rf $x", "x=(/srv); f() { local x=(a); }; f; rm -rf $x",
                "f() { declare -g x=/srv; }; f; rm -rf $x",
            ])
        expect(.allow, ["x=a.txt; f() { local x=/usr/share/dict/words; wc -l $x; }; f; echo y > $x"])
    }

    @Test("Each value that a variable may have is followed where it is put together, declared, emptied or indexed")
    func alternatives() {
        expect(
            .deny,
            [
                "x=/srv; [ $1 ] && x=a; x+=/b; rm -rf $x", "x=a; [ $1 ] && x=/srv; declare y=$x; rm -rf $y",
                "x=/srv; [ $1 ] && unset x; rm -rf $x", "x=/srv; [ $1 ] && x=; rm -rf ${x:-a}",
                "a=(x); a[0]=/srv; rm -rf ${a[0]}", "a=(x y); i=1; a[$i]=/srv; rm -rf ${a[1]}",
                "a=([5]=/srv); rm -rf ${a[5]}",
                "a=([1]=/srv [0]=x); rm -rf ${a[1]}", "a[5]=/srv; a[2]=x; rm -rf ${a[5]}",
                "a=(x y); i=1; a[i]=/srv; rm -rf ${a[1]}",
                "declare -A m; m[0]=a; m[0]=/srv; rm -rf ${m[0]}", "a=(/s); a[0]+=rv; rm -rf ${a[0]}",
                "x=a; [ $1 ] && x=/srv; b=($x); rm -rf ${b[0]}",
                "a=/srv; b=x; n=b; [ $1 ] && n=a; rm -rf ${!n}", "x=/s; declare x+=rv; rm -rf $x",
            ])
        expectNotAllowed([
            "x=a.txt; declare x=$UNKNOWN; touch $x", "a=(x.txt); read -r 'a[0]' <<< /etc/motd; touch ${a[0]}",
        ])
        expect(.allow, ["a=(x y); a[1]=z.txt; touch ${a[1]}", "declare -a a=(x.txt y.txt); touch \"${a[@]}\""])
    }
}
