#!/usr/bin/env python3
"""Builds the catalogue of packages that Anneal brings along.

    apt-get -o Acquire::Languages=en update          # for the full descriptions
    /usr/lib/apt/apt-helper cat-file /var/lib/apt/lists/*_main_i18n_Translation-en* > translation
    apt-cache dumpavail |
        Scripts/build-catalogue.py Sources/AnnealRecommendation/Catalogue/OwnCatalogueData.swift translation

Reads records as apt writes them (Package, Section, Description, Description-md5, Tag) and keeps the packages
that engineers choose by: those whose source is well known (a program of the thesaurus), then libraries and tools that
many other packages depend on. Variants of one library (debugging, documentation, old versions) are left out. The
descriptions are metadata of the Debian archive, written by Debian's contributors, each under its package's terms.
"""
import base64
import collections
import gzip
import json
import re
import sys

LIMIT = 3000
SECTIONS = {
    "admin", "database", "devel", "golang", "httpd", "interpreters", "java", "javascript", "libdevel", "mail", "net",
    "php", "python", "ruby", "rust", "science", "text", "utils", "vcs", "web", "perl", "math", "gnu-r", "haskell",
}
VARIANT = re.compile(r"-(doc|docs|dbg|dbgsym|examples?|data|l10n|locales?|common|tests?|udeb|source|headers)$")


def records(stream):
    record, field = {}, None
    for line in stream:
        line = line.rstrip("\n")
        if not line:
            if record:
                yield record
            record, field = {}, None
        elif line[0] in " \t":
            record[field] += "\n" + line[1:]
        else:
            field, _, value = line.partition(":")
            record[field] = value.strip()
    if record:
        yield record


def known_programs():
    path = "Sources/AnnealRecommendation/Text/ThesaurusText.swift"
    names = set()
    for line in open(path):
        if " = " in line and "let " not in line:
            names |= {re.sub(r"[^a-z0-9+]", "", n.lower()) for n in line.split(" = ")[1].split(",")}
    return {n for n in names if len(n) > 1}


def core(name):
    name = re.sub(r"^(python3?-|ruby-|node-|php-|r-cran-|librust-|golang-(github-[^-]+-)?|lib(?=...))", "", name)
    name = re.sub(r"(-dev|-java|-perl|-server|-client|-core|-base|-bin|-tools?|-utils?)+$", "", name)
    return re.sub(r"[^a-z0-9+]", "", re.sub(r"[-.]?\d+(\.\d+)*$", "", name))


def main():
    packages, dependents = {}, collections.Counter()
    with open(sys.argv[2]) as translation:
        texts = {r["Description-md5"]: r["Description-en"] for r in records(translation) if "Description-en" in r}
    for record in records(sys.stdin):
        for name in set(re.findall(r"(?:^|[,|]\s*)([a-z0-9][a-z0-9+.-]+)", record.get("Depends", ""))):
            dependents[name] += 1
        name, section = record["Package"], record.get("Section", "").split("/")[-1]
        if section not in SECTIONS or VARIANT.search(name) or name in packages:
            continue
        if re.match(r"librust-", name) or not record.get("Description"):
            continue
        text = texts.get(record.get("Description-md5")) or record["Description"]
        summary, _, body = text.partition("\n")
        if re.search(r"transitional|dummy|metapackage|\(shared|cross-compil|cross-develop", summary, re.I):
            continue
        body = re.sub(r"\s+", " ", body.replace("\n.", "\n")).strip()
        tags = [t.strip() for t in record.get("Tag", "").replace("\n", " ").split(",") if "::" in t]
        packages[name] = {"name": name, "section": section, "summary": summary, "description": body[:600], "tags": tags}
    programs = known_programs()

    def rank(package):
        name = package["name"]
        is_known = core(name) in programs or re.sub(r"[^a-z0-9+]", "", name) in programs
        return (-is_known, -(bool(package["tags"]) + dependents[name]), name)

    chosen = sorted(sorted(packages.values(), key=rank)[:LIMIT], key=lambda p: p["name"])
    lines = "\n".join(json.dumps(p, ensure_ascii=False, separators=(",", ":"), sort_keys=True) for p in chosen)
    raw = lines.encode()
    packed = base64.b64encode(gzip.compress(raw, 9, mtime=0)).decode()
    with open(sys.argv[1], "w") as out:
        out.write("// Written by Scripts/build-catalogue.py. Descriptions and tags are metadata of the Debian archive,\n")
        out.write("// written by Debian's contributors, each under its package's terms.\n\n")
        out.write(f"/// The bytes of the unpacked catalogue.\nlet ownCatalogueSize = {len(raw)}\n\n")
        out.write(f"// swift-format-ignore\n/// A package a line in JSON, packed by gzip, in base64.\nlet ownCatalogueData = \"{packed}\"\n")
    print(f"{len(chosen)} packages of {len(packages)}, {len(raw)} bytes, {len(packed)} in base64", file=sys.stderr)


main()
