import AnnealFoundation
import Foundation

@testable import AnnealModels

/// A program that answers like llama.cpp's server, but has no model.
struct FakeLlamaServer {
    let fixture: LocalFixture
    let model: URL

    private static let program = #"""
        #!/usr/bin/env python3
        import http.server, json, sys
        options = dict(zip(sys.argv[1:], sys.argv[2:]))
        if open(options["-m"]).read() == "broken":
            sys.exit("gguf: bad magic in the file")
        slots, context = int(options["-np"]), int(options["-c"])
        answers = {
            "/health": {"status": "ok"},
            "/props": {"model_path": options["-m"], "total_slots": slots,
                       "default_generation_settings": {"n_ctx": context // slots}},
            "/slots": [{"id": n, "id_task": 1, "is_processing": False} for n in range(slots)],
            "/arguments": sys.argv[1:],
        }

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = json.dumps(answers.get(self.path, {})).encode()
                self.send_response(200)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        http.server.ThreadingHTTPServer((options["--host"], int(options["--port"])), Handler).serve_forever()
        """#

    init(_ folder: URL, content: String = "GGUF") throws {
        let programs = folder.appending(path: "bin")
        try FileManager.default.createDirectory(at: programs, withIntermediateDirectories: true)
        try LocalFixture.script(FakeLlamaServer.program, at: programs.appending(path: "llama-server"))
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        fixture = try LocalFixture(folder, more: ["PATH": "\(programs.path):\(path)"])
        model = folder.appending(path: "tiny.gguf")
        try Data(content.utf8).write(to: model)
    }

    func runtime(_ flags: [String: String] = [:]) throws -> LocalRuntime {
        LocalRuntime(
            directories: fixture.directories, environment: fixture.environment, settings: try Settings(flags: flags),
            launcher: SystemProcessLauncher())
    }
}
