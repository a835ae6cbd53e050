/// Runs files of `node:test`, each in a process of its own.
///
/// A hook that is loaded before the tests says which one is running. When one hangs or ends the process, its file is
/// run again, and that test fails at once instead.
enum JavaScriptTestRunner {
    /// The program for `node -e`; its arguments are test files, none means all. It prints records of `TestRecords`.
    static let script = #"""
        import { spawn } from "node:child_process";
        import fs from "node:fs";
        import path from "node:path";

        const MARK = "@anneal-test ";
        const MAXIMUM = 590;
        let limit = 10_000;
        const SHORT_LIMIT = 3_000;
        const root = process.cwd();

        // Loaded before the tests: says which test is running, in a way that an endless loop can't hold back.
        const hooks = `
        import { beforeEach } from "node:test";
        import fs from "node:fs";
        const broken = new Map(JSON.parse(process.env.ANNEAL_BROKEN || "[]"));
        beforeEach((context) => {
          const name = context?.fullName ?? context?.name ?? "";
          fs.writeSync(3, JSON.stringify({ start: name }) + "\\n");
          if (broken.has(name)) throw new Error(broken.get(name));
        });
        `;

        const reporter = `
        function told(error) {
          const cause = error?.cause instanceof Error || typeof error?.cause === "object" && error?.cause ? error.cause : error;
          return {
            kind: cause?.code ?? "", name: cause?.name ?? "Error", stack: String(cause?.stack ?? ""),
            message: String(cause?.message ?? cause ?? ""), failure: error?.failureType ?? "",
          };
        }
        export default async function* report(source) {
          for await (const { type, data } of source) {
            if (type !== "test:pass" && type !== "test:fail") continue;
            yield "@@" + JSON.stringify({
              type, name: data.name, nesting: data.nesting, skip: data.skip, todo: data.todo,
              suite: data.details?.type === "suite", error: data.details?.error ? told(data.details.error) : null,
            }) + "\\n";
          }
        }
        `;
        const asModule = (text) => "data:text/javascript;base64," + Buffer.from(text).toString("base64");

        function shortened(text, length) {
          return text.length <= length ? text : text.slice(0, length * 2 / 3) + " … " + text.slice(-length / 3);
        }

