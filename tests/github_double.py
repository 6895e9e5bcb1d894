"""A double of GitHub: a real HTTP server on this machine, with a real bare Git repository behind.

Each request and each of its own answers is checked against GitHub's published description
(`tests/github/`, made by `tools/github_description.py`): a call that GitHub would refuse is a
failed test, and so is an answer that GitHub would not give.
"""

from __future__ import annotations

import base64
import json
import re
import socket
import threading
from contextlib import contextmanager, suppress
from copy import deepcopy
from functools import cache
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit
from urllib.request import HTTPSHandler, ProxyHandler, build_opener

from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7
from repository import Repository

from generator.contributions import github as client

DESCRIPTION = json.loads((Path(__file__).parent / "github" / "description.json").read_text("utf-8"))
REGISTRY = Registry().with_resource(
    "urn:github", Resource.from_contents(DESCRIPTION, default_specification=DRAFT7)
)
REPOSITORY = "exemple/bien-vivre"
TOKEN = "jeton-des-tests"
BOT = {"login": "github-actions[bot]", "type": "Bot"}
PERSON = {"login": "habitante", "type": "User"}
NOW = "2026-11-26T08:00:00Z"
CLOSES = re.compile(r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d+)", re.IGNORECASE)
"""https://docs.github.com/issues/tracking-your-work-with-issues/linking-a-pull-request-to-an-issue"""


