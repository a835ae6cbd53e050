#!/usr/bin/env python3
"""Measures what share of the definitions that an edit needs is in `anneal context pack`, beside two peers.

    packing.py FOLDER [--anneal PROGRAM] [--budget 2000] [--commits 40] [--aider PYTHON]

FOLDER holds git repositories (bare ones as well, also one folder deeper). Of each, the last commits that change one to six
source files and say something are drawn. The repository is put back to before the commit; the query is the message.
Needed are the innermost definitions (universal-ctags, with their ends; braces for Swift) of which the commit changes or removes lines, or
into which it inserts some. `shown`: the declaration's line is in the pack. `whole`: all its lines are. Peers: whole files
in the order of BM25 until the budget is full (the last is cut), and the repository map of aider (with --aider, a Python
that has aider-chat). Tokens are estimated for all three alike: 3.3 bytes each.
"""
import argparse, collections, json, os, pathlib, re, subprocess, sys, tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from context import BM25  # noqa: E402

ENDINGS = {"py", "swift", "js", "ts", "tsx", "go", "rs", "java", "kt", "rb", "c", "h", "cc", "cpp", "hpp"}
KINDS = {"function", "method", "class", "struct", "interface", "enum", "member", "func", "type", "trait", "implementation",
         "extension", "protocol", "module", "getter", "setter", "namespace", "generator", "macro", "object", "singletonMethod"}
TRIVIAL = re.compile(r"^(merge|revert|bump|release|version|format|lint|typo|update changelog|prepare)", re.I)


def git(folder, *arguments):
    result = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=True)
    return result.stdout.decode("utf-8", "replace")


def is_source(path):
    parts = path.lower().split("/")
    return (path.rsplit(".", 1)[-1] in ENDINGS
            and not any(p in ("test", "tests", "docs", "doc", "examples", "vendor") for p in parts)
            and not parts[-1].startswith("test") and "test." not in parts[-1])


SWIFT = re.compile(r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:\w+(?:\(set\))?\s+)*?(func|init[?!]?|subscript|class|struct|enum|protocol|"
                   r"extension|actor)\b")


def swift_definitions(text):
    """The same for Swift, which ctags does not read: heads by their keyword, ends by counting braces."""
    found, open_heads, pending = [], [], None
    for number, line in enumerate(text.split("\n"), 1):
        code = re.sub(r'"(\\.|[^"\\])*"|//.*', "", line)
        if SWIFT.match(code):
            pending = number
        for sign in code:
            if sign == "{":
                open_heads.append(pending)
                pending = None
            elif sign == "}" and open_heads:
                head = open_heads.pop()
                if head:
                    found.append((head, number))
    return found


def definitions(folder, path):
    """Line ranges of a file's definitions: (first, last)."""
    if path.endswith(".swift"):
        with open(os.path.join(folder, path), encoding="utf-8", errors="replace") as file:
            return swift_definitions(file.read())
    result = subprocess.run(
        ["ctags", "--output-format=json", "--fields=+ne", "-f", "-", os.path.join(folder, path)], capture_output=True)
    found = []
    for line in result.stdout.decode("utf-8", "replace").splitlines():
        tag = json.loads(line)
        if tag.get("kind") in KINDS and "end" in tag:
            found.append((tag["line"], tag["end"]))
    return found


def needed(folder, commit, paths):
    """The definitions of the parent that the commit changes: (path, first, last)."""
    result = set()
    for path in paths:
        ranges = definitions(folder, path)
        for line in git(folder, "diff", "-U0", commit + "^", commit, "--", path).splitlines():
            match = re.match(r"@@ -(\d+)(?:,(\d+))? ", line)
            if not match:
                continue
            start, count = int(match[1]), int(match[2] or 1)
            inserted = count == 0
            for number in ([start] if inserted else range(start, start + count)):
                around = [r for r in ranges if r[0] <= number and (number < r[1] if inserted else number <= r[1])]
                if around:
                    result.add((path, *min(around, key=lambda r: r[1] - r[0])))
    return result


def drawn(folder, count):
    """The newest commits that qualify: (hash, message, changed source files that were there before)."""
    found = []
    log = git(folder, "log", "--no-merges", "-n", "2500", "--format=%H")
    for commit in log.split():
        if len(found) == count:
            break
        try:
            status = git(folder, "diff", "--name-status", "--no-renames", commit + "^", commit).splitlines()
        except subprocess.CalledProcessError:
            continue
        files = [line.split("\t") for line in status]
        source = [path for state, path in files if is_source(path)]
        changed = [path for state, path in files if state == "M" and is_source(path)]
        message = git(folder, "log", "-1", "--format=%B", commit).strip()
        message = "\n".join(line for line in message.splitlines() if not re.match(r"^[A-Z][\w-]+(-by|-Id): ", line))
        message = re.sub(r"\(?#\d+\)?", "", message).strip()
        if not (1 <= len(source) <= 6 and changed) or len(message) < 20 or TRIVIAL.match(message):
            continue
        if any(os.path.basename(path) in message for path in source):
            continue
        found.append((commit, message, changed))
    return found


def lines_of(text):
    return [line.strip() for line in text.splitlines()]


