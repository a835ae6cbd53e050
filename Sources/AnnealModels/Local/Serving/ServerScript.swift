/// The Python program that serves a local model: it starts the server in a session of its own, so that it outlives the
/// command, keeps a record of it, and ends it when nobody has used it for a while.
///
/// It is a string and not a resource, so that the program works wherever its one file is put.
enum ServerScript {
    static let fileName = "anneal-model-server.py"

    static let text = #"""
        """Serves a local model for Anneal. usage: anneal-model-server.py start|run CONFIGURATION.json"""
        import json, os, signal, socket, subprocess, sys, time, urllib.request


        def start(path):
            config = read(path)
            with open(config["log"], "wb") as log:
                process = subprocess.Popen(
                    [sys.executable, os.path.abspath(__file__), "run", path], stdin=subprocess.DEVNULL, stdout=log,
                    stderr=log, start_new_session=True, close_fds=True, cwd="/")
            print(process.pid)


        def read(path):
            with open(path) as file:
                return json.load(file)


        def write_record(config, phase, port):
            record = {key: config[key] for key in ("model", "modelPath", "runtime", "plan", "log")}
            record.update(pid=os.getpid(), port=port, phase=phase)
            partial = "%s.%d" % (config["record"], os.getpid())
            with open(partial, "w") as file:
                json.dump(record, file)
            os.replace(partial, config["record"])


        def assign(parameters, path, value):
            """Sets a parameter if this version of the server has it."""
            owner, names = parameters, path.split(".")
            for name in names[:-1]:
                owner = getattr(owner, name, None)
            if owner is None or not hasattr(owner, names[-1]):
                print("this server has no parameter", path, flush=True)
                return
            setattr(owner, names[-1], value)


        def serve_module(config):
            import xllamacpp

            plan = config["plan"]
            parameters = xllamacpp.CommonParams()
            parameters.model.path = config["modelPath"]
            # llama.cpp divides the context among the slots.
            parameters.n_ctx = plan["contextPerSlot"] * plan["slots"]
            parameters.n_parallel = plan["slots"]
            parameters.port = 0
            parameters.use_jinja = True
            parameters.cpuparams.n_threads = plan["threads"]
            if hasattr(parameters, "hostnames"):
                parameters.hostnames = ["127.0.0.1"]
            else:
                parameters.hostname = "127.0.0.1"
            assign(parameters, "model_alias", {config["model"]})
            assign(parameters, "cpuparams_batch.n_threads", plan["threads"])
            assign(parameters, "kv_unified", False)
            assign(parameters, "cache_ram_mib", plan["promptCacheMegabytes"])
            assign(parameters, "n_cache_reuse", plan["cacheReuse"])
            assign(parameters, "cors_origins", "http://127.0.0.1")
            assign(parameters, "ui", False)
            kinds = getattr(xllamacpp, "common_speculative_type", None)
            kind = "COMMON_SPECULATIVE_TYPE_" + plan["speculation"].upper().replace("-", "_")
            if plan["speculation"] != "none" and hasattr(kinds, kind):
                parameters.speculative.types = [getattr(kinds, kind)]
                if plan.get("draftPath"):
                    parameters.speculative.draft.mparams.path = plan["draftPath"]
            for path, value in plan.get("parameters", {}).items():
                assign(parameters, path, value)
            server = xllamacpp.Server(parameters)
            return server, int(server.listening_address.rsplit(":", 1)[1])


        def serve_program(config):
            plan = config["plan"]
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            arguments = [
                config["program"], "-m", config["modelPath"], "--alias", config["model"], "--host", "127.0.0.1",
                "--port", str(port), "-c", str(plan["contextPerSlot"] * plan["slots"]), "-np", str(plan["slots"]),
                "-t", str(plan["threads"]), "--jinja", "--slots"]
            if plan["cacheReuse"]:
                arguments += ["--cache-reuse", str(plan["cacheReuse"])]
            if plan.get("draftPath"):
                arguments += ["-md", plan["draftPath"]]
            child = subprocess.Popen(arguments, stdin=subprocess.DEVNULL)
            while child.poll() is None:
                try:
                    if get(port, "/health", 5)["status"] == "ok":
                        return child, port
                except (OSError, ValueError, KeyError):
                    time.sleep(0.1)
            sys.exit("llama-server ended with status %d" % child.returncode)


        def get(port, path, seconds):
            with urllib.request.urlopen("http://127.0.0.1:%d%s" % (port, path), timeout=seconds) as answer:
                return json.load(answer)


        def activity(config, port):
            """What changes whenever somebody uses the server, and whether it works just now."""
            touched = os.stat(config["touch"]).st_mtime if os.path.exists(config["touch"]) else 0
            try:
                slots = get(port, "/slots", 120)
            except OSError as error:
                # A server too busy to answer is in use; one that does not show its slots is judged by touches alone.
                return (touched, None), not hasattr(error, "code")
            tasks = tuple(slot.get("id_task") for slot in slots)
            return (touched, tasks), any(slot.get("is_processing") for slot in slots)


        def run(path):
            config = read(path)
            write_record(config, "loading", 0)
            server, port = serve_program(config) if config.get("program") else serve_module(config)
            write_record(config, "ready", port)
            seen, last = None, time.monotonic()
            while time.monotonic() - last < config["idleSeconds"]:
                time.sleep(min(10, config["idleSeconds"] / 4))
                if config.get("program") and server.poll() is not None:
                    break
                now, busy = activity(config, port)
                if busy or now != seen:
                    seen, last = now, time.monotonic()
            print("ending: not used for %d s" % config["idleSeconds"], flush=True)
            try:
                if read(config["record"])["pid"] == os.getpid():
                    os.remove(config["record"])
            except (OSError, ValueError):
                pass
            # The session is its own process group: this ends a child as well.
            os.killpg(os.getpgid(0), signal.SIGTERM)


        if __name__ == "__main__":
            {"start": start, "run": run}[sys.argv[1]](sys.argv[2])
        """#
}