class Refused(Exception):
    """An answer that is no success, as GitHub gives it."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


class GitHub(Repository):
    """One repository: its Git, issues, pull requests, comments and labels."""

    def __init__(self, folder, files):
        super().__init__(folder, files)
        self.issues, self.pulls, self.comments, self.labels = {}, {}, {}, {}
        self.artifacts = {}
        """What each run of a workflow keeps: numbers by name."""
        self.dropped = {}
        """What is at each address where GitHub keeps what people drop: status, headers, bytes."""
        self.calls, self.wrong, self.asked = [], [], []
        self.failure = None
        self.meanwhile = None
        """What else happens just before a call: its number in `calls`, and a function."""

    def keep(self):
        """All that there is, to come back to by `restore`."""
        told = self.issues, self.pulls, self.comments, self.labels, self.artifacts
        return self.refs(), deepcopy(told)

    def restore(self, kept):
        """All as it was. Git still holds what nothing names any more, as it always does."""
        refs, told = kept
        for ref in self.refs().keys() - refs.keys():
            self.forget(ref)
        for ref, commit in refs.items():
            self.point(ref, commit)
        self.issues, self.pulls, self.comments, self.labels, self.artifacts = deepcopy(told)
        self.calls, self.failure, self.meanwhile = [], None, None

    # --- What a person does ------------------------------------------------------------------

    def open_issue(self, title, body, *labels, created="2026-11-20T09:00:00Z"):
        """An issue, with those of its labels that exist: GitHub drops the others and says nothing."""
        number = self._next()
        self.issues[number] = {
            "number": number,
            "title": title,
            "body": body,
            "state": "open",
            "created_at": created,
            "labels": [name for name in labels if name in self.labels],
        }
        return number

    def drop(self, data, number=1, **headers):
        """Something dropped in a form; gives the address that GitHub writes, which sends on."""
        name = f"{number:08x}-1234-4abc-9def-0123456789ab"
        address = f"https://github.com/user-attachments/assets/{name}"
        kept = f"https://github-production-user-asset-6210df.s3.amazonaws.com/1/2-{name}"
        self.dropped[address] = 302, {"Location": f"{kept}?X-Amz-Expires=300"}, b""
        self.dropped[f"{kept}?X-Amz-Expires=300"] = 200, headers, data
        return address

    def add_label(self, name):
        """A label that the repository has."""
        self.labels[name] = {"name": name, "color": "ededed", "description": ""}

    def merge(self, number, *, squash=False):
        """Merge a pull request as its button does, and close what its text closes."""
        pull = self.pulls[number]
        assert pull["state"] == "open"
        head, merged = self.at(pull["branch"]), self.merged(number, squash=squash)
        self.point("refs/heads/main", merged)
        pull |= {"state": "closed", "merged_at": NOW, "head": head}
        closed = [int(found) for found in CLOSES.findall(pull["body"])]
        for issue in closed:
            self.issues[issue]["state"] = "closed"
        return closed

    def merged(self, number, *, squash=False):
        """The commit that merging a pull request would make."""
        pull, main = self.pulls[number], self.at("main")
        head = self.at(pull["branch"])
        done = self.git("merge-tree", "--write-tree", main, head, check=False)
        assert done.returncode == 0, f"a conflict: {done.stdout}"
        parents = [main] if squash else [main, head]
        return self.commit(done.stdout.split()[0], parents, pull["title"])

    def close_pull(self, number):
        pull = self.pulls[number]
        pull |= {"state": "closed", "head": self.at(pull["branch"])}

    def propose(self, branch, files, *, owner="voisine", association="NONE", who=None):
        """A pull request that a person made, in a copy of the repository; None takes a file away."""
        main = self.at("main")
        entries = [
            {"path": path} | ({} if text is None else {"content": text})
            for path, text in files.items()
        ]
        commit = self.commit(self.change(self.tree_of(main), entries), [main], "Une idée")
        self.point(f"refs/heads/{branch}", commit)
        number = self._next()
        self.pulls[number] = {
            "number": number,
            "branch": branch,
            "state": "open",
            "merged_at": None,
            "title": "Une idée",
            "body": "",
            "head": commit,
            "labels": [],
            "owner": owner,
            "association": association,
            "user": who or PERSON,
        }
        return number

    def push(self, branch, path, text, message="À la main"):
        """A commit that a person made."""
        head = self.at(branch)
        tree = self.change(self.tree_of(head), [{"path": path, "content": text}])
        self.point(f"refs/heads/{branch}", self.commit(tree, [head], message))

    # --- What a test looks at ----------------------------------------------------------------

    def text(self, branch, path):
        blob = self.find(self.at(branch), path)
        assert blob, f"{branch} holds no {path}"
        return self.read("blob", blob).decode()

    def messages(self, branch):
        return self.git("log", "--format=%B", f"main..{branch}").stdout

    def count(self, branch):
        """How many commits a branch has beyond main."""
        return int(self.git("rev-list", "--count", f"main..{branch}").stdout)

    def merges_cleanly(self, branch):
        done = self.git("merge-tree", "--write-tree", "main", branch, check=False)
        return done.returncode == 0

    def open_pulls(self):
        return [pull for pull in self.pulls.values() if pull["state"] == "open"]

    def said(self, issue):
        """The comments of the bot on an issue."""
        mine = (each for each in self.comments.values() if each["issue"] == issue)
        return [each["body"] for each in mine if each["user"] == BOT]

    @property
    def writes(self):
        return [call for call in self.calls if call[0] != "GET"]

    def fail_at(self, number, how, *, times=1):
        """Make the calls from the `number`-th on fail, `times` of them.

        « 500 »: not done; « coupure »: done, then the answer is lost; « limite »: not done,
        GitHub asks to wait.
        """
        self.calls.clear()
        self.failure = (number, how, times)

    # --- Calls: https://docs.github.com/rest -------------------------------------------------

    def get_actions_runs_run_id_artifacts(self, run, query, body):
        one = sample({"$ref": "#/components/schemas/artifact"})
        kept = self.artifacts.get(int(run), {})
        found = [one | {"id": number, "name": name} for name, number in kept.items()]
        return 200, {"total_count": len(found), "artifacts": found}

    def get_contents_path(self, path, query, body):
        commit = query["ref"]
        if not self.read("commit", commit) or not (blob := self.find(commit, path)):
            raise Refused(404, "Not Found")
        text = self.read("blob", blob)
        told = len(text) <= 1_000_000  # of what is larger, GitHub gives the name alone
        content = base64.encodebytes(text).decode() if told else ""
        encoding = "base64" if told else "none"
        found = {"type": "file", "encoding": encoding, "size": len(text), "content": content}
        return 200, {**found, "name": path.rpartition("/")[2], "path": path, "sha": blob}

    def post_git_blobs(self, query, body):
        data = body["content"]
        data = base64.b64decode(data) if body.get("encoding") == "base64" else data.encode()
        return 201, {"sha": self.keep_blob(data), "url": "https://x"}

    def get_git_commits_commit_sha(self, sha, query, body):
        found = self.read("commit", sha)
        if not found:
            raise Refused(404, "Not Found")
        head, _, message = found.decode().partition("\n\n")
        message = message.rstrip("\n")
        parents = re.findall("^parent (.*)$", head, re.MULTILINE)
        return 200, {
            "sha": sha,
            "message": message,
            "tree": {"sha": self.tree_of(sha)},
            "parents": [
                {"sha": one, "url": "https://x", "html_url": "https://x"} for one in parents
            ],
        }

    def post_git_commits(self, query, body):
        if self.read("tree", body["tree"]) is None:
            raise Refused(422, "Tree SHA does not exist")
        if not all(self.read("commit", parent) for parent in body["parents"]):
            raise Refused(422, "Parent SHA does not exist")
        made = self.commit(body["tree"], body["parents"], body["message"])
        return 201, self.get_git_commits_commit_sha(made, {}, None)[1]

    def get_git_ref_ref(self, ref, query, body):
        sha = self.at(ref.removeprefix("heads/"))
        if not ref.startswith("heads/") or not sha:
            raise Refused(404, "Not Found")
        return 200, {"ref": f"refs/{ref}", "object": {"type": "commit", "sha": sha}}

    def post_git_refs(self, query, body):
        branch = body["ref"].removeprefix("refs/heads/")
        valid = self.git("check-ref-format", body["ref"], check=False).returncode == 0
        if not valid or self.at(branch) or not self.read("commit", body["sha"]):
            raise Refused(422, "Reference already exists")
        self.point(body["ref"], body["sha"])
        return 201, self.get_git_ref_ref(f"heads/{branch}", {}, None)[1]

    def patch_git_refs_ref(self, ref, query, body):
        old = self.at(ref.removeprefix("heads/"))
        if not old:
            raise Refused(422, "Reference does not exist")
        follows = self.git("merge-base", "--is-ancestor", old, body["sha"], check=False)
        if follows.returncode and not body.get("force"):
            raise Refused(422, "Update is not a fast forward")
        self.point(f"refs/{ref}", body["sha"])
        return self.get_git_ref_ref(ref, {}, None)

    def post_git_trees(self, query, body):
        try:
            made = self.change(body["base_tree"], body["tree"])
        except LookupError:
            raise Refused(422, "GitRPC::BadObjectState") from None
        return 201, {"sha": made, "tree": [], "truncated": False}

    def get_issues(self, query, body):
        wanted = set(query["labels"].split(","))
        found = [
            each
            for each in self.issues.values()
            if each["state"] == query["state"] and wanted <= set(each["labels"])
        ]
        found = found if query["direction"] == "asc" else found[::-1]
        return 200, [self.described(each) for each in _page(found, query)]

    def post_issues(self, query, body):
        """A token that may write issues sets labels, and creates those that are not there."""
        for name in body["labels"]:
            if name not in self.labels:
                self.add_label(name)
        number = self.open_issue(body["title"], body["body"], *body["labels"], created=NOW)
        return 201, self.described(self.issues[number])

    def get_issues_issue_number(self, number, query, body):
        return 200, self.described(self._find(self.issues, number))

    def get_issues_issue_number_comments(self, number, query, body):
        mine = [each for each in self.comments.values() if each["issue"] == int(number)]
        return 200, [self._comment(each) for each in _page(mine, query)]

    def post_issues_issue_number_comments(self, number, query, body):
        self._find(self.issues | self.pulls, number)
        return 201, self._comment(self.add_comment(int(number), body["body"], BOT))

    def add_comment(self, issue, body, user):
        name = self._next()
        self.comments[name] = {"id": name, "issue": issue, "body": body, "user": user}
        return self.comments[name]

    def patch_issues_comments_comment_id(self, number, query, body):
        comment = self._find(self.comments, number)
        comment["body"] = body["body"]
        return 200, self._comment(comment)

    def post_issues_issue_number_labels(self, number, query, body):
        issue = self._find(self.issues | self.pulls, number)
        for name in body["labels"]:
            if name not in self.labels:
                self.add_label(name)
        issue["labels"] = list(dict.fromkeys([*issue["labels"], *body["labels"]]))
        return 200, [self._label(name) for name in issue["labels"]]

    def delete_issues_issue_number_labels_name(self, number, name, query, body):
        issue = self._find(self.issues | self.pulls, number)
        if name not in issue["labels"]:
            raise Refused(404, "Label does not exist")
        issue["labels"].remove(name)
        return 200, [self._label(each) for each in issue["labels"]]

    def get_labels_name(self, name, query, body):
        if name not in self.labels:
            raise Refused(404, "Not Found")
        return 200, self._label(name)

    def post_labels(self, query, body):
        if body["name"] in self.labels:
            raise Refused(422, "already_exists")
        self.labels[body["name"]] = body
        return 201, self._label(body["name"])

    def get_pulls(self, query, body):
        found = [
            pull
            for pull in self.pulls.values()
            if query["state"] in {"all", pull["state"]}
            and query.get("head", "") in {"", f"{pull['owner']}:{pull['branch']}"}
        ]
        found = found[::-1] if query.get("direction") == "desc" else found
        return 200, [self._pull(each) for each in _page(found, query)]

    def post_pulls(self, query, body):
        head, base = self.at(body["head"]), self.at(body["base"])
        if not head or not base:
            raise Refused(422, "head is invalid")
        if any(each["branch"] == body["head"] for each in self.open_pulls()):
            raise Refused(422, "A pull request already exists")
        if self.git("rev-list", "--count", f"{base}..{head}").stdout.strip() == "0":
            raise Refused(422, "No commits between them")
        number = self._next()
        pull = {"number": number, "branch": body["head"], "state": "open", "merged_at": None}
        pull |= {"title": body["title"], "body": body["body"], "head": head, "labels": []}
        owner = REPOSITORY.partition("/")[0]
        self.pulls[number] = {**pull, "owner": owner, "association": "NONE", "user": BOT}
        return 201, self._pull(self.pulls[number])

    def patch_pulls_pull_number(self, number, query, body):
        pull = self._find(self.pulls, number)
        head = self.at(pull["branch"])
        if body.get("state") == "open" and pull["state"] == "closed":
            gone = not head or self.git(
                "merge-base", "--is-ancestor", pull["head"], head, check=False
            )
            if pull["merged_at"] or gone is True or gone.returncode:
                raise Refused(422, "state cannot be changed")
        pull |= {key: body[key] for key in ("title", "body", "state") if key in body}
        pull["head"] = head or pull["head"]
        return 200, self._pull(pull)

    def get_pulls_pull_number_files(self, number, query, body):
        pull = self._find(self.pulls, number)
        words = self.git("diff", "--name-status", "-z", "-M", f"main...{pull['head']}").stdout
        left, found = iter(words.split("\0")), []
        kinds = {"A": "added", "M": "modified", "D": "removed", "R": "renamed"}
        for status in left:
            if status:
                before = {"previous_filename": next(left)} if status[0] == "R" else {}
                found.append({"filename": next(left), "status": kinds[status[0]], **before})
        return 200, _page(found, query)

    # --- What they answer --------------------------------------------------------------------

    def _next(self):
        return 1 + max([*self.issues, *self.pulls, *self.comments], default=0)

    def _find(self, things, number):
        if int(number) not in things:
            raise Refused(404, "Not Found")
        return things[int(number)]

    def _label(self, name):
        return {**self.labels[name], "id": 1, "default": False, "url": "https://x", "node_id": "x"}

    def described(self, issue):
        """An issue as GitHub describes it."""
        labels = [self._label(name) for name in issue["labels"]]
        return {**issue, "user": user(PERSON), "labels": labels, "updated_at": NOW}

    def _comment(self, comment):
        return {key: comment[key] for key in ("id", "body")} | {"user": user(comment["user"])}

    def _pull(self, pull):
        if pull["state"] == "open":
            pull["head"] = self.at(pull["branch"])
        name = REPOSITORY.partition("/")[2]
        repo = sample({"$ref": "#/components/schemas/repository"})
        head = {
            "ref": pull["branch"],
            "sha": pull["head"],
            "label": "x",
            "user": user(pull["user"]),
            "repo": repo | {"full_name": f"{pull['owner']}/{name}"},
        }
        base = {
            "ref": "main",
            "sha": self.at("main"),
            "label": "x",
            "user": user(BOT),
            "repo": repo | {"full_name": REPOSITORY},
        }
        shown = {key: pull[key] for key in ("number", "title", "body", "state", "merged_at")}
        labels = [self._label(name) for name in pull["labels"]]
        shown |= {"labels": labels, "author_association": pull["association"]}
        return {**shown, "user": user(pull["user"]), "head": head, "base": base}


def user(who):
    return {**sample({"$ref": "#/components/schemas/simple-user"}), **who}


def _page(items, query):
    size, number = int(query.get("per_page", 30)), int(query.get("page", 1))
    return items[(number - 1) * size : number * size]


# --- What GitHub publishes -------------------------------------------------------------------


def resolve(schema):
    while "$ref" in schema:
        node = DESCRIPTION
        for part in schema["$ref"].removeprefix("#/").split("/"):
            node = node[part.replace("~1", "/").replace("~0", "~")]
        schema = node
    return schema


def sample(schema):
    """A value that a schema allows, with what it requires and nothing more."""
    schema = resolve(schema)
    for key in ("anyOf", "oneOf"):
        if key in schema:
            null = any(each.get("type") == "null" for each in schema[key])
            return None if null else sample(schema[key][0])
    if "allOf" in schema:
        return {key: value for each in schema["allOf"] for key, value in sample(each).items()}
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "object" or "properties" in schema:
        known = schema.get("properties", {})
        return {name: sample(known.get(name, {})) for name in schema.get("required", [])}
    texts = {"date-time": NOW, "uri": "https://api.github.com/x", "email": "x@example.org"}
    simple = {"integer": 1, "number": 1, "boolean": False, "array": [], "null": None}
    return simple.get(schema.get("type"), texts.get(schema.get("format"), "x"))


def _pointer(*parts):
    escaped = (part.replace("~", "~0").replace("/", "~1") for part in parts)
    return "urn:github#/" + quote("/".join(escaped), safe="/~")


@cache
def _validator(pointer):
    return Draft7Validator({"$ref": pointer}, registry=REGISTRY)


def faults(value, *parts):
    """What a schema of the description, named by the way to it, has against a value."""
    return _faults(_pointer(*parts), json.dumps(value))


@cache
def _faults(pointer, text):
    """The same of a JSON text: most calls are answered as another one was."""
    errors = _validator(pointer).iter_errors(json.loads(text))
    return [f"{'/'.join(map(str, each.absolute_path))}: {each.message[:200]}" for each in errors]


@cache
def _patterns():
    """Each call of the description; GitHub lets `ref` and `path` hold slashes."""
    prefix = "/repos/{owner}/{repo}"
    found = []
    for path in DESCRIPTION["paths"]:
        parts = re.split(r"\{(\w+)\}", path.removeprefix(prefix))
        regex = "".join(
            re.escape(part) if n % 2 == 0 else ("(.+)" if part in {"ref", "path"} else "([^/]+)")
            for n, part in enumerate(parts)
        )
        found.append((path, re.compile(f"/repos/{REPOSITORY}{regex}"), path.removeprefix(prefix)))
    return found


def find_call(method, path):
    """The path of the description, the values in it, and the name of our function for it."""
    for full, pattern, short in _patterns():
        match = pattern.fullmatch(path)
        if match and method.lower() in DESCRIPTION["paths"][full]:
            name = re.sub(r"\W+", "_", f"{method.lower()}{short}").strip("_")
            return full, [unquote(value) for value in match.groups()], name
    raise AssertionError(
        f"GitHub has no such call, or it is not in the description: {method} {path}"
    )


def check_query(operation, query):
    known = {}
    for each in operation.get("parameters", []):
        parameter = resolve(each)
        if parameter["in"] == "query":
            known[parameter["name"]] = resolve(parameter["schema"])
    for name, value in query.items():
        assert name in known, f"no such parameter: {name}"
        typed = int(value) if known[name].get("type") == "integer" else value
        choices = known[name].get("enum")
        assert not choices or typed in choices, (name, value)


def check_body(path, method, operation, body):
    where = ("paths", path, method, "requestBody", "content", "application/json", "schema")
    if "requestBody" not in operation:
        assert body is None, "no body is expected"
        return
    problems = faults(body, *where)
    schema = resolve(operation["requestBody"]["content"]["application/json"]["schema"])
    names = set(schema.get("properties", {}))
    names |= {name for one in schema.get("oneOf", []) for name in one.get("properties", {})}
    assert not problems, problems
    assert set(body) <= names, set(body) - names


def fill(path, method, status, answer):
    """The answer with all that GitHub's has, checked against the description."""
    content = resolve(DESCRIPTION["paths"][path][method]["responses"][str(status)])["content"]
    schema = resolve(content["application/json"]["schema"])
    whole = [_fill(schema["items"], one) for one in answer] if isinstance(answer, list) else None
    whole = whole if whole is not None else _fill(schema, answer)
    where = ("paths", path, method, "responses", str(status), "content", "application/json")
    problems = faults(whole, *where, "schema")
    assert not problems, problems
    return whole


