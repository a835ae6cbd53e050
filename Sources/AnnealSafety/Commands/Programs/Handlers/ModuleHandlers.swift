/// Modules of Python that are run as programs.
extension ProgramHandlers {
    static let moduleHandlers: [String: Handler] = [:]

    static let ownModules: Set<String> = [
        "pytest", "unittest", "doctest", "mypy", "black", "ruff", "flake8", "pylint", "isort", "compileall",
        "py_compile",
        "build", "timeit", "cProfile", "profile", "pdb", "trace", "coverage", "tox", "nox", "nose2", "sphinx", "mkdocs",
        "pydoc", "ast", "tokenize", "dis", "json.tool", "http.server", "zipfile", "tarfile", "gzip", "base64",
        "calendar",
        "venv", "virtualenv", "pyflakes", "pycodestyle", "bandit", "yapf", "autopep8", "site", "sysconfig", "platform",
        "this", "tabnanny", "symtable", "inspect", "pstats", "invoke", "behave", "hypothesis", "jupyter", "notebook",
        "IPython",
        "uvicorn", "gunicorn", "flask", "django", "streamlit", "celery", "alembic", "scrapy", "pyright", "vulture",
        "radon",
        "cython", "nuitka", "PyInstaller", "grpc_tools.protoc", "pre_commit", "cookiecutter", "lib2to3", "zipapp",
        "robot", "locust", "pyperf", "memory_profiler", "kernprof", "line_profiler", "scalene", "snakeviz", "turtle",
        "SimpleHTTPServer",
        "dataclasses", "csv", "encodings.rot_13", "quopri", "uu", "textwrap", "colorsys", "idlelib", "sqlite3",
        "twisted.trial", "trial",
        "debugpy", "docutils", "babel", "bumpversion", "commitizen", "json", "markdown", "yaml", "xdist", "pyupgrade",
        "asyncio",
    ]
}

extension CommandAnalysis {
    /// `python -m MODULE …`.
    func runModule(_ module: Word, _ words: [Word], input: Flow) -> Flow {
        let name = module.text
        switch name {
        case "pip", "pip3", "pipx", "uv", "poetry", "pdm", "hatch", "twine", "virtualenvwrapper", "conda":
            return runNamed(name == "pip3" ? "pip" : name, words, input: input, range: module.range)
        case "ensurepip", "easy_install": emit(.install, target: name)
        case "http.server", "SimpleHTTPServer":
            emit(.own, target: name)
            let arguments = Arguments(words, OptionNames("-d -b -p --directory --bind --protocol"), .gnu)
            serve(arguments.value("-d", "--directory") ?? Word(text: ".", range: module.range))
        case "json.tool", "base64", "gzip", "zipfile", "tarfile", "tokenize", "ast":
            var taint = input.taint
            for word in words where !word.text.hasPrefix("-") && name != "zipfile" && name != "tarfile" {
                taint.formUnion(readFile(word).taint)
            }
            if name == "zipfile" || name == "tarfile" {
                let operands = words.filter { !$0.text.hasPrefix("-") }
                for word in operands { touch(.read, word) }
                if words.contains(where: { $0.text == "-e" || $0.text == "--extract" }), operands.count > 1 {
                    touch(.write, operands[1])
                }
                if words.contains(where: { $0.text == "-c" || $0.text == "--create" }), let archive = operands.first {
                    touch(.write, archive)
                }
            }
            if name == "base64", words.contains(where: { $0.text == "-d" }) { taint.insert(.decoded) }
            return Flow(taint: taint)
        case "webbrowser", "smtplib", "telnetlib", "ftplib", "urllib.request": emit(.network, target: name)
        case "pdb", "trace", "cProfile", "profile", "runpy", "timeit", "coverage":
            emit(.own, target: name)
            if name == "timeit" {
                for word in words where !word.text.hasPrefix("-") {
                    runCode(word, language: "python", input: .none, arguments: [])
                }
            }
        default:
            if module.isUnknown {
                emit(.opaque, target: name)
            } else {
                // A module of the project, or one that is installed for it.
                emit(.own, target: name)
            }
        }
        return .generated
    }
}
