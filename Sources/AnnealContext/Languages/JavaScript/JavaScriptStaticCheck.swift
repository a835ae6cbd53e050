/// Finds faults in JavaScript files without running them: syntax errors, imports of files and names that there are not.
enum JavaScriptStaticCheck {
    /// The program for `node -e`; its arguments are files. It prints one JSON object a fault.
    static let script = #"""
        import { spawnSync } from "node:child_process";
        import fs from "node:fs";
        import path from "node:path";

        function report(file, line, message) {
          process.stdout.write(JSON.stringify({ path: file, line, message }) + "\n");
        }

        function resolved(from, specifier) {
          const base = path.resolve(path.dirname(from), specifier);
          const endings = from.endsWith(".cjs") || /\brequire\(/.test(fs.readFileSync(from, "utf8")) ? ["", ".js", ".cjs", ".json", "/index.js"] : [""];
          return endings.map((ending) => base + ending).find((name) => fs.existsSync(name) && fs.statSync(name).isFile());
        }

        /// Names that a module exports; null when they can't be told.
        function exported(text) {
          if (/\bexport\s*\*|\bmodule\.exports\b|\bexports\./.test(text)) return null;
          const names = new Set();
          for (const [, name] of text.matchAll(/^\s*export\s+(?:default\s+)?(?:async\s+)?(?:function\s*\*?|class|const|let|var)\s+([\w$]+)/gm)) names.add(name);
          if (/^\s*export\s+default\b/m.test(text)) names.add("default");
          for (const [, list] of text.matchAll(/^\s*export\s*\{([^}]*)\}/gm)) {
            for (const item of list.split(",")) {
              const name = item.trim().split(/\s+as\s+/).pop();
              if (name) names.add(name);
            }
          }
          if (/^\s*export\s+(?:const|let|var)\s*[[{]/m.test(text) || /^\s*export\s+(?:const|let|var)\s+[^;{(=]*,/m.test(text)) return null;
          return names;
        }

        for (const file of process.argv.slice(1).filter((name) => name !== "--")) {
          const done = spawnSync(process.execPath, ["--check", file], { encoding: "utf8", timeout: 20_000 });
          if (done.status !== 0) {
            const lines = done.stderr.split("\n");
            const place = /:(\d+)$/.exec(lines[0] ?? "");
            const message = lines.find((line) => /Error:/.test(line)) ?? lines[0];
            report(file, place ? Number(place[1]) : 1, `${message.trim()}: ${(lines[1] ?? "").trim().slice(0, 120)}`);
            continue;
          }
          const text = fs.readFileSync(file, "utf8");
          for (const found of text.matchAll(/^\s*import\s+([^"';]*?)\s*(?:from\s*)?["'](\.[^"']*)["']/gm)) {
            const line = text.slice(0, found.index).split("\n").length + (found[0].match(/^\s*/)[0].split("\n").length - 1);
            const target = resolved(file, found[2]);
            if (!target) {
              report(file, line, `there is no file '${found[2]}' beside this one: ${found[0].trim().slice(0, 120)}`);
              continue;
            }
            const names = /\.[cm]?js$/.test(target) ? exported(fs.readFileSync(target, "utf8")) : null;
            const braces = /\{([^}]*)\}/.exec(found[1]);
            if (!names || !braces) continue;
            for (const item of braces[1].split(",")) {
              const name = item.trim().split(/\s+as\s+/)[0];
              if (name && !names.has(name)) report(file, line, `${path.relative(process.cwd(), target)} does not export '${name}'`);
            }
          }
        }
        """#
}
