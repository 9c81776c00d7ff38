"""An independent judge of the range's wire: botocore's own models write requests and read answers.

Started by judge.test.ts with the port of a server that has the wire, the port of its side door, and the services to
judge. Prints one JSON line: how many operations agreed in each direction, and what did not.
"""

import base64
import datetime
import http.client
import json
import random
import sys
import urllib.parse

import botocore.parsers
import botocore.serialize
import botocore.session

TEXTS = ["plain", "a&b<c>\"d'", "x y+z=\u00e9\u2713", "https://h/p?q=1&r=2", "line1\nline2"]
SIMPLE = {"boolean": lambda: random.random() < 0.5, "blob": lambda: b"blob\x00\xff"}
NUMBERS = ("integer", "long", "float", "double")


def carries(value):
    if not isinstance(value, (dict, list)):
        return True
    return any(carries(item) for item in (value.values() if isinstance(value, dict) else value))


def structure(shape, depth):
    names = list(shape.members)
    if getattr(shape, "is_tagged_union", False):
        name = random.choice(names)
        return {name: generate(shape.members[name], depth + 1)}
    deep = ("structure", "list", "map") if depth > 5 else ()
    wanted = [n for n in names if shape.members[n].type_name not in deep and random.random() < (0.6 if depth else 0.95)]
    made = {name: generate(shape.members[name], depth + 1) for name in wanted}
    made = {name: value for name, value in made.items() if carries(value)}
    for name in names if depth < 12 else ():  # an empty structure has no form on the wire
        if made:
            break
        value = generate(shape.members[name], depth + 1)
        made = {name: value} if carries(value) else {}
    return made


def generate(shape, depth=0):
    kind = shape.type_name
    if kind == "structure":
        return structure(shape, depth)
    if kind == "list":
        return [generate(shape.member, depth + 1) for _ in range(random.randint(1, 2 if depth < 6 else 1))]
    if kind == "map":
        return {f"k{random.randint(0, 99)}": generate(shape.value, depth + 1)}
    if kind == "timestamp":
        return datetime.datetime.fromtimestamp(1700000000 + random.randint(0, 10**6), datetime.timezone.utc)
    if kind in NUMBERS:
        return random.randint(0, 1000)
    return SIMPLE.get(kind, lambda: random.choice(TEXTS))()


def plain(value):
    if isinstance(value, datetime.datetime):
        return {"$date": round(value.timestamp() * 1000)}
    if isinstance(value, (bytes, bytearray)):
        return {"$bytes": base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if k != "ResponseMetadata" and v is not None}
    return [plain(item) for item in value] if isinstance(value, list) else value


def known(value, shape):
    """Without the members that this botocore does not model."""
    if isinstance(value, dict) and shape.type_name == "structure":
        return {k: known(v, shape.members[k]) for k, v in value.items() if k in shape.members}
    if isinstance(value, list) and shape.type_name == "list":
        return [known(item, shape.member) for item in value]
    if isinstance(value, dict) and shape.type_name == "map":
        return {k: known(v, shape.value) for k, v in value.items()}
    return value


def counted(params, shape):
    """botocore takes CloudFront's counts for texts; on the wire both are the same."""
    if shape and "MaxItems" in params and shape.members["MaxItems"].type_name == "string":
        params["MaxItems"] = "7"
    return params


def textual(understood, params):
    """What was understood as a number, and sent as a text."""
    given = understood.get("input", {})
    return {**understood, "input": {k: str(v) if isinstance(params.get(k), str) else v for k, v in given.items()}}


def call(port, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


def judge(port, door, model, protocol, name):
    """What went wrong with one operation, as a list."""
    operation = model.operation_model(name)
    query = urllib.parse.urlencode({"service": model.service_id, "operation": name})
    output = json.loads(call(door, "POST", f"/?{query}")[2])
    params = counted(generate(operation.input_shape) if operation.input_shape else {}, operation.input_shape)
    request = botocore.serialize.create_serializer(protocol, include_validation=False).serialize_to_request(params, operation)
    headers, body = dict(request["headers"]), request["body"]
    if isinstance(body, dict):
        body = urllib.parse.urlencode(body)
        headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8"
    scope = f"Credential=AKIA/20261120/us-west-2/{model.signing_name}/aws4_request"
    headers["Authorization"] = f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0"
    path = request["url_path"] + ("?" + urllib.parse.urlencode(request["query_string"]) if request["query_string"] else "")
    status, answered, content = call(port, request["method"], path, body, headers)
    understood = textual(json.loads(call(door, "GET", "/")[2]), params)
    response = {"status_code": status, "headers": answered, "body": content}
    parsed = botocore.parsers.create_parser(protocol).parse(response, operation.output_shape)
    wanted = known(output, operation.output_shape) if operation.output_shape else {}
    wrong = []
    if understood != {"operation": name, "input": plain(params)}:
        wrong.append(f"{model.service_id}.{name}: request {json.dumps(plain(params))[:300]} understood as {json.dumps(understood)[:300]}")
    if plain(parsed) != wanted:
        wrong.append(f"{model.service_id}.{name}: answer {json.dumps(wanted)[:300]} read as {json.dumps(plain(parsed))[:300]}")
    return wrong


def main():
    port, door, subjects = int(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3])
    session = botocore.session.get_session()
    random.seed(11)
    judged, wrong = 0, []
    for subject in subjects:
        model = session.get_service_model(subject["botocore"])
        for name in subject["operations"]:
            if name not in model.operation_names:
                continue
            judged += 1
            wrong += judge(port, door, model, subject["protocol"], name)
    print(json.dumps({"judged": judged, "wrong": wrong}))


main()
