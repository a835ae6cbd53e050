#!/usr/bin/env python3
"""Makes functions.jsonl from the tasks in functions/*.txt.

A task begins with a line `=== ID | LANGUAGE | DIFFICULTY | TOPIC | FILE`. Then comes each function of the module: `##` and
its signature, sentences, `ex:` and `hide:` with a call each. After a line `---` stands the reference solution. What the
calls give is asked of the reference, so that examples and hidden tests cannot differ from it; examples are shown in the
specification, hidden tests hold both.

Usage: make_functions.py [--check]   (--check: say whether the file is up to date, write nothing)
"""
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE / "functions.jsonl"


def read_tasks(path):
    tasks, task, part = [], None, None
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.startswith("=== "):
            fields = [field.strip() for field in line[4:].split("|")]
            if len(fields) != 5:
                sys.exit(f"{path.name}:{number}: five fields are wanted")
            task = dict(zip(("id", "language", "difficulty", "topic", "file"), fields), functions=[], reference=[])
            part = "spec"
            tasks.append(task)
        elif line == "---":
            part = "reference"
        elif part == "reference":
            task["reference"].append(line)
        elif line.startswith("## "):
            task["functions"].append({"signature": line[3:].strip(), "text": [], "ex": [], "hide": []})
        elif line.startswith(("ex: ", "hide: ")):
            kind, call = line.split(": ", 1)
            task["functions"][-1][kind].append(call.strip())
        elif line.strip():
            task["functions"][-1]["text"].append(line.strip())
    for task in tasks:
        task["reference"] = "\n".join(task["reference"]).strip() + "\n"
    return tasks


PYTHON_PROBE = """
import json, {module} as module
names = dict(vars(module))
for call in json.load(open("calls.json")):
    code = compile(call, "call", "eval")
    try:
        value = eval(code, dict(names))
        print(json.dumps(["value", repr(value)]))
    except Exception as error:
        print(json.dumps(["error", type(error).__name__]))
"""

JAVASCRIPT_PROBE = """
import * as module from "./{file}";
import {{ readFileSync }} from "node:fs";
const text = (value) => {{
  if (Array.isArray(value)) return "[" + value.map(text).join(", ") + "]";
  if (value && typeof value === "object")
    return "{{ " + Object.entries(value).map(([key, item]) => JSON.stringify(key) + ": " + text(item)).join(", ") + " }}";
  return JSON.stringify(value);
}};
for (const call of JSON.parse(readFileSync("calls.json", "utf8"))) {{
  const code = new Function(...Object.keys(module), "return " + call);
  try {{
    const value = code(...Object.values(module));
    console.log(JSON.stringify(["value", text(value)]));
  }} catch (error) {{
    console.log(JSON.stringify(["error", error.name]));
  }}
}}
"""


def ask_reference(task):
    """What each call gives, by asking the reference."""
    calls = [call for function in task["functions"] for call in function["ex"] + function["hide"]]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / task["file"]).write_text(task["reference"])
        (folder / "calls.json").write_text(json.dumps(calls))
        if task["language"] == "python":
            (folder / "probe.py").write_text(PYTHON_PROBE.format(module=task["file"][:-3]))
            command = [sys.executable, "-B", "probe.py"]
        else:
            (folder / "package.json").write_text('{ "type": "module" }\n')
            (folder / "probe.js").write_text(JAVASCRIPT_PROBE.format(file=task["file"]))
            command = ["node", "probe.js"]
        result = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
    if result.returncode:
        sys.exit(f"{task['id']}: {result.stderr}")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    for call, (kind, value) in zip(calls, answers, strict=True):
        if kind == "error" and value in ("NameError", "ReferenceError", "AttributeError"):
            sys.exit(f"{task['id']}: {call}: {value}")
        if value is None:
            sys.exit(f"{task['id']}: {call} gives undefined")
    return dict(zip(calls, answers))


