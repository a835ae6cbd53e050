/// Names of calls in Python, JavaScript, Perl, Ruby, PHP and Lua by what they do; lower case, without qualifiers.
enum CodeVerbs {
    static let shell: Set<String> = [
        "system", "popen", "popen2", "popen3", "execsync", "spawnsync", "spawn", "check_output", "check_call", "run",
        "call",
        "getoutput", "getstatusoutput", "shell_exec", "passthru", "proc_open", "execfile", "execfilesync", "exec",
        "execvp",
        "execv", "execl", "execlp", "execve", "spawnl", "spawnvp", "posix_spawn", "capture2", "capture2e", "capture3",
        "pcntl_exec",
        "create_subprocess_shell", "create_subprocess_exec", "command", "sh", "readpipe", "startfile", "execa",
        "execacommand",
        "shelljs", "pipeline_r", "popen2e", "doshellscript", "runcommand", "do_shell_script", "cmd",
    ]

    static let code: Set<String> = [
        "exec", "eval", "compile", "function", "runinthiscontext", "runinnewcontext", "instance_eval", "class_eval",
        "module_eval", "loadstring", "assert", "create_function", "execscript", "dofile", "loads", "__import__", "load",
        "run_path", "run_module", "exec_module",
    ]

    /// Whether a call runs a text as code: `eval(…)`, `vm.runInThisContext(…)`, `marshal.loads(…)`, but not `json.load(…)`.
    static func isCode(_ name: String, _ verb: String) -> Bool {
        guard code.contains(verb) else { return false }
        switch verb {
        case "load", "loads":
            return name == verb || name.hasPrefix("pickle") || name.hasPrefix("marshal") || name.hasPrefix("dill")
        case "compile": return name == verb || name.hasPrefix("builtins")
        case "exec": return name == verb || name.hasPrefix("builtins")
        default: return true
        }
    }

    static let recursive: Set<String> = [
        "rmtree", "rm_rf", "rm_r", "remove_tree", "rimraf", "removedirs", "remove_dir", "remove_entry", "deltree",
        "remove_entry_secure", "rimrafsync", "removesync", "emptydir", "emptydirsync", "remove_dir_all", "rmtree_f",
    ]

    static let removal: Set<String> = [
        "unlink", "remove", "unlinksync", "rmdir", "rmdirsync", "delete", "rm", "rmsync", "safe_unlink", "rm_f",
        "removeitem",
    ]

    static let opening: Set<String> = ["open", "fopen", "opensync", "sysopen", "file", "openbin", "splfileobject"]

    static let reading: Set<String> = [
        "readfile", "readfilesync", "read_text", "read_bytes", "file_get_contents", "read", "readlines", "foreach",
        "slurp",
        "createreadstream", "readtextfile", "readtextfilesync", "binread", "loadtxt", "read_csv", "read_file",
        "getline",
        "fileinput", "readlink", "highlight_file", "show_source", "readfile_r", "lines", "open_memmap", "genfromtxt",
    ]

    static let writing: Set<String> = [
        "writefile", "writefilesync", "appendfile", "appendfilesync", "write_text", "write_bytes", "file_put_contents",
        "createwritestream", "makedirs", "mkdir", "mkdirsync", "mkdir_p", "touch", "binwrite", "truncate",
        "truncatesync",
        "writetextfile", "writetextfilesync", "mkpath", "make_path", "ftruncate", "urlretrieve_", "spew", "spurt",
    ]

    /// Whether a call writes the file that it names first: `write` alone also writes to what is open.
    static func isWriting(_ name: String, _ verb: String) -> Bool {
        writing.contains(verb) || ["File.write", "IO.write", "Bun.write"].contains(name)
    }

    static let copying: Set<String> = [
        "copy", "copyfile", "copy2", "copytree", "move", "rename", "replace", "cp", "cp_r", "mv", "copyfilesync",
        "renamesync", "cpsync",
        "symlink", "link", "symlinksync", "linksync", "ln_s", "hardlink_to", "symlink_to", "ln_sf", "renames",
    ]

