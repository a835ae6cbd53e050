/// Words that Python itself knows.
enum Python {
    /// Words that cannot be names.
    static let keywords: Set<String> = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
        "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
        "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ]

    /// Exceptions that need no import.
    static let exceptions: Set<String> = [
        "ArithmeticError", "AssertionError", "AttributeError", "BaseException", "BlockingIOError", "BrokenPipeError",
        "BufferError", "ChildProcessError", "ConnectionAbortedError", "ConnectionError", "ConnectionRefusedError",
        "ConnectionResetError", "EOFError", "EnvironmentError", "Exception", "FileExistsError", "FileNotFoundError",
        "FloatingPointError", "GeneratorExit", "IOError", "ImportError", "IndentationError", "IndexError",
        "InterruptedError", "IsADirectoryError", "KeyError", "KeyboardInterrupt", "LookupError", "MemoryError",
        "ModuleNotFoundError", "NameError", "NotADirectoryError", "NotImplementedError", "OSError", "OverflowError",
        "PermissionError", "ProcessLookupError", "RecursionError", "ReferenceError", "RuntimeError",
        "StopAsyncIteration", "StopIteration", "SyntaxError", "SystemError", "SystemExit", "TabError", "TimeoutError",
        "TypeError", "UnboundLocalError", "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeError", "ValueError",
        "ZeroDivisionError",
    ]

    /// Functions, types and constants that need no import.
    static let builtins: Set<String> = exceptions.union([
        "Ellipsis", "NotImplemented", "__file__", "__name__", "abs", "aiter", "all", "anext", "any", "ascii", "bin",
        "bool", "breakpoint", "bytearray", "bytes", "callable", "chr", "classmethod", "compile", "complex", "delattr",
        "dict", "dir", "divmod", "enumerate", "eval", "exec", "filter", "float", "format", "frozenset", "getattr",
        "globals", "hasattr", "hash", "help", "hex", "id", "input", "int", "isinstance", "issubclass", "iter", "len",
        "list", "locals", "map", "max", "memoryview", "min", "next", "object", "oct", "open", "ord", "pow", "print",
        "property", "range", "repr", "reversed", "round", "set", "setattr", "slice", "sorted", "staticmethod", "str",
        "sum", "super", "tuple", "type", "vars", "zip",
    ])

    /// Modules of the standard library that examples use by name.
    static let modules: Set<String> = [
        "array", "base64", "bisect", "calendar", "cmath", "collections", "contextlib", "copy", "csv", "dataclasses",
        "datetime", "decimal", "enum", "fractions", "functools", "glob", "hashlib", "heapq", "io", "itertools", "json",
        "locale", "logging", "math", "operator", "os", "pathlib", "random", "re", "shutil", "sqlite3", "statistics",
        "string", "struct", "subprocess", "sys", "tempfile", "textwrap", "threading", "time", "tomllib", "types",
        "typing", "unicodedata", "urllib", "uuid", "zoneinfo",
    ]

    /// Where names of the standard library that examples use without a module come from.
    static let moduleByName: [String: String] = [
        "Counter": "collections", "Decimal": "decimal", "Fraction": "fractions", "OrderedDict": "collections",
        "Path": "pathlib", "StringIO": "io", "BytesIO": "io", "UUID": "uuid", "ZoneInfo": "zoneinfo",
        "date": "datetime", "datetime": "datetime", "defaultdict": "collections", "deque": "collections",
        "inf": "math", "isclose": "math", "namedtuple": "collections", "nan": "math", "pi": "math", "sqrt": "math",
        "timedelta": "datetime", "timezone": "datetime",
    ]

    /// Where further names come from that code uses without a module more often than not. A specification's examples may
    /// mean something else by them.
    static let moduleByUsualName: [String: String] = [
        "ABC": "abc", "Any": "typing", "Callable": "typing", "ChainMap": "collections", "Dict": "typing",
        "Enum": "enum", "IntEnum": "enum", "Iterable": "typing", "Iterator": "typing", "List": "typing",
        "Optional": "typing", "ROUND_HALF_UP": "decimal", "Sequence": "typing", "Set": "typing", "Tuple": "typing",
        "Union": "typing", "abstractmethod": "abc", "accumulate": "itertools", "bisect_left": "bisect",
        "bisect_right": "bisect", "ceil": "math", "chain": "itertools", "combinations": "itertools",
        "contextmanager": "contextlib", "dataclass": "dataclasses", "deepcopy": "copy", "factorial": "math",
        "field": "dataclasses", "floor": "math", "gcd": "math", "groupby": "itertools", "heapify": "heapq",
        "heappop": "heapq", "heappush": "heapq", "itemgetter": "operator", "log": "math", "lru_cache": "functools",
        "mean": "statistics", "median": "statistics", "permutations": "itertools", "product": "itertools",
        "reduce": "functools", "zip_longest": "itertools",
    ]
}
