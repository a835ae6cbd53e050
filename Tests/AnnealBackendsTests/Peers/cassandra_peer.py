#!/usr/bin/env python3
"""A server of Cassandra's native protocol, version 4, for tests: the parts of the protocol that the official driver
brings, a table in memory, and faults on demand. It is no database: it knows the few forms of statements below.

    cassandra_peer.py --port P [--host H] [--password U:P] [--authenticator CLASS] [--protocol N] [--peers H,H]
                 [--tls CERT:KEY]

A statement `PEER {…}` tells the server what to do with the requests that follow, see `Store.command`.
"""
import argparse
import io
import json
import random
import re
import socket
import socketserver
import ssl
import struct
import threading
import time
import uuid

from cassandra import cqltypes
from cassandra.protocol import (
    read_binary_longstring, read_binary_string, read_byte, read_bytesmap, read_int, read_longstring, read_short, read_stringlist,
    read_stringmap, write_byte, write_bytesmap, write_consistency_level, write_inet, write_int, write_short,
    write_string, write_stringlist, write_stringmultimap, write_value)

OPCODES = {
    0x01: "STARTUP", 0x05: "OPTIONS", 0x07: "QUERY", 0x09: "PREPARE", 0x0A: "EXECUTE", 0x0B: "REGISTER", 0x0D: "BATCH",
    0x0F: "AUTH_RESPONSE"}
ERROR, READY, AUTHENTICATE, SUPPORTED, RESULT, EVENT, AUTH_SUCCESS = 0x00, 0x02, 0x03, 0x06, 0x08, 0x0C, 0x10
PLAIN = {
    "ascii": 1, "bigint": 2, "blob": 3, "boolean": 4, "counter": 5, "decimal": 6, "double": 7, "float": 8, "int": 9,
    "timestamp": 11, "uuid": 12, "text": 13, "varchar": 13, "varint": 14, "timeuuid": 15, "inet": 16, "date": 17,
    "time": 18, "smallint": 19, "tinyint": 20}
NAME = r'"?(\w+)"?'
TABLE = rf"(?:{NAME}\.)?{NAME}"
USE, PEER = re.compile(rf"USE {NAME}$", re.I), re.compile(r"PEER (\{.*\})$")
SELECT = re.compile(rf"SELECT (.+?) FROM {TABLE}(?: WHERE (.+?))?$", re.I)
INSERT = re.compile(rf"INSERT INTO {TABLE} ?\((.+?)\) VALUES \((.+?)\)( IF NOT EXISTS)?(?: USING TTL (\?))?$", re.I)
DELETE = re.compile(rf"DELETE FROM {TABLE} WHERE (.+?)$", re.I)
CREATE = re.compile(rf"CREATE (KEYSPACE|TABLE|TYPE) (IF NOT EXISTS )?{TABLE}(?: \((.+?)\))?(?: WITH .+)?$", re.I)
SYSTEM = {
    "system.local": "key text PRIMARY KEY, cluster_name text, partitioner text, tokens set<text>, data_center text, "
    "rack text, release_version text, rpc_address inet, host_id uuid, schema_version uuid",
    "system.peers": "peer inet PRIMARY KEY, data_center text, rack text, release_version text, rpc_address inet, "
    "host_id uuid, schema_version uuid, tokens set<text>",
    "system_schema.tables": "name text PRIMARY KEY, keyspace_name text, table_name text"}


