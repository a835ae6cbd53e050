import Testing

@testable import AnnealContext

@Suite("Declarations without a grammar")
struct DeclarationFinderTests {
    private func symbols(_ path: String, _ text: String) -> [IndexedSymbol] {
        let syntax = SourceSyntax.of(path: path)
        return Array(text.utf8).withUnsafeBufferPointer { bytes in
            var scanner = SourceScanner(bytes, syntax: syntax)
            scanner.scan()
            var finder = DeclarationFinder(
                syntax: syntax, bytes: bytes, lexemes: scanner.lexemes, lineStarts: scanner.lineStarts)
            return finder.find()
        }
    }

    private func names(_ path: String, _ text: String) -> [String] {
        symbols(path, text).map { "\($0.kind.rawValue) \($0.name)" }
    }

    @Test("Swift: types, members, cases, and what stands within functions is passed over")
    func swift() {
        let text = """
            /// Keeps things. More words.
            public struct Box<T>: Sendable {
                public let size: Int
                var items: [T] = [] { didSet { let old = 1 } }
                init?(size: Int) { self.size = size }
                /// Puts.
                @discardableResult
                public static func put(
                    _ item: T
                ) -> Bool { let local = 2; return local > 1 }
                class func make() -> Box { fatalError() }
            }
            enum Kind { case small, large(Int); case other }
            extension Array.Element { subscript(key: Int) -> Int { 0 } }
            """
        let found = symbols("a.swift", text)
        #expect(
            found.map { "\($0.kind.rawValue) \($0.name)" } == [
                "type Box", "variable size", "variable items", "function init", "function put", "function make",
                "enumeration Kind", "member small", "member other", "extending Element", "function subscript",
            ])
        #expect(found[0].documentation == "Keeps things.")
        #expect(found[0].lastLine == 12)
        #expect(found[4].signature == "public static func put( _ item: T ) -> Bool")
        #expect(found[4].firstLine == 6)
        #expect(found[4].parent == 0)
    }

    @Test("Python: classes, methods, constants, attributes, and the text that begins a body")
    func python() {
        let text = """
            LIMIT = 3

            class Store(Base):
                \"\"\"Keeps rows. Second.\"\"\"

                name: str = "x"

                async def load(
                    self, path,
                ):
                    local = 1
                    def inner():
                        pass
                    return local

            @wraps
            def free(): return 1
            """
        let found = symbols("a.py", text)
        #expect(
            found.map { "\($0.kind.rawValue) \($0.name)" } == [
                "variable LIMIT", "type Store", "variable name", "function load", "function inner", "function free",
            ])
        #expect(found[1].documentation == "Keeps rows.")
        #expect(found[1].lastLine == 14)
        #expect(found[3].signature == "async def load( self, path, )")
        #expect(found[4].parent == 3)
    }

    @Test("C: functions, prototypes, types, macros; calls and control flow are none")
    func c() {
        let text = """
            #define LIMIT(a) \\
                ((a) + 1)
            typedef struct node { int value; } node;
            struct list { node *head; };
            enum color { RED, GREEN = 2 };
            int parse(const char *text);
            /* Finds a node. */
            static node *
            find(struct list *l, int (*match)(int))
            {
                if (match(l->head->value)) { return l->head; }
                for (;;) { parse("x {"); }
            }
            void last(void) { }
            """
        #expect(
            names("a.c", text) == [
                "macro LIMIT", "alias node", "type node", "type list", "enumeration color", "member RED",
                "member GREEN", "prototype parse", "function find", "function last",
            ])
        let find = symbols("a.c", text).first { $0.name == "find" }
        #expect(find?.documentation == "Finds a node.")
        #expect(find?.lastLine == 13)
    }

    @Test(
        "other languages",
        arguments: [
            (
                "a.go",
                "// Run runs.\nfunc (s *Server) Run(a int) error {\n\tx := f(a)\n\treturn x\n}\ntype Server struct {\n\tA int\n}\nconst Max = 3\n",
                ["function Run", "type Server", "variable Max"]
            ),
            (
                "a.rs",
                "pub fn run<'a>(x: &'a str) -> u8 { 0 }\nimpl<T> Shape for Box<T> {\n    fn area(&self) -> f32 { 1.0 }\n}\nenum E { A, B(u8) }\n",
                ["function run", "extending Box", "function area", "enumeration E", "member A", "member B"]
            ),
            (
                "a.ts",
                "export class Cart {\n  private items: string[] = [];\n  add(item: string): void { if (item) { this.push(item); } }\n}\nexport const total = (a: number) => { return a; };\ninterface Row { id: number }\nfunction* walk() {}\n",
                ["type Cart", "function add", "variable total", "type Row", "function walk"]
            ),
            (
                "A.java",
                "@Entity\npublic class A<T> {\n  private int n = f(1);\n  public A(int n) { this.n = n; }\n  @Override\n  public String name() throws X { return \"{\"; }\n  abstract void none();\n}\n",
                ["type A", "function A", "function name", "prototype none"]
            ),
            (
                "a.kt", "data class P(val x: Int)\nfun run() { val y = 1 }\nobject O { val z = 2 }\n",
                ["type P", "function run", "type O", "variable z"]
            ),
            (
                "a.rb", "module M\n  class C < B\n    def self.run(x)\n      y = 1\n    end\n  end\nend\n",
                ["type M", "type C", "function run"]
            ),
            (
                "a.sh", "#!/bin/sh\nfunction first { echo \"$#\"; }\nsecond() {\n  if true; then echo a; fi\n}\n",
                ["function first", "function second"]
            ),
            (
                "a.cpp",
                "namespace n {\nclass EXPORT Box : public Base {\n  void put(int a) override;\n};\nBox::Box(int a) : b_(a) { call(a); }\n}\n",
                ["type n", "type Box", "prototype put", "function Box"]
            ),
            ("a.txt", "class A def f(): pass", []),
        ] as [(String, String, [String])])
    func others(path: String, text: String, expected: [String]) {
        #expect(names(path, text) == expected)
    }

    @Test("broken text ends without a fault", arguments: ["a.swift", "a.py", "a.c", "a.ts", "a.rs", "a.rb", "a.sh"])
    func broken(path: String) {
        let seeds = [
            "}}}}{{{{((((", "\"\"\"", "/* open", "func (", "class", "def f(\n\n", "#define", "#define X \\", "`${`",
            "'", "\\",
            "typedef struct {", "enum E {", "func f<", "impl<", "\u{0}\u{1}", "struct S { func", "x = ", "@", "é€",
        ]
        for first in seeds {
            for second in seeds {
                for symbol in symbols(path, first + " " + second + "\n" + first) {
                    #expect(symbol.line <= symbol.lastLine && symbol.firstLine <= symbol.line)
                }
            }
        }
    }
}
