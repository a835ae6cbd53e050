/// What a file's path tells of how its text is to be read.
struct FilePlace: Sendable, Hashable {
    /// How values stand in the text.
    enum Form: Sendable {
        /// No path, or one that tells nothing.
        case unknown
        /// A programming language: what is not quoted is an expression.
        case code
        /// One value a line: what is not quoted goes to the end of the line.
        case settings
        /// Sentences.
        case prose
        /// Written by a package manager: full of hashes.
        case lock
    }

    /// A file whose name says which secrets it holds.
    enum Store: Sendable {
        case none, netrc, postgres, passwords, bareKey, pairs, columns, twoLines
    }

    var form = Form.unknown
    var store = Store.none
    /// Whether each line is a row of values.
    var isTable = false

    init(path: String?) {
        guard let path else { return }
        let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        var ending = Self.ending(of: name)
        if Self.copyEndings.contains(ending) { ending = Self.ending(of: String(name.dropLast(ending.count + 1))) }
        form = Self.form(name: name, ending: ending)
        store = Self.store(name: name, ending: ending, path: path)
        isTable = ending == "csv" || ending == "tsv"
    }

    private static func ending(of name: String) -> String {
        name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? ""
    }

    private static func form(name: String, ending: String) -> Form {
        if lockNames.contains(name) || ending == "lock" || ending == "sum" { return .lock }
        if name.hasPrefix(".env") || name.hasSuffix(".env") || settingsNames.contains(name) { return .settings }
        if codeEndings.contains(ending) { return .code }
        if settingsEndings.contains(ending) || name.hasSuffix("rc") { return .settings }
        return proseEndings.contains(ending) || name == "readme" ? .prose : .unknown
    }

    private static func store(name: String, ending: String, path: String) -> Store {
        switch name {
        case ".netrc", "_netrc", "netrc": .netrc
        case ".pgpass", "pgpass", "pgpass.conf": .postgres
        case "sasl_passwd", "passwd.client", "smtp_auth", "sasl-passwd", "rsyncd.secrets": .pairs
        case "chap-secrets", "pap-secrets", "ipsec.secrets", "psk.txt", "userlist.txt": .columns
        case ".htpasswd", "htpasswd", "shadow", "passwd", "shadow-", "gshadow": .passwords
        case "master.key", "secret.key", "secret_key", ".vault_pass", "vault_pass", ".vault-token", "credentials.key",
            "vault-password", ".vault_password", "app.key", "encryption.key":
            .bareKey
        case "auth.txt", "login.conf", "auth-user-pass", "userpass.txt", "pass.txt", "credentials.txt", "login.txt",
            "up.txt", "auth.conf", "smbcredentials", ".smbcredentials":
            .twoLines
        default:
            ending == "key" && path.contains("credentials/")
                ? .bareKey : (path.contains("run/secrets/") ? .bareKey : (ending == "htpasswd" ? .passwords : .none))
        }
    }

    private static let lockNames: Set<String> = [
        "package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "package.resolved", "packages.lock.json",
        "deno.lock", "bun.lockb", "gradle.lockfile", "conan.lock", "mix.lock", "go.sum", "podfile.lock",
    ]
    private static let settingsNames: Set<String> = [
        ".npmrc", ".pypirc", ".yarnrc", ".s3cfg", ".boto", ".my.cnf", "credentials", "config", ".envrc", ".netrc",
        "wpa_supplicant.conf", ".dockercfg", ".git-credentials", ".credentials", "gradle.properties",
    ]
    private static let settingsEndings: Set<String> = [
        "ini", "cfg", "conf", "cnf", "properties", "yaml", "yml", "toml", "env", "prefs", "editorconfig", "service",
        "desktop", "credentials", "tfvars", "config", "nmconnection", "cred", "secrets", "ovpn", "inf", "mobileconfig",
    ]
    /// Endings of copies and templates, before which the real ending stands.
    private static let copyEndings: Set<String> = [
        "bak", "backup", "old", "orig", "save", "template", "tmpl", "tpl", "j2", "erb", "dist", "local", "prod",
        "production", "staging", "dev", "live",
    ]
    private static let codeEndings: Set<String> = [
        "swift", "py", "pyi", "js", "mjs", "cjs", "ts", "tsx", "jsx", "go", "rs", "java", "kt", "kts", "c", "cc",
        "cpp", "cxx", "h", "hh", "hpp", "m", "mm", "cs", "vb", "fs", "rb", "php", "scala", "lua", "pl", "pm", "dart",
        "sol", "ex", "exs", "erl", "hs", "clj", "cljs", "r", "vue", "svelte", "groovy", "gradle", "jl", "nim", "zig",
        "css", "scss", "less", "ml", "mli", "elm", "proto", "el", "ps1", "psm1", "swiftinterface", "tf", "hcl", "sql",
        "graphql", "pyx", "d", "inc", "asm", "s", "cmake", "def", "td", "bas", "vba", "vbs", "frm", "cls", "pas", "dpr",
        "cbl", "cob", "f90", "adb", "ads", "hrl", "fsx", "gd", "sbt", "cljc", "edn", "lisp", "scm", "rkt", "bicep",
    ]
    private static let proseEndings: Set<String> = ["md", "markdown", "rst", "txt", "adoc", "org", "tex", "mdx"]
}
