/// Variables that decide what other programs run or load.
extension KnownVariables {
    private static let commands: Set<String> = [
        "PAGER", "GIT_PAGER", "MANPAGER", "EDITOR", "VISUAL", "GIT_EDITOR", "GIT_SEQUENCE_EDITOR", "GIT_SSH_COMMAND",
        "GIT_SSH", "GIT_EXTERNAL_DIFF", "GIT_ASKPASS", "SSH_ASKPASS", "SUDO_ASKPASS", "BROWSER", "LESSOPEN",
        "LESSCLOSE", "PROMPT_COMMAND", "RSYNC_RSH", "CVS_RSH", "GIT_PROXY_COMMAND", "FCEDIT", "SVN_SSH", "TAR_OPTIONS",
        "MANROFFOPT", "FZF_DEFAULT_COMMAND", "GIT_MERGE_TOOL", "RUSTC_WRAPPER", "CMAKE_CXX_COMPILER_LAUNCHER",
        "HGEDITOR", "SVN_EDITOR", "DELTA_PAGER", "BAT_PAGER", "SYSTEMD_PAGER", "SYSTEMD_EDITOR", "SUDO_EDITOR",
        "HGPAGER", "GH_PAGER", "AWS_PAGER", "KUBE_EDITOR", "PSQL_PAGER", "PSQL_EDITOR", "GIT_TEMPLATE_COMMAND",
        "CARGO_BUILD_RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER", "BORG_PASSCOMMAND", "RESTIC_PASSWORD_COMMAND",
    ]

    /// Variables that decide what is loaded or read at the start of a program.
    static let startup: Set<String> = [
        "LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "DYLD_INSERT_LIBRARIES", "DYLD_LIBRARY_PATH",
        "DYLD_FRAMEWORK_PATH", "BASH_ENV", "ENV", "ZDOTDIR", "PATH", "PYTHONSTARTUP", "PYTHONPATH", "PYTHONHOME",
        "PERL5LIB", "PERL5OPT", "PERL5DB", "RUBYOPT", "RUBYLIB", "NODE_OPTIONS", "NODE_PATH", "JAVA_TOOL_OPTIONS",
        "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "GCONV_PATH", "HOSTALIASES", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM",
        "GIT_DIR", "GIT_EXEC_PATH", "GIT_TEMPLATE_DIR", "GIT_WORK_TREE", "SHELLOPTS", "BASHOPTS", "PS4", "IFS_HOOK",
        "PERL_MB_OPT", "LUA_INIT", "PHPRC", "PHP_INI_SCAN_DIR", "VIMINIT", "EXINIT", "INPUTRC", "TERMINFO",
        "LOCPATH", "NLSPATH", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "NPM_CONFIG_REGISTRY", "npm_config_registry",
        "npm_config_script_shell", "MAKEFLAGS", "MAKEFILES", "CLASSPATH", "GEM_PATH", "GEM_HOME",
        "DOTNET_STARTUP_HOOKS",
        "KUBECONFIG", "DOCKER_HOST", "SSLKEYLOGFILE", "NODE_EXTRA_CA_CERTS", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY",
        "http_proxy", "https_proxy", "all_proxy", "PYTHONINSPECT", "PYTHONBREAKPOINT", "COREPACK_NPM_REGISTRY",
        "R_PROFILE_USER", "R_PROFILE", "JULIA_LOAD_PATH", "ELECTRON_RUN_AS_NODE", "OPENSSL_CONF", "SSL_CERT_FILE",
        "XDG_CONFIG_HOME", "CURL_HOME", "WGETRC", "MAVEN_OPTS", "GRADLE_OPTS", "JAVA_OPTS", "SBT_OPTS", "ERL_FLAGS",
        "ERL_AFLAGS", "ELIXIR_ERL_OPTIONS",
        "CATALINA_OPTS", "ANT_OPTS", "LEIN_JVM_OPTS",
    ]

    /// Variables that hold a program text, with its language.
    static let codeLanguages: [String: String] = [
        "PERL5DB": "perl", "LUA_INIT": "lua", "VIMINIT": "vim", "EXINIT": "vim", "PYTHONBREAKPOINT": "python",
    ]

    /// Whether a variable holds a command that some program runs.
    static func runsCommand(_ name: String) -> Bool { commands.contains(name) }

    /// Programs that do no harm as a pager, an editor that leaves at once, or a compiler.
    static let harmlessPrograms: Set<String> = [
        "cat", "less", "more", "true", "false", ":", "most", "delta", "bat", "batcat", "diff-so-fancy", "tail", "head",
        "vim", "vi", "nano", "emacs", "code", "nvim", "ed", "sccache", "ccache", "distcc", "pico", "micro", "helix",
        "hx",
        "echo", "git-editor", "col",
    ]

    /// Whether a command line holds more than a program and its options.
    static func namesPaths(_ text: String) -> Bool {
        text.split(separator: " ").dropFirst().contains { $0.contains("/") || $0.hasPrefix("~") || $0.hasPrefix(".") }
    }

    private static let searchPaths: Set<String> = [
        "PYTHONPATH", "NODE_PATH", "PERL5LIB", "RUBYLIB", "CLASSPATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH",
        "DYLD_FRAMEWORK_PATH", "JULIA_LOAD_PATH", "GEM_PATH", "GEM_HOME", "XDG_CONFIG_HOME", "GIT_DIR", "GIT_WORK_TREE",
        "MAKEFLAGS", "PYTHONINSPECT",
    ]

    /// Whether a variable is a list of folders in which a program looks for the project's own code.
    static func isSearchPath(_ name: String) -> Bool { searchPaths.contains(name) }

    /// Whether all folders of a list are the workspace's own or the system's.
    static func isWithinWorkspace(_ list: String, folder: String, paths: PathReader) -> Bool {
        list.split(separator: ":").allSatisfy { entry in
            if entry.utf8.first == Mark.unknown || entry.hasPrefix("-") { return true }
            switch paths.read(String(entry), from: folder).place {
            case .workspace, .buildResult, .workspaceRoot, .system, .git: return true
            default: return false
            }
        }
    }

    /// Whether a `PATH` keeps the old one and adds only folders in which a project's own tools are usually installed.
    static func isHarmlessPath(_ list: String, places: WorkspacePlaces) -> Bool {
        list.split(separator: ":").allSatisfy { entry in
            if entry.utf8.first == Mark.unknown, entry.utf8.count == 1 { return true }
            return entry.hasSuffix("node_modules/.bin") || entry.hasSuffix("venv/bin") || entry.hasSuffix("vendor/bin")
                || entry.hasPrefix("/usr/") || entry == "/bin" || entry == "/sbin" || entry.hasPrefix("/opt/")
                || (entry.hasPrefix(places.home + "/.") && entry.hasSuffix("/bin"))
                || entry.hasPrefix(places.home + "/go/bin") || entry.hasSuffix(".build/debug")
                || entry.hasSuffix(".build/release")
        }
    }

    /// Whether options for an interpreter load code.
    static func loadsCode(_ options: String) -> Bool {
        options.split(separator: " ").contains { option in
            option.hasPrefix("-r") || option.hasPrefix("--require") || option.hasPrefix("--import")
                || option.hasPrefix("--loader")
                || option.hasPrefix("--experimental-loader") || option.hasPrefix("-M") || option.hasPrefix("-I")
                || option.hasPrefix("-javaagent")
                || option.hasPrefix("-agent") || option.hasPrefix("-Xbootclasspath")
                || option.hasPrefix("-XX:OnOutOfMemoryError")
                || option.hasPrefix("--inspect") || option.hasPrefix("-e")
        }
    }
}
