#!/usr/bin/env python3
"""Uses the tests' Cassandra server with the official driver, so that it is not this project's client alone that says what
the protocol is.

    cassandra_check.py check PORT    log-in, statements, pages, errors
    cassandra_check.py write PORT    writes a row with a value of every type
    cassandra_check.py read PORT     reads such a row and compares it
    cassandra_check.py frames        prints requests as the driver writes them, a name and hexadecimal digits a line
"""
import decimal
import datetime
import sys
import uuid

import cassandra
from cassandra import ConsistencyLevel, protocol
from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, ExecutionProfile
from cassandra.policies import FallthroughRetryPolicy
from cassandra.query import BatchType, SimpleStatement
from cassandra.util import Date, Duration, Time

TYPES = {
    "k": ("text", "row"), "a": ("ascii", "plain"), "b": ("bigint", -2**63), "c": ("blob", b"\x00\xff"),
    "d": ("boolean", True), "e": ("decimal", decimal.Decimal("-12345678901234567890.1230")), "f": ("double", 1.5e300),
    "g": ("float", -0.5), "h": ("int", -2), "i": ("timestamp", datetime.datetime(2001, 9, 9, 1, 46, 40, 123000)),
    "j": ("uuid", uuid.UUID("00112233-4455-6677-8899-aabbccddeeff")), "l": ("varint", -2**100),
    "m": ("timeuuid", uuid.UUID("2b1f3a60-5f2e-11ee-8c99-0242ac120002")), "n": ("inet", "2001:db8::1"),
    "o": ("date", Date("2020-02-29")), "p": ("time", Time("12:34:56.789000001")), "q": ("smallint", -300),
    "r": ("tinyint", -3), "s": ("duration", Duration(1, 2, 3_000_000_000)), "t": ("list<int>", [3, 1, 2]),
    "u": ("set<text>", {"x", "y"}), "v": ("map<text, frozen<list<int>>>", {"one": [1], "none": []}),
    "w": ("frozen<tuple<int, text>>", (7, "seven")), "x": ("frozen<anneal.spot>", (1, None)), "y": ("text", ""),
    "z": ("text", None), "ip": ("inet", "10.0.0.5")}


def connect(port):
    profile = ExecutionProfile(retry_policy=FallthroughRetryPolicy(), consistency_level=ConsistencyLevel.LOCAL_QUORUM)
    cluster = Cluster(
        ["127.0.0.1"], port=port, execution_profiles={EXEC_PROFILE_DEFAULT: profile}, schema_metadata_enabled=False,
        token_metadata_enabled=False)
    return cluster, cluster.connect()


def same(found, wanted):
    assert found == wanted, f"{found!r} instead of {wanted!r}"


def check(session):
    session.execute("CREATE KEYSPACE IF NOT EXISTS anneal WITH replication = {'class': 'SimpleStrategy'}")
    session.execute("CREATE TABLE IF NOT EXISTS anneal.pages (k text PRIMARY KEY, n int)")
    insert = session.prepare("INSERT INTO anneal.pages (k, n) VALUES (?, ?)")
    for number in range(25):
        session.execute(insert, (f"{number:02}", number))
    rows = session.execute(SimpleStatement("SELECT k, n FROM anneal.pages", fetch_size=10))
    same([row.n for row in rows], list(range(25)))
    one = session.prepare("SELECT n FROM anneal.pages WHERE k = ?")
    same(session.execute(one, ("07",)).one().n, 7)
    same(session.execute(one, ("none",)).one(), None)
    for statement, error in [
            ("SELEC", cassandra.protocol.SyntaxException), ("SELECT * FROM anneal.none", cassandra.InvalidRequest),
            ("CREATE TABLE anneal.pages (k text PRIMARY KEY)", cassandra.AlreadyExists)]:
        try:
            session.execute(statement)
            raise AssertionError(statement)
        except error:
            pass
    for order, error, facts in [
            ({"code": 0x1000, "consistency": 4, "required": 3, "alive": 1}, cassandra.Unavailable,
             {"consistency": 4, "required_replicas": 3, "alive_replicas": 1}),
            ({"code": 0x1200, "received": 2, "required": 3, "data": 1}, cassandra.ReadTimeout,
             {"received_responses": 2, "required_responses": 3, "data_retrieved": True}),
            ({"code": 0x1100, "received": 1, "required": 2, "write_type": "BATCH_LOG"}, cassandra.WriteTimeout,
             {"received_responses": 1, "write_type": cassandra.WriteType.BATCH_LOG})]:
        text = ", ".join(f'"{name}": "{value}"' if isinstance(value, str) else f'"{name}": {value}'
                         for name, value in {"do": "error", "on": "QUERY", "match": "pages", **order}.items())
        session.execute("PEER {" + text + "}")
        try:
            session.execute("SELECT * FROM anneal.pages")
            raise AssertionError(text)
        except error as found:
            for name, value in facts.items():
                same(getattr(found, name), value)


