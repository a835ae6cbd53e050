/// What scripts for the fuzzer are made of.
enum ShellFragments {
    /// Scripts and parts of scripts, one for every construct.
    static let all = [
        "ls -l /tmp\n", "a=1 b=2 cmd x y\n", "a && b || c &\n", "a | b |& c\n", "! a | b\n", "time -p a\n",
        "time ! a\n",
        "echo 'a b' \"c $d\" e\\ f $'g\\n' $\"h\"\n",
        "echo ${a} ${a:-b} ${a##*/} ${a//b/c} ${#a} ${!a} ${a[1]} ${a:1:2}\n",
        "echo \"${a:-'b'}\" \"${a#'b'}\" ${a:-\"b c\"} ${a@Q} ${!a*} ${a^^} ${a,,b}\n",
        "echo $(b) `c` $((d + 1)) $[e] $(( (f) ? g : h ))\n", "echo `a \\`b\\` \\\\c`\n", "echo \"`a \"b\"`\"\n",
        "echo $( (a; b) | c ) $((a) | (b))\n", "diff <(a) >(b)\n",
        "if a; then b; elif c; then d; else e; fi\n", "while a; do b; done < c\n", "until a; do b; done\n",
        "for x in a b \"$@\"; do c; done\n", "for x; do c; done\n", "for ((i = 0; i < 3; i++)); do a; done\n",
        "select x in a b; do c; done\n", "case $a in b|c) d;; (e) f;& *) g;;& esac\n", "case a in esac\n",
        "{ a; b; } > c 2>&1\n", "(a; b) | c\n", "((a = 1, b++))\n", "f() { a; }\n", "function g { a; } > b\n",
        "function h() ( a )\n", "coproc a b\n", "coproc A { b; }\n",
        "[[ -f a && ! -d b || ( c == d* ) ]]\n", "[[ $a =~ ^(b|c d)+$ ]]\n", "[[ a < b && c -nt d ]]\n",
        "a=(b c [2]=d [e]+=f)\n", "a+=(b)\n", "a[1 + 2]=b\n", "declare -a a=(b c) d=e\n", "let a=(1+2)*3\n",
        "echo @(a|b) !(c) ?(d) *(e) +(f)\n", "cat <<E\na $b $(c)\nE\n", "cat <<'E'\na $b\nE\n", "cat <<-E\n\ta\n\tE\n",
        "cat <<A <<B\na\nA\nb\nB\n", "a <<< \"b c\"\n", "a >& b &> c &>> d >| e <> f <&- 3<&4-\n", "exec {fd}> a\n",
        "x=$(cat <<E\na\nE\n)\n", "if cat <<E; then\na\nE\nb; fi\n", "# comment\na # b\n", "a \\\n b\n", "a\\\nb=c\n",
        "eval \"a $b\"; . c\n", "[ a = b ] && c\n", "a;b;c\n", "echo {a,b{1..3}} ~/c *.d [a-z]?\n", "echo a\\",
        "((a) | b)\n",
        "echo \"a\\\"b\\$c\\\\d\\e\"\n", "\u{FEFF}a\n", "echo é 日本\n", "a\r\n", "export A=b; trap 'c d' EXIT\n",
        "while read -r a; do b; done < <(c)\n", "find . -exec rm {} \\;\n", "a=${b:-$(c \"${d}\")}\n", "x() (( 1 ))\n",
    ]

    /// Tokens that are put in anywhere.
    static let tokens = [
        "if ", "then ", "else ", "elif ", "fi ", "do ", "done ", "case ", "esac", " in ", "while ", "until ", "for ",
        "select ", "function ", "time ", "coproc ", "{ ", "} ", "! ", "[[ ", " ]]", "((", "))", "$((", "$(", "${", "`",
        "<(", ">(", "<<E\n", "<<-E\n", "<<'E'\n", "\nE\n", "\n\tE\n", "<<<", ">&", "&>", "&&", "||", ";;", ";&", ";;&",
        "|&",
        "\\\n", "$'", "$\"", "=(", "+=(", "@(", "!(", "=~ ", "${!", "${#", "${x[", "$[", "x[", "()", "E)", "E", "#",
        "\0",
        "\\\\", "\\\"", "\\`", "\u{80}", "é",
    ]

    /// The two halves of constructs that hold a script or a part of one.
    static let pairs = [
        ("(", ")"), ("( ", "\n)"), ("{ ", "\n}"), ("$(", ")"), ("$(", "\n)"), ("echo $(", ")"), ("`", "`"),
        ("\"", "\""),
        ("'", "'"), ("\"$(", "\n)\""), ("${x:-", "}"), ("\"${x:-", "}\""), ("\"${x#", "}\""), ("$((", "))"),
        ("((", "))"), ("<(", "\n)"),
        ("if ", "\nthen a; fi"), ("while a; do ", "\ndone"), ("case a in b) ", "\nesac"), ("f() { ", "\n}"),
        ("[[ ", " ]]"),
        ("x=(", ")"), ("@(", ")"), ("cat <<E\n", "\nE\n"), ("x[", "]=1"), ("$[", "]"), ("! ", ""), ("[[ ( ", " ) ]]"),
        ("coproc ", ""), ("function f ", ""), ("time ", ""), ("x=$(cat <<E\n", "\nE\n)"), ("$'", "'"), ("$\"", "\""),
        ("x=$(", ")"), (">$(", ")"), ("x=($(", "))"), ("declare x=($(", "))"), ("a $(", ")"),
    ]
}