class Pack:
    """Lines that are shown, by path: numbers, or texts where the peer gives no numbers."""

    def __init__(self):
        self.numbers = collections.defaultdict(set)
        self.texts = collections.defaultdict(collections.Counter)

    def covers(self, folder, definition):
        path, first, last = definition
        with open(os.path.join(folder, path), encoding="utf-8", errors="replace") as file:
            lines = lines_of(file.read())[first - 1:last]
        texts = self.texts.get(path, {})
        numbers = self.numbers.get(path, set())
        has = [first + i in numbers or (bool(line) and line in texts) for i, line in enumerate(lines)]
        return bool(has and has[0]), all(ok or not line for ok, line in zip(has, lines))


def anneal_packs(options, folder, index, query):
    command = [options.anneal, "context", "pack", "--repo", folder, "--index", index, "--budget", str(options.budget),
               "--task", query, "--json", "--no-rules", "--tokenizer", "estimate"]
    result = subprocess.run(command, capture_output=True)
    if result.returncode:
        raise SystemExit(result.stderr.decode())
    pack, answer = Pack(), json.loads(result.stdout)
    for item in answer["items"]:
        if item["kind"] == "outline":
            pack.numbers[item["path"]].update(item["lines"])
        else:
            pack.numbers[item["path"]].update(range(item["firstLine"], item["lastLine"] + 1))
    return pack


def bm25_pack(options, folder, query):
    files = []
    for path in git(folder, "ls-files").splitlines():
        full = os.path.join(folder, path)
        if is_source(path) and os.path.isfile(full) and os.path.getsize(full) < 1 << 20:
            files.append({"path": path, "text": open(full, encoding="utf-8", errors="replace").read()})
    texts = {file["path"]: file["text"] for file in files}
    pack, room = Pack(), options.budget * 3.3
    for path in BM25(files).search(query):
        for number, line in enumerate((path + "\n" + texts[path]).split("\n")):
            room -= len(line.encode()) + 1
            if room < 0:
                return pack
            pack.numbers[path].add(number)
    return pack


AIDER = r"""
import json, sys, os, re
from aider.repomap import RepoMap
from aider.models import Model
class IO:
    def read_text(self, name):
        try: return open(name, encoding="utf-8", errors="replace").read()
        except OSError: return None
    def tool_output(self, *a, **k): pass
    tool_error = tool_warning = tool_output
class Tokens:
    def token_count(self, text): return len(text.encode()) / 3.3
folder, budget = sys.argv[1], int(sys.argv[2])
query, files = json.load(sys.stdin)
names = [os.path.join(folder, f) for f in files]
repo = RepoMap(map_tokens=budget, root=folder, main_model=Tokens(), io=IO(), refresh="always")
idents = set(re.findall(r"\w+", query))
text = repo.get_ranked_tags_map([], names, budget, set(), idents)
print(json.dumps(text or ""))
"""


def aider_pack(options, folder, query):
    files = [path for path in git(folder, "ls-files").splitlines()
             if is_source(path) and os.path.isfile(os.path.join(folder, path))]
    result = subprocess.run([options.aider, "-c", AIDER, folder, str(options.budget)],
                            input=json.dumps([query, files]).encode(), capture_output=True)
    pack, path = Pack(), None
    text = json.loads(result.stdout.splitlines()[-1]) if result.returncode == 0 and result.stdout else ""
    if result.returncode:
        print(result.stderr.decode()[-500:], file=sys.stderr)
    for line in text.splitlines():
        if line and not line.startswith(("│", "⋮", " ")):
            path = line.rstrip(":")
        elif line.startswith("│") and path:
            pack.texts[path][line[1:].strip()] += 1
    return pack


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--anneal", default=".build/debug/anneal")
    parser.add_argument("--budget", type=int, default=2000)
    parser.add_argument("--commits", type=int, default=40)
    parser.add_argument("--aider")
    parser.add_argument("--only", help="repositories whose name holds this")
    options = parser.parse_args()
    base = pathlib.Path(options.folder)
    heads = sorted({p.parent for pattern in ("HEAD", "*/HEAD", "*/*/HEAD", "*/.git/HEAD") for p in base.glob(pattern)})
    print("repository      method  commits  definitions   shown   whole")
    for head in heads:
        name = head.parent.name if head.name in (".git", "repo") else head.name
        if options.only and options.only not in name:
            continue
        with tempfile.TemporaryDirectory() as work:
            folder, index = os.path.join(work, "repo"), os.path.join(work, "index.sqlite")
            subprocess.run(["git", "clone", "-q", "--shared", str(head), folder], check=True, capture_output=True)
            methods = {"anneal": lambda f, q: anneal_packs(options, f, index, q),
                       "bm25": lambda f, q: bm25_pack(options, f, q)}
            if options.aider:
                methods["aider"] = lambda f, q: aider_pack(options, f, q)
            sums = {method: [0.0, 0.0] for method in methods}
            commits = total = 0
            for commit, message, changed in drawn(folder, options.commits):
                git(folder, "checkout", "-q", "-f", commit + "^")
                wanted = needed(folder, commit, changed)
                if not wanted:
                    continue
                commits += 1
                total += len(wanted)
                for method, make in methods.items():
                    covered = [make_pack.covers(folder, d) for make_pack in [make(folder, message)] for d in wanted]
                    for column in (0, 1):
                        sums[method][column] += sum(c[column] for c in covered) / len(wanted)
            for method, (shown, whole) in sums.items():
                print(f"{name:15.15} {method:7} {commits:8} {total:12} {shown / max(1, commits):7.3f} "
                      f"{whole / max(1, commits):7.3f}", flush=True)


if __name__ == "__main__":
    main()