def _fill(schema, answer):
    options = resolve(schema).get("oneOf")
    if options:  # `contents`: a folder, a file, a link, a module
        schema = next(each for each in options if each.get("$ref", "").endswith("content-file"))
    return _merged(sample(schema), answer)


def _merged(base, more):
    if not isinstance(base, dict) or not isinstance(more, dict):
        return more
    return {**base, **{key: _merged(base.get(key), value) for key, value in more.items()}}


# --- The server ------------------------------------------------------------------------------


@contextmanager
def serve(github):
    """Serve a double, one call after the other; gives the environment of a workflow that asks."""
    server = HTTPServer(("127.0.0.1", 0), _handler(github))
    opener = client.OPENER
    try:
        with running(server) as address:
            client.OPENER = _instead_of_the_network(server.server_port)
            yield {
                "GITHUB_API_URL": address,
                "GITHUB_REPOSITORY": REPOSITORY,
                "GITHUB_TOKEN": TOKEN,
            }
    finally:
        client.OPENER = opener
        assert not github.wrong, github.wrong


def _instead_of_the_network(port):
    """What asks the double for every https address, and for its own as they are."""

    class Secure(HTTPSHandler):
        def https_open(self, request):
            def connect(host, *, timeout, **_):
                return HTTPConnection("127.0.0.1", port, timeout=timeout)

            return self.do_open(connect, request)

    return build_opener(client._NoRedirect, Secure, ProxyHandler({}))