        /// The last line of the project that was running, those of tests only when there is no other.
        function place(stack, file) {
          const frames = [];
          for (const line of stack.split("\n")) {
            const found = /(?:file:\/\/)?(\/[^():]*):(\d+)(?::\d+)?\)?$/.exec(line.trim());
            if (!found) continue;
            const name = path.relative(root, decodeURI(found[1]));
            if (!name.startsWith("..") && !name.includes("node_modules")) frames.push([name, Number(found[2])]);
          }
          const frame = frames.find(([name]) => name !== file);
          if (!frame) return "";
          let code = "";
          try {
            code = fs.readFileSync(frame[0], "utf8").split("\n")[frame[1] - 1].trim();
          } catch {}
          return `\nat ${frame[0]}:${frame[1]}: ${shortened(code, 120)}`;
        }

        function describe(error, file) {
          if (!error) return ["failed", ""];
          const isAssertion = error.kind === "ERR_ASSERTION" || error.name === "AssertionError";
          const isLimit = error.message.startsWith("still running after") || error.failure === "testTimeoutFailure";
          let message = isAssertion || isLimit ? error.message : `${error.name}: ${error.message}`;
          // Some versions of Node add a difference of their own to a message that tells all.
          if (/^actual/m.test(message)) message = message.replace(/\n\n[^]*$/, "");
          const where = isLimit ? "" : place(error.stack, file);
          return [isAssertion || isLimit ? "failed" : "errored", shortened(message, MAXIMUM - where.length) + where];
        }

        /// A test that leaves a timer behind would keep its file from ending.
        function forceExit() {
          const [major, minor] = process.versions.node.split(".").map(Number);
          return major > 20 || (major === 20 && minor >= 14) ? ["--test-force-exit"] : [];
        }

        function emit(record) {
          process.stdout.write(MARK + JSON.stringify(record) + "\n");
        }

        function runOnce(file, broken) {
          return new Promise((resolve) => {
            const child = spawn(
              process.execPath,
              ["--import", asModule(hooks), `--test-reporter=${asModule(reporter)}`, "--test-reporter-destination=stdout", ...forceExit(), file],
              {
                stdio: ["ignore", "pipe", "pipe", "pipe"], detached: true,
                env: { ...process.env, ANNEAL_BROKEN: JSON.stringify([...broken]), NODE_TEST_CONTEXT: undefined, NO_COLOR: "1" },
              });
            let output = "", errors = "", starts = "", current = null, timer = null, hung = false;
            const watch = () => {
              clearTimeout(timer);
              timer = setTimeout(() => {
                hung = true;
                try {
                  process.kill(-child.pid, "SIGKILL");
                } catch {}
              }, limit + 1_000);
            };
            watch();
            child.stdio[3].on("data", (chunk) => {
              starts += chunk;
              const lines = starts.split("\n");
              starts = lines.pop();
              for (const line of lines) current = JSON.parse(line).start;
              watch();
            });
            child.stdout.on("data", (chunk) => {
              output += chunk;
              if (output.length > 16_000_000) output = output.slice(-8_000_000);
            });
            child.stderr.on("data", (chunk) => { errors = (errors + chunk).slice(-4_000); });
            child.on("close", (code, signal) => {
              clearTimeout(timer);
              const records = [];
              for (const line of output.split("\n")) {
                const start = line.indexOf("@@{");
                if (start < 0) continue;
                try {
                  records.push(JSON.parse(line.slice(start + 2)));
                } catch {}
              }
              resolve({ records, errors, current, hung, code, signal });
            });
          });
        }

        /// Names of tests with those of their suites in front, from events that come after the nested ones.
        function named(records) {
          const pending = [];
          const done = [];
          for (const record of records) {
            const inner = [];
            while (pending.length && pending.at(-1).nesting > record.nesting) inner.unshift(pending.pop());
            const own = { nesting: record.nesting, record, tests: [] };
            for (const node of inner) for (const test of node.tests) own.tests.push({ ...test, name: `${record.name} > ${test.name}` });
            if (!record.suite && (inner.length === 0 || record.type === "test:pass" || record.error?.failure !== "subtestsFailed")) {
              own.tests.push({ name: record.name, record });
            }
            pending.push(own);
          }
          for (const node of pending) done.push(...node.tests);
          return done;
        }

        async function runFile(file) {
          const broken = new Map();
          for (let round = 0; round < 30; round++) {
            const result = await runOnce(file, broken);
            const ended = !result.hung && result.signal === null && (result.records.length > 0 || result.code === 0);
            const lost = result.current !== null && !result.records.some((r) => result.current.endsWith(r.name));
            if ((result.hung || result.signal !== null || (ended && lost)) && result.current !== null && !broken.has(result.current)) {
              const why = result.hung ? `still running after ${limit / 1000} s, an endless loop?` : "the process ended within this test";
              broken.set(result.current, why);
              if (result.hung) limit = SHORT_LIMIT;
              continue;
            }
            // A file that cannot be loaded has one record, named like the file, or none.
            const tests = named(result.records).filter(({ name }) => path.resolve(name) !== path.resolve(file));
            if (tests.length === 0 && (result.hung || result.code !== 0)) {
              const failure = result.errors.split("\n").filter((line) => line.trim() && !/node:internal|^Node\.js v/.test(line));
              const message = failure.filter((line) => /Error|^\s*at .*\/|^file:/.test(line));
              emit({
                name: file, status: "errored",
                detail: result.hung ? "the file is still loading, an endless loop?" : shortened((message.length ? message : failure).join("\n").replaceAll(`file://${root}/`, "").replaceAll(root + "/", ""), MAXIMUM),
              });
              return;
            }
            for (const { name, record } of tests) {
              const full = `${file}::${name}`;
              if (record.skip !== undefined && record.skip !== false) {
                emit({ name: full, status: "skipped", detail: typeof record.skip === "string" ? record.skip : "" });
              } else if (record.type === "test:pass" || record.todo !== undefined && record.todo !== false) {
                emit({ name: full, status: "passed", detail: "" });
              } else {
                const [status, detail] = describe(record.error, file);
                emit({ name: full, status, detail });
              }
            }
            return;
          }
        }

        function* discovered(folder) {
          for (const entry of fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
            if (entry.name.startsWith(".") || ["node_modules", "dist", "build", "coverage"].includes(entry.name)) continue;
            const name = path.join(folder, entry.name);
            if (entry.isDirectory()) yield* discovered(name);
            else if (/(^test|[._-]test)\.[cm]?js$/.test(entry.name) || /^test-.*\.[cm]?js$/.test(entry.name) ||
              (/(^|\/)test\//.test(name) && /\.[cm]?js$/.test(entry.name))) yield name;
          }
        }

        const files = process.argv.slice(1).filter((name) => name !== "--");
        for (const file of files.length ? files : [...discovered(".")]) await runFile(path.relative(root, path.resolve(file)));
        """#
}