def write(session):
    session.execute("CREATE KEYSPACE IF NOT EXISTS anneal WITH replication = {'class': 'SimpleStrategy'}")
    session.execute("CREATE TYPE IF NOT EXISTS anneal.spot (x int, y text)")
    columns = ", ".join(f"{name} {kind}" for name, (kind, _) in TYPES.items())
    session.execute(f"CREATE TABLE IF NOT EXISTS anneal.types ({columns.replace('k text', 'k text PRIMARY KEY', 1)})")
    marks = ", ".join("?" for _ in TYPES)
    insert = session.prepare(f"INSERT INTO anneal.types ({', '.join(TYPES)}) VALUES ({marks})")
    session.execute(insert, [value for _, value in TYPES.values()])


def read(session):
    row = session.execute("SELECT * FROM anneal.types").one()._asdict()
    for name, (kind, value) in TYPES.items():
        found = row[name]
        if kind == "frozen<anneal.spot>":
            found = tuple(found)
        if kind.startswith("set"):
            found = set(found)
        if kind.startswith("map"):
            found = dict(found)
        assert found == value, f"{name}: {found!r} instead of {value!r}"


def frames():
    quorum, serial = ConsistencyLevel.QUORUM, ConsistencyLevel.LOCAL_SERIAL
    messages = {
        "options": protocol.OptionsMessage(), "startup": protocol.StartupMessage("3.0.0", {}),
        "auth": protocol.AuthResponseMessage("\0ann\0pw"), "prepare": protocol.PrepareMessage("SELECT 1"),
        "register": protocol.RegisterMessage(["TOPOLOGY_CHANGE", "STATUS_CHANGE", "SCHEMA_CHANGE"]),
        "query": protocol.QueryMessage("SELECT ü", quorum),
        "paged": protocol.QueryMessage(
            "SELECT 1", ConsistencyLevel.ONE, serial_consistency_level=serial, fetch_size=100, paging_state=b"\x01\x02",
            timestamp=1_600_000_000_000_000),
        "execute": protocol.ExecuteMessage(
            b"\x01\x02\x03", [b"\x00\x00\x00\x05", None, protocol._UNSET_VALUE], quorum, fetch_size=7),
        "batch": protocol.BatchMessage(
            BatchType.UNLOGGED, [(False, "DELETE 1", []), (True, b"\x09", [b"ab"])], ConsistencyLevel.LOCAL_QUORUM,
            serial_consistency_level=ConsistencyLevel.SERIAL, timestamp=5)}
    for name, message in messages.items():
        print(name, protocol.ProtocolHandler.encode_message(message, 258, 4, None, False).hex())


if __name__ == "__main__":
    if sys.argv[1] == "frames":
        frames()
    else:
        cluster, session = connect(int(sys.argv[2]))
        {"check": check, "write": write, "read": read}[sys.argv[1]](session)
        cluster.shutdown()
        print("as it should be")