class Refusal(Exception):
    def __init__(self, code, message, **facts):
        super().__init__(message)
        self.code, self.message, self.facts = code, message, facts

    def body(self):
        f, get = io.BytesIO(), self.facts.get
        write_int(f, self.code)
        write_string(f, self.message)
        if self.code in (0x1000, 0x1100, 0x1200, 0x1300, 0x1500):
            write_consistency_level(f, get("consistency", 1))
        if self.code == 0x1000:
            write_int(f, get("required", 2))
            write_int(f, get("alive", 1))
        if self.code in (0x1100, 0x1200, 0x1300, 0x1500):
            write_int(f, get("received", 0))
            write_int(f, get("required", 1))
        if self.code in (0x1300, 0x1500):
            write_int(f, get("failures", 1))
        if self.code in (0x1100, 0x1500):
            write_string(f, get("write_type", "SIMPLE"))
        if self.code in (0x1200, 0x1300):
            write_byte(f, get("data", 0))
        if self.code == 0x1400:
            write_string(f, "anneal")
            write_string(f, "doubled")
            write_stringlist(f, ["int", "text"])
        if self.code == 0x2400:
            write_string(f, get("keyspace", "anneal"))
            write_string(f, get("table", ""))
        if self.code == 0x2500:
            write_string(f, bytes.fromhex(get("id", "00")))
        return f.getvalue()