def specification(task, answers):
    what = "A Python module" if task["language"] == "python" else "A JavaScript module (ES module, Node)"
    title = task["id"].replace("-", " ").capitalize()
    lines = [f"# {title}", "", f"{what} `{task['file']}` in the repository root, without dependencies.", "", "## Requirements", ""]
    for number, function in enumerate(task["functions"], 1):
        name = function["signature"].split("(")[0]
        lines += [f"### R{number} {name}", f"`{function['signature']}` {' '.join(function['text'])}", ""]
        for call in function["ex"]:
            kind, value = answers[call]
            verb = "returns" if kind == "value" else "raises" if task["language"] == "python" else "throws"
            lines.append(f"- `{call}` {verb} `{value}`.")
        lines.append("")
    return "\n".join(lines)


def hidden_python(task, answers):
    module = task["file"][:-3]
    lines = [
        f"import {module}", "", "", "def check(call, kind, wanted, ordered):",
        "    try:", f"        value = eval(call, dict(vars({module})))", "    except Exception as error:",
        '        assert kind == "error", f"{call} raised {error!r}"',
        "        names = [each.__name__ for each in type(error).__mro__]",
        '        assert wanted in names, f"{call} raised {error!r}"', "        return",
        '    assert kind == "value", f"{call} gave {value!r}"',
        '    same = type(value) is type(eval(wanted)) and value == eval(wanted)',
        '    assert same, f"{call} gave {value!r}, not {wanted}"',
        '    assert not ordered or repr(value) == wanted, f"{call} gave {value!r}, not {wanted}"', "", "",
    ]
    for function in task["functions"]:
        # Tables have an order only where the specification speaks of one.
        ordered = " order" in " ".join(function["text"])
        for call in function["ex"] + function["hide"]:
            kind, value = answers[call]
            lines.append(f"check({call!r}, {kind!r}, {value!r}, {ordered})")
    return "\n".join(lines) + '\nprint("all passed")\n'


def hidden_javascript(task, answers):
    lines = [
        'import assert from "node:assert/strict";', f'import * as module from "./{task["file"]}";', "",
        "const evaluate = (code) => new Function(...Object.keys(module), `return ${code}`)(...Object.values(module));",
        "const value = (call, wanted) => assert.deepEqual(evaluate(call), evaluate(`(${wanted})`), call);",
        "const error = (call, name) => assert.throws(() => evaluate(call), { name }, call);", "",
    ]
    lines += [f"{kind}({json.dumps(call)}, {json.dumps(wanted)});" for call, (kind, wanted) in answers.items()]
    return "\n".join(lines) + '\nconsole.log("all passed");\n'


def make(task):
    answers = ask_reference(task)
    python = task["language"] == "python"
    test = "hidden_check.py" if python else "hidden_check.js"
    return {
        "id": task["id"], "language": task["language"], "difficulty": task["difficulty"], "topic": task["topic"],
        "spec": specification(task, answers),
        "files": {} if python else {"package.json": '{ "type": "module" }\n'},
        "hidden": {test: hidden_python(task, answers) if python else hidden_javascript(task, answers)},
        "command": f"{'python3 -B' if python else 'node'} {test} | grep -qx 'all passed'",
        "reference": {task["file"]: task["reference"]},
    }


def main():
    tasks = [task for path in sorted((HERE / "functions").glob("*.txt")) for task in read_tasks(path)]
    names = [task["id"] for task in tasks]
    if len(set(names)) != len(names):
        sys.exit(f"a name comes twice: {sorted(name for name in names if names.count(name) > 1)[0]}")
    text = "".join(json.dumps(make(task), ensure_ascii=False, sort_keys=True) + "\n" for task in tasks)
    if "--check" in sys.argv[1:]:
        sys.exit(0 if TARGET.read_text() == text else "functions.jsonl is not what make_functions.py makes")
    TARGET.write_text(text)
    print(f"{len(tasks)} tasks")


if __name__ == "__main__":
    main()
