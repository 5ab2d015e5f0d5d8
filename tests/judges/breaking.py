#!/usr/bin/env python3
"""What integrators were promised still holds: openapi/openapi.json against its last committed version, or the given one.

    tests/judges/breaking.py [commit]
Breaking: an operation, a parameter or a member of an answer is gone or has another type; a member or parameter of a request is newly
required; a word of a request is no longer taken. What is meant to break stands in breaking-allowed.txt, with its reason, until the next commit.
"""
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPEC = "openapi/openapi.json"
METHODS = ("get", "post", "put", "patch", "delete")


def git(*arguments):
    return subprocess.run(["git", "-C", ROOT, *arguments], text=True, stdout=subprocess.PIPE, check=True).stdout


def before(now):
    """The newest committed document that differs from the present one."""
    for commit in sys.argv[1:2] or git("log", "--format=%H", "-n", "20", "--", SPEC).split():
        text = git("show", f"{commit}:{SPEC}")
        if text != now:
            return commit, json.loads(text)
    return None, None


class Walk:
    """Two documents side by side; `told` collects what breaks."""

    def __init__(self, old, new):
        self.old, self.new, self.told, self.seen = old, new, [], set()

    @staticmethod
    def deref(document, node):
        while isinstance(node, dict) and "$ref" in node:
            path, node = node["$ref"].removeprefix("#/").split("/"), document
            for part in path:
                node = node.get(part, {})
        return node or {}

    def schema(self, at, old, new, request):
        key = (json.dumps(old, sort_keys=True)[:200], json.dumps(new, sort_keys=True)[:200], request)
        if key in self.seen:
            return
        self.seen.add(key)
        old, new = self.deref(self.old, old), self.deref(self.new, new)
        types = lambda schema: set(schema["type"]) if isinstance(schema.get("type"), list) else {schema.get("type")} - {None}
        gone = types(old) - types(new) if request else types(new) - types(old)
        if types(old) and types(new) and gone:
            self.told.append(f"{at}: type {sorted(types(old))} became {sorted(types(new))}")
        if request and "enum" in old and set(map(str, old["enum"])) - set(map(str, new.get("enum", old["enum"]))):
            self.told.append(f"{at}: takes no longer {sorted(set(map(str, old['enum'])) - set(map(str, new['enum'])))}")
        members, others = old.get("properties", {}), new.get("properties", {})
        for name in members:
            if name in others:
                self.schema(f"{at}.{name}", members[name], others[name], request)
            elif others or not new:
                self.told.append(f"{at}.{name}: is gone")
        if request and members:
            for name in set(new.get("required", [])) - set(old.get("required", [])):
                self.told.append(f"{at}.{name}: is newly required")
        if "items" in old and "items" in new:
            self.schema(f"{at}[]", old["items"], new["items"], request)

    def operation(self, at, old, new):
        keyed = lambda operation: {(p["in"], p["name"]): p for p in operation.get("parameters", [])}
        for key in keyed(old).keys() - keyed(new).keys():
            self.told.append(f"{at}: the parameter {key[1]} is gone")
        for key, parameter in keyed(new).items():
            if parameter.get("required") and not keyed(old).get(key, {}).get("required"):
                self.told.append(f"{at}: the parameter {key[1]} is newly required")
        content = lambda node, document: next(iter(self.deref(document, node).get("content", {}).values()), {}).get("schema")
        sent = content(old.get("requestBody"), self.old), content(new.get("requestBody"), self.new)
        if all(sent):
            self.schema(f"{at} body", *sent, True)
        for status, answer in old.get("responses", {}).items():
            if status.startswith("2"):
                if status not in new.get("responses", {}):
                    self.told.append(f"{at}: answers {status} no more")
                    continue
                got = content(answer, self.old), content(new["responses"][status], self.new)
                if all(got):
                    self.schema(f"{at} {status}", *got, False)

    def run(self):
        for path, item in self.old["paths"].items():
            for method in METHODS:
                if method in item:
                    other = self.new["paths"].get(path, {}).get(method)
                    at = f"{method.upper()} {path}"
                    self.told.append(f"{at}: is gone") if other is None else self.operation(at, item[method], other)
        return sorted(set(self.told))


now = (ROOT / SPEC).read_text()
commit, old = before(now)
if old is None:
    print("no earlier document is at hand to compare with")
    sys.exit(0)
allowed = [line.strip() for line in (pathlib.Path(__file__).parent / "breaking-allowed.txt").read_text().splitlines() if line.strip() and not line.startswith("#")]
told = [line for line in Walk(old, json.loads(now)).run() if not any(line.startswith(start) for start in allowed)]
print("\n".join(told) if told else f"nothing that {commit[:9]} promised is broken")
sys.exit(bool(told))