    static let modes: Set<String> = [
        "chmod", "chmodsync", "chown", "chownsync", "lchown", "chmod_r", "chown_r", "fchmod",
    ]

    static let listing: Set<String> = [
        "listdir", "readdir", "readdirsync", "iterdir", "scandir", "walk", "glob", "iglob", "rglob", "entries",
        "children", "opendir", "finddepth", "each_child", "directoryiterator",
    ]

    /// Calls to where the system or a program keeps passwords.
    static let asking: Set<String> = [
        "get_password", "getpassword", "findpassword", "findcredentials", "get_credential", "get_all_credentials",
        "secretsfor", "cryptunprotectdata", "get_frozen_credentials",
    ]

    static let signals: Set<String> = ["kill", "killpg", "posix_kill"]

    static let network: Set<String> = [
        "urlopen", "urlretrieve", "fetch", "create_connection", "createconnection", "fsockopen", "stream_socket_client",
        "curl_init", "curl_exec", "download", "sendmail", "sendto", "gethostbyname", "getaddrinfo", "lookup",
        "resolve4",
        "post_form", "tcpsocket", "connect", "sendall", "getprint", "getstore",
        "packages", "install_github", "install_cran", "install_gitlab", "install_bioc", "nsl",
    ]

    private static let modules = [
        "requests.", "httpx.", "aiohttp", "urllib.request", "urllib2", "http.client", "http.get", "https.get",
        "http.request",
        "https.request", "axios", "net::http", "net.connect", "net.createconnection", "tcpsocket", "io::socket",
        "lwp::", "ftplib", "smtplib",
        "paramiko", "telnetlib", "got.", "open-uri", "uri.open", "faraday", "httparty", "restclient", "socket.http",
        "websocket",
        "boto3", "socketio", "dns.resolve", "dns.lookup", "mechanize", "httplib", "socket.gethostbyname", "urllib3",
        "superagent", "undici",
    ]

    /// Whether a qualified name is a call to the network.
    static func isNetworkName(_ name: String) -> Bool {
        var rest = name.lowercased()[...]
        if modules.contains(where: { rest.hasPrefix($0) }) { return true }
        // What follows a dot may be a module of its own, or its name without dots.
        while let dot = rest.firstIndex(of: ".") {
            rest = rest[rest.index(after: dot)...]
            if modules.contains(where: { rest.hasPrefix($0) }) || undotted.contains(where: { rest.hasPrefix($0) }) {
                return true
            }
        }
        return false
    }

    /// Modules whose names end with a dot, without their dots.
    private static let undotted = modules.filter { $0.hasSuffix(".") }.map { $0.filter { $0 != "." } }

    /// Whether a name, lower case, brings something from the network.
    static func isNetworkToken(_ name: String) -> Bool {
        name.contains("urlopen") || name.contains("urlretrieve") || name == "fetch" || name.hasPrefix("requests.")
            || name.contains("urllib.request")
            || name.contains("http.get") || name.contains("https.get") || name.contains("net::http")
            || name.contains("uri.open")
            || name.contains("file_get_contents_url") || name.contains("lwp::simple") || name.contains("httpx.")
            || name.contains(".urlopen")
    }

    /// Whether a name, lower case, decodes a text.
    static func isDecodingToken(_ name: String) -> Bool {
        name.contains("b64decode") || name.contains("decode64") || name == "atob" || name.contains("base64_decode")
            || name.contains("fromhex")
            || name.contains("unhexlify") || name.contains("hex2bin") || name.contains("decompress")
            || name.contains("marshal.loads")
            || name.contains("codecs.decode") || name.contains("decode_base64") || name.contains("gzinflate")
            || name.contains("str_rot13")
            || name.contains("fromcharcode") || isUnpacking(name) || name.contains("buffer.from")
            || name.contains("a85decode") || name.contains("b32decode")
    }

    /// `unpack` of Perl and Ruby makes texts of others; that of Python's `struct` makes numbers.
    private static func isUnpacking(_ name: String) -> Bool {
        name == "unpack" || name == "unpack1" || name.hasSuffix(".unpack1")
            || name.hasSuffix(".unpack") && !name.hasPrefix("struct")
    }
}