def split(text):
    """The parts between commas that lie in no brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "<(") - (character in ">)")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]


class Table:
    def __init__(self, text, store):
        self.columns, self.key, self.rows = {}, None, {}
        for part in split(text):
            name, kind = part.replace('"', "").split(" ", 1)
            if kind.upper().endswith("PRIMARY KEY"):
                self.key, kind = name, kind[:-len("PRIMARY KEY")]
            self.columns[name] = store.type(kind.strip())
        self.key = self.key or next(iter(self.columns))

    def put(self, row, seconds=None):
        self.rows[row[self.key]] = (row, time.monotonic() + seconds if seconds else None)

    def live(self):
        now = time.monotonic()
        self.rows = {key: pair for key, pair in self.rows.items() if pair[1] is None or pair[1] > now}
        return {key: pair[0] for key, pair in self.rows.items()}


class Store:
    """What all connections share."""

    def __init__(self, options):
        self.options, self.lock = options, threading.RLock()
        self.types, self.tables, self.keyspaces = {}, {}, {"system", "system_schema"}
        self.prepared, self.faults, self.log, self.listeners = {}, [], [], []
        for name, columns in SYSTEM.items():
            self.tables[name] = Table(columns, self)
        text, inet, number = cqltypes.UTF8Type, cqltypes.InetAddressType, cqltypes.UUIDType
        shared = {
            "data_center": text.serialize("dc1", 4), "rack": text.serialize("rack1", 4),
            "release_version": text.serialize("4.1.0", 4),
            "schema_version": number.serialize(uuid.UUID(int=7), 4)}
        self.tables["system.local"].put({
            "key": b"local", "cluster_name": b"peer", "partitioner": b"org.apache.cassandra.dht.Murmur3Partitioner",
            "rpc_address": inet.serialize(options.host, 4), "host_id": number.serialize(uuid.uuid4(), 4), **shared})
        for host in filter(None, options.peers.split(",")):
            address = inet.serialize(host, 4)
            self.tables["system.peers"].put({
                "peer": address, "rpc_address": address, "host_id": number.serialize(uuid.uuid4(), 4), **shared})

    def type(self, text):
        found = re.fullmatch(r"(\w+) ?<(.*)>", text)
        if found is None:
            name = text.replace('"', "").split(".")[-1]
            if name in self.types:
                return ("udt", name, self.types[name])
            if name not in PLAIN and name != "duration":
                raise Refusal(0x2200, f"Unknown type {text}")
            return (name,)
        if found[1] == "frozen":
            return self.type(found[2])
        return (found[1], *[self.type(part) for part in split(found[2])])

    def write_type(self, f, kind):
        if kind[0] == "duration":
            write_short(f, 0)
            write_string(f, "org.apache.cassandra.db.marshal.DurationType")
        elif kind[0] == "udt":
            write_short(f, 0x30)
            write_string(f, "anneal")
            write_string(f, kind[1])
            write_short(f, len(kind[2]))
            for name, inner in kind[2]:
                write_string(f, name)
                self.write_type(f, inner)
        elif kind[0] in PLAIN:
            write_short(f, PLAIN[kind[0]])
        else:
            write_short(f, {"list": 0x20, "map": 0x21, "set": 0x22, "tuple": 0x31}[kind[0]])
            if kind[0] == "tuple":
                write_short(f, len(kind) - 1)
            for inner in kind[1:]:
                self.write_type(f, inner)

    def columns(self, f, table, columns):
        write_string(f, "anneal")
        write_string(f, table)
        for name, kind in columns:
            write_string(f, name)
            self.write_type(f, kind)

    def table(self, keyspace, name, default):
        full = f"{keyspace or default}.{name}"
        if full not in self.tables:
            raise Refusal(0x2200, f"table {full} does not exist")
        return self.tables[full]

    def conditions(self, table, text):
        """Pairs of a column and what it has to be: bytes, or None for a value that is given."""
        pairs = []
        for part in re.split(r" AND ", text or "", flags=re.I):
            if not part:
                continue
            name, wanted = [side.strip().replace('"', "") for side in part.split("=", 1)]
            if name not in table.columns:
                raise Refusal(0x2200, f"Undefined column name {name}")
            pairs.append((name, None if wanted == "?" else wanted.strip("'").encode()))
        return pairs

    def wanted(self, text, default):
        """What a statement has to be given, and the columns of its rows."""
        if found := SELECT.fullmatch(text):
            table = self.table(found[2], found[3], default)
            given = [(name, table.columns[name]) for name, value in self.conditions(table, found[4]) if value is None]
            return given, self.chosen(table, found[1])
        if found := INSERT.fullmatch(text):
            table = self.table(found[1], found[2], default)
            names = [name.replace('"', "") for name in split(found[3])]
            return [(name, table.columns[name]) for name in names] + ([("[ttl]", ("int",))] if found[6] else []), []
        if found := DELETE.fullmatch(text):
            table = self.table(found[1], found[2], default)
            return [(name, table.columns[name]) for name, value in self.conditions(table, found[3]) if value is None], []
        if CREATE.fullmatch(text) or USE.fullmatch(text):
            return [], []
        raise Refusal(0x2000, f"line 1:0 no viable alternative at input '{text[:40]}'")

    def chosen(self, table, text):
        names = list(table.columns) if text.strip() == "*" else [name.replace('"', "") for name in split(text)]
        for name in names:
            if name not in table.columns:
                raise Refusal(0x2200, f"Undefined column name {name}")
        return [(name, table.columns[name]) for name in names]

    def rows(self, columns, rows, state=None, table="t"):
        f = io.BytesIO()
        write_int(f, 2)
        write_int(f, 1 | (2 if state else 0))
        write_int(f, len(columns))
        if state:
            write_value(f, state)
        self.columns(f, table, columns)
        write_int(f, len(rows))
        for row in rows:
            for name, _ in columns:
                write_value(f, row.get(name))
        return f.getvalue()

    def run(self, text, values, page, state, default):
        """Carries a statement out: the body of its RESULT."""
        void, given = struct.pack(">i", 1), list(values)
        if found := SELECT.fullmatch(text):
            table = self.table(found[2], found[3], default)
            if (found[2], found[3]) == ("system_schema", "tables"):
                for full in self.tables:
                    keyspace, name = full.encode().split(b".")
                    table.put({"name": full.encode(), "keyspace_name": keyspace, "table_name": name})
            pairs = [(name, given.pop(0) if value is None else value)
                     for name, value in self.conditions(table, found[4])]
            live = table.live()
            keys = [key for key in sorted(live) if (state is None or key > state)
                    and all(live[key].get(name) == value for name, value in pairs)]
            more = page is not None and len(keys) > page
            keys = keys[:page] if more else keys
            return self.rows(self.chosen(table, found[1]), [live[key] for key in keys], keys[-1] if more else None)
        if found := INSERT.fullmatch(text):
            table = self.table(found[1], found[2], default)
            names = [name.replace('"', "") for name in split(found[3])]
            row, given = dict(zip(names, given)), given[len(names):]
            if found[5] and row[table.key] in table.live():
                return self.rows([("[applied]", ("boolean",))], [{"[applied]": b"\x00"}])
            old = table.live().get(row[table.key], {})
            seconds = struct.unpack(">i", given[0])[0] if found[6] else None
            table.put({**old, **{name: value for name, value in row.items() if value is not UNSET}}, seconds)
            return self.rows([("[applied]", ("boolean",))], [{"[applied]": b"\x01"}]) if found[5] else void
        if found := DELETE.fullmatch(text):
            table = self.table(found[1], found[2], default)
            table.rows.pop(given[0], None)
            return void
        if found := CREATE.fullmatch(text):
            return self.create(found, default)
        if found := USE.fullmatch(text):
            if found[1] not in self.keyspaces:
                raise Refusal(0x2200, f"Keyspace '{found[1]}' does not exist")
            f = io.BytesIO()
            write_int(f, 3)
            write_string(f, found[1])
            return f.getvalue()
        self.wanted(text, default)

    def create(self, found, default):
        kind, keyspace, name = found[1].upper(), found[3] or default, found[4]
        if kind == "KEYSPACE":
            if name in self.keyspaces and not found[2]:
                raise Refusal(0x2400, f"Cannot add existing keyspace {name}", keyspace=name)
            self.keyspaces.add(name)
        elif keyspace not in self.keyspaces:
            raise Refusal(0x2200, f"Keyspace {keyspace} does not exist")
        elif kind == "TYPE":
            self.types[name] = [(part.split(" ", 1)[0], self.type(part.split(" ", 1)[1])) for part in split(found[5])]
        elif f"{keyspace}.{name}" not in self.tables:
            self.tables[f"{keyspace}.{name}"] = Table(found[5], self)
        elif not found[2]:
            raise Refusal(0x2400, f"Cannot add already existing table {name}", keyspace=keyspace, table=name)
        f = io.BytesIO()
        write_int(f, 5)
        for part in ["CREATED", kind] + ([name] if kind == "KEYSPACE" else [keyspace, name]):
            write_string(f, part)
        return f.getvalue()

    def command(self, order):
        """`do` with requests whose opcode is `on` and whose text has `match` in it, `times` times: `error` with `code`,
        `close`, `cut` in the middle of the answer, `garbage`, `silence`, `delay` by `seconds`, `extras`. At once:
        `event`, `forget` what was prepared, `log` of the requests so far, `clear`, `damage` of a column."""
        if order["do"] == "event":
            f = io.BytesIO()
            write_string(f, order["type"])
            if order["type"] == "SCHEMA_CHANGE":
                for part in order["parts"]:
                    write_string(f, part)
            else:
                write_string(f, order["change"])
                write_inet(f, (order["address"], order["port"]))
            for connection in list(self.listeners):
                connection.send(-1, EVENT, f.getvalue())
        elif order["do"] == "forget":
            self.prepared.clear()
        elif order["do"] == "clear":
            self.faults.clear()
            self.log.clear()
        elif order["do"] == "log":
            text = ("text",)
            return self.rows([("opcode", text), ("statement", text), ("consistency", ("int",))], [
                {"opcode": opcode.encode(), "statement": statement.encode(), "consistency": struct.pack(">i", level)}
                for opcode, statement, level in self.log])
        elif order["do"] == "damage":
            for row, _ in self.tables[order["table"]].rows.values():
                row[order["column"]] = b"damage"
        else:
            self.faults.append(dict(order))
        return struct.pack(">i", 1)

    def fault(self, opcode, text):
        for fault in self.faults:
            if fault.get("on", opcode) == opcode and fault.get("match", "") in text and fault.get("times", 1) > 0:
                fault["times"] = fault.get("times", 1) - 1
                return fault
        return None


UNSET = object()


def given_value(f):
    size = read_int(f)
    return UNSET if size == -2 else None if size < 0 else f.read(size)


class Connection(socketserver.BaseRequestHandler):
    """One client."""

    def setup(self):
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.store, self.keyspace, self.writing, self.ready = self.server.store, None, threading.Lock(), False

    def finish(self):
        if self in self.store.listeners:
            self.store.listeners.remove(self)

    def receive(self, count):
        data = b""
        while len(data) < count:
            part = self.request.recv(count - len(data))
            if not part:
                raise ConnectionError
            data += part
        return data

    def frame(self, stream, opcode, body, flags=0):
        return struct.pack(">BBhBi", 0x80 | self.store.options.protocol, flags, stream, opcode, len(body)) + body

    def send(self, stream, opcode, body, flags=0):
        self.write(self.frame(stream, opcode, body, flags))

    def write(self, data):
        try:
            with self.writing:
                self.request.sendall(data)
        except OSError:
            pass

    def handle(self):
        try:
            while True:
                version, flags, stream, opcode, length = struct.unpack(">BBhBi", self.receive(9))
                body = io.BytesIO(self.receive(length))
                if version != self.store.options.protocol:
                    own = self.store.options.protocol
                    refusal = Refusal(0x0A, f"Invalid or unsupported protocol version ({version}); the greatest is {own}")
                    self.send(stream, ERROR, refusal.body())
                else:
                    if flags & 0x04:
                        read_bytesmap(body)
                    if not self.answer(stream, opcode, body):
                        return
        except (ConnectionError, OSError):
            pass

    def answer(self, stream, opcode, f):
        name, text, level, fault = OPCODES.get(opcode, "?"), "", -1, None
        try:
            with self.store.lock:
                text, level, act = self.parse(name, f)
                if PEER.fullmatch(text):
                    self.send(stream, RESULT, self.store.command(json.loads(PEER.fullmatch(text)[1])))
                    return True
                self.store.log.append((name, text, level))
                fault = self.store.fault(name, text)
                if fault and fault["do"] == "error":
                    facts = {name: fact for name, fact in fault.items() if name != "code"}
                    raise Refusal(fault["code"], "as it was told to", **facts)
                reply, body = act()
        except Refusal as refusal:
            reply, body = ERROR, refusal.body()
        return self.deliver(fault or {"do": "answer"}, stream, reply, body)

    def deliver(self, fault, stream, reply, body):
        if fault["do"] == "close":
            return False
        if fault["do"] == "cut":
            frame = self.frame(stream, reply, body)
            self.write(frame[:max(1, len(frame) // 2)])
            return False
        if fault["do"] == "garbage":
            self.write(random.Random(fault.get("seed", 0)).randbytes(fault.get("count", 500)))
        elif fault["do"] == "raw":
            self.write(bytes.fromhex(fault["bytes"]))
        elif fault["do"] == "delay":
            timer = threading.Timer(fault["seconds"], self.send, (stream, reply, body))
            timer.daemon = True
            timer.start()
        elif fault["do"] == "extras":
            f = io.BytesIO()
            f.write(uuid.UUID(int=42).bytes)
            write_stringlist(f, ["first warning", "second warning"])
            write_bytesmap(f, {"name": b"\x01\x02"})
            self.send(stream, reply, f.getvalue() + body, 0x02 | 0x04 | 0x08)
        elif fault["do"] != "silence":
            self.send(stream, reply, body)
        return True

    def parse(self, name, f):
        """The request's text, its level of consistency, and what gives its answer."""
        store = self.store
        if name == "OPTIONS":
            def options():
                out = io.BytesIO()
                write_stringmultimap(out, {
                    "CQL_VERSION": ["3.4.5"], "COMPRESSION": ["snappy", "lz4"], "PROTOCOL_VERSIONS": ["3/v3", "4/v4"]})
                return SUPPORTED, out.getvalue()
            return "", -1, options
        if name == "STARTUP":
            if "CQL_VERSION" not in read_stringmap(f):
                raise Refusal(0x0A, "CQL_VERSION is missing")
            if not store.options.password:
                self.ready = True
                return "", -1, lambda: (READY, b"")
            out = io.BytesIO()
            write_string(out, store.options.authenticator)
            return "", -1, lambda: (AUTHENTICATE, out.getvalue())
        if name == "AUTH_RESPONSE":
            if read_binary_longstring(f) != b"\0" + store.options.password.replace(":", "\0", 1).encode():
                raise Refusal(0x0100, "Provided username and/or password are incorrect")
            self.ready = True
            return "", -1, lambda: (AUTH_SUCCESS, struct.pack(">i", -1))
        if not self.ready:
            raise Refusal(0x0A, "a request before the log-in")
        if name == "REGISTER":
            kinds = read_stringlist(f)
            if self not in store.listeners:
                store.listeners.append(self)
            return ",".join(kinds), -1, lambda: (READY, b"")
        if name == "QUERY":
            text = self.clean(read_longstring(f))
            level, values, page, state = self.parameters(f)
            return text, level, lambda: (RESULT, self.run(text, values, page, state))
        if name == "PREPARE":
            text = self.clean(read_longstring(f))
            return text, -1, lambda: (RESULT, self.prepare(text))
        if name == "EXECUTE":
            text = self.known(read_binary_string(f))
            level, values, page, state = self.parameters(f)
            return text, level, lambda: (RESULT, self.run(text, values, page, state))
        if name == "BATCH":
            read_byte(f)
            parts = []
            for _ in range(read_short(f)):
                text = self.known(read_binary_string(f)) if read_byte(f) else self.clean(read_longstring(f))
                parts.append((text, [given_value(f) for _ in range(read_short(f))]))
            level = read_short(f)
            return "; ".join(part[0] for part in parts), level, lambda: self.batch(parts)
        raise Refusal(0x0A, f"an opcode that is not known: {name}")

    def known(self, identifier):
        if identifier not in self.store.prepared:
            raise Refusal(0x2500, "a statement that is not prepared", id=identifier.hex())
        return self.store.prepared[identifier]

    def batch(self, parts):
        for text, values in parts:
            body = self.run(text, values, None, None)
        return RESULT, body

    @staticmethod
    def clean(text):
        return text if text.startswith("PEER") else re.sub(r"\s+", " ", text).strip().rstrip(";").strip()

    @staticmethod
    def parameters(f):
        level, flags = read_short(f), read_byte(f) & 0xFF
        values = [given_value(f) for _ in range(read_short(f))] if flags & 0x01 else []
        page = read_int(f) if flags & 0x04 else None
        state = read_binary_longstring(f) if flags & 0x08 else None
        return level, values, page, state

    def run(self, text, values, page, state):
        body = self.store.run(text, values, page, state, self.keyspace)
        if found := USE.fullmatch(text):
            self.keyspace = found[1]
        return body

    def prepare(self, text):
        given, columns = self.store.wanted(text, self.keyspace)
        identifier = uuid.uuid5(uuid.NAMESPACE_OID, f"{self.keyspace}{text}").bytes
        self.store.prepared[identifier] = text
        f = io.BytesIO()
        write_int(f, 4)
        write_string(f, identifier)
        write_int(f, 1)
        write_int(f, len(given))
        write_int(f, 1 if given else 0)
        if given:
            write_short(f, 0)
        self.store.columns(f, "t", given)
        write_int(f, 1 if columns else 4)
        write_int(f, len(columns))
        if columns:
            self.store.columns(f, "t", columns)
        return f.getvalue()


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads, request_queue_size = True, True, 128

    def get_request(self):
        connection, address = super().get_request()
        if self.store.options.tls:
            certificate, key = self.store.options.tls.split(":")
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            connection = context.wrap_socket(connection, server_side=True)
        return connection, address

    def handle_error(self, request, client_address):
        import traceback
        traceback.print_exc()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--password", default="")
    parser.add_argument("--authenticator", default="org.apache.cassandra.auth.PasswordAuthenticator")
    parser.add_argument("--protocol", type=int, default=4)
    parser.add_argument("--peers", default="")
    parser.add_argument("--tls", default="")
    options = parser.parse_args()
    with Server((options.host, options.port), Connection) as server:
        server.store = Store(options)
        print("listening", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