@contextmanager
def running(server):
    """Run a server in a thread; gives its address. It waits for calls and stops without a delay."""
    ended = threading.Event()

    def run():
        while not ended.is_set():
            server.handle_request()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        ended.set()
        socket.create_connection(server.server_address).close()
        thread.join()
        server.server_close()


def _handler(github):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30  # in seconds, of a client that keeps its connection and says nothing

        def answer(self):
            if self.headers["Host"] != f"127.0.0.1:{self.server.server_port}":
                self.give()
                return
            size = int(self.headers.get("Content-Length") or 0)
            data = self.rfile.read(size)
            try:
                number, action = github.meanwhile or (0, None)
                if action and len(github.calls) + 1 == number:
                    github.meanwhile = None
                    action()
                status, answer, headers = self.work(json.loads(data) if data else None)
            except Exception as error:
                github.wrong.append(f"{self.command} {self.path}: {error!r}")
                status, answer, headers = 500, {"message": "the double found a fault"}, {}
            if status is None:
                self.close_connection = True
                return
            self.send(status, json.dumps(answer).encode(), headers)

        def give(self):
            """What somebody dropped in a form, to whom asks without a token."""
            address = f"https://{self.headers['Host']}{self.path}"
            github.asked.append(address)
            if self.headers["Authorization"] or self.command != "GET":
                github.wrong.append(f"a token was sent along: {address}")
            status, headers, data = github.dropped.get(address, (404, {}, b"<html>"))
            self.close_connection = True
            with suppress(OSError):  # whoever asked may have left
                if callable(data):  # piece by piece, as slowly as it wants
                    self.send(status, b"", headers, "application/octet-stream")
                    for piece in data():
                        self.wfile.write(piece)
                else:
                    self.send(status, data, headers, "application/octet-stream")

        def work(self, body):
            github.calls.append((self.command, self.path))
            how = self.failing()
            if how == "500":
                return 500, {"message": "Server Error"}, {}
            if how == "limite":
                return 403, {"message": "secondary rate limit"}, {"Retry-After": "3600"}
            status, answer = self.call(body)
            return (None if how else status), answer, {}

        def failing(self):
            number, how, times = github.failure or (0, None, 0)
            here = number and number <= len(github.calls) < number + times
            return how if here else None

        def call(self, body):
            assert self.headers["Authorization"] == f"Bearer {TOKEN}"
            assert self.headers["X-GitHub-Api-Version"] == "2022-11-28"
            assert self.headers["User-Agent"]
            parts = urlsplit(self.path)
            path, values, name = find_call(self.command, parts.path)
            method = self.command.lower()
            operation = DESCRIPTION["paths"][path][method]
            query = {key: value[0] for key, value in parse_qs(parts.query).items()}
            check_query(operation, query)
            check_body(path, method, operation, body)
            try:
                status, answer = getattr(github, name)(*values, query, body)
            except Refused as refused:
                status, answer = refused.status, {"message": str(refused)}
            assert str(status) in operation["responses"], status
            return status, answer if status >= 300 else fill(path, method, status, answer)

        do_GET = do_POST = do_PATCH = do_DELETE = answer  # noqa: N815 - as http.server calls them

        def send(self, status, data, headers, kind="application/json"):
            self.send_response(status)
            for name, value in {"Content-Length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            pass

    return Handler
