"""People on Matrix, each with a client that is not ours (matrix-nio), in encrypted rooms too.

One request in JSON on each line of standard input, one answer on standard output. `people.rs` beside this
file is the other end.
"""

import asyncio
import json
import sys
import tempfile
from urllib.parse import quote

from aiohttp import ClientSession
from nio import Api, AsyncClient, AsyncClientConfig, Event, LoginResponse, MegolmEvent, RegisterResponse
from vodozemac import Ed25519PublicKey, Ed25519Signature

WITHIN = 30

# More than what happens between two looks: of what a homeserver leaves out nobody would know.
FILTER = {"room": {"timeline": {"limit": 500}}}


class Person:
    def __init__(self, homeserver, name):
        config = AsyncClientConfig(store_sync_tokens=True, encryption_enabled=True)
        self.client = AsyncClient(
            homeserver, f"@{name}:m50.example", store_path=tempfile.mkdtemp(), config=config
        )
        self.seen = {}

    async def enter(self, password):
        answer = await self.client.login(password, device_name="test")
        assert isinstance(answer, LoginResponse), answer
        self.client.add_event_callback(self.see, Event)
        self.client.add_event_callback(self.see, MegolmEvent)
        self.syncing = asyncio.create_task(self.sync())

    async def sync(self):
        while True:
            try:
                await self.client.sync_forever(
                    timeout=10_000, sync_filter=FILTER, full_state=True, loop_sleep_time=1
                )
            except Exception as why:
                print(why, file=sys.stderr)
                await asyncio.sleep(0.2)

    def see(self, room, event):
        source = event.source
        row = {
            "event": event.event_id,
            "sender": event.sender,
            "type": source.get("type"),
            "content": source.get("content", {}),
            "decrypted": event.decrypted,
        }
        rows = self.seen.setdefault(room.room_id, [])
        if all(row["event"] != other["event"] for other in rows):
            rows.append(row)

    def has_seen(self, room, event):
        return any(row["event"] == event for row in self.seen.get(room, []))

    async def member(self, room, user):
        answer = await self.client.room_get_state_event(room, "m.room.member", user)
        return getattr(answer, "content", {}).get("membership")


class People:
    def __init__(self, homeserver):
        self.homeserver = homeserver
        self.people = {}
        self.session = ClientSession()

    async def register(self, name, password):
        client = AsyncClient(self.homeserver)
        answer = await client.register(name, password, device_name="first")
        assert isinstance(answer, RegisterResponse), answer
        await client.close()

    async def enter(self, name):
        await self.register(name, name)
        self.people[name] = Person(self.homeserver, name)
        await self.people[name].enter(name)

    async def make_room(self, name, encrypted):
        state = []
        if encrypted:
            content = {"algorithm": "m.megolm.v1.aes-sha2"}
            state = [{"type": "m.room.encryption", "state_key": "", "content": content}]
        client = self.people[name].client
        answer = await client.room_create(
            initial_state=state, power_level_override={"invite": 0}
        )
        while answer.room_id not in client.rooms:
            await asyncio.sleep(0.05)
        return answer.room_id

    async def invite(self, name, room, whom):
        answer = await self.people[name].client.room_invite(room, f"@{whom}:m50.example")
        assert not hasattr(answer, "status_code"), answer

    async def join(self, name, room):
        client = self.people[name].client
        answer = await client.join(room)
        assert not hasattr(answer, "status_code"), answer

    async def membership(self, name, room, whom):
        return await self.people[name].member(room, f"@{whom}:m50.example")

    async def knows(self, name, room, whom):
        """Whether the client has heard that somebody is there, and would encrypt for them."""
        known = self.people[name].client.rooms.get(room)
        return known is not None and f"@{whom}:m50.example" in known.users

    async def say(self, name, room, content):
        return await self.send(name, room, "m.room.message", content)

    async def say_in_plain(self, name, room, body):
        """Past the client, which would encrypt it."""
        message = {"msgtype": "m.text", "body": body}
        token = self.people[name].client.access_token
        await self.ask(token, "PUT", f"rooms/{quote(room)}/send/m.room.message/plain", message)

    async def ask(self, token, method, path, body=None):
        """The homeserver itself, past any client."""
        address = f"{self.homeserver}/_matrix/client/v3/{path}"
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self.session.request(method, address, json=body, headers=headers) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def react(self, name, room, event, key):
        relation = {"rel_type": "m.annotation", "event_id": event, "key": key}
        return await self.send(name, room, "m.reaction", {"m.relates_to": relation})

    async def send(self, name, room, kind, content):
        answer = await self.people[name].client.room_send(
            room, kind, content, ignore_unverified_devices=True
        )
        assert hasattr(answer, "event_id"), answer
        return answer.event_id

    async def seen(self, name, room):
        return self.people[name].seen.get(room, [])

    async def caught_up(self, name, room, after):
        """The same without the first so many, once everything is seen that stands there now."""
        person = self.people[name]
        path = f"rooms/{quote(room)}/messages?dir=b&limit=1"
        last = (await self.ask(person.client.access_token, "GET", path))["chunk"][0]["event_id"]
        while not person.has_seen(room, last):
            await asyncio.sleep(0.005)
        return person.seen[room][after:]

    async def devices(self, name, password):
        """How many devices an account has, beside those that were made to ask."""
        client = AsyncClient(self.homeserver, f"@{name}:m50.example")
        await client.login(password, device_name="asks")
        answer = await client.devices()
        await client.logout()
        await client.close()
        names = [device.display_name for device in answer.devices]
        return [name for name in names if name not in ("asks", "first")]

    async def token(self, name, password):
        """Of a session that no client holds, as somebody makes it by hand."""
        user = {"type": "m.id.user", "user": name}
        login = {"type": "m.login.password", "identifier": user, "password": password}
        login["initial_device_display_name"] = "by hand"
        return (await self.ask(None, "POST", "login", login))["access_token"]

    async def end(self, token):
        await self.ask(token, "POST", "logout", {})

    async def signed(self, name, whom):
        """The devices of somebody that their owner has signed, as a colleague can know."""
        user = f"@{whom}:m50.example"
        token = self.people[name].client.access_token
        keys = await self.ask(token, "POST", "keys/query", {"device_keys": {user: []}})
        owner, signer = (keys[kind].get(user) for kind in ("master_keys", "self_signing_keys"))
        # The keys of an owner come one after the other.
        if owner is None or signer is None or not is_signed(signer, user, owner):
            return []
        devices = keys["device_keys"][user].values()
        return [device["device_id"] for device in devices if is_signed(device, user, signer)]


def is_signed(what, user, by):
    """Whether an object bears a signature by the one key in another."""
    [(name, key)] = by["keys"].items()
    signature = what.get("signatures", {}).get(user, {}).get(name)
    if signature is None:
        return False
    bare = {field: what[field] for field in what if field not in ("signatures", "unsigned")}
    message = Api.to_canonical_json(bare).encode()
    Ed25519PublicKey.from_base64(key).verify_signature(message, Ed25519Signature.from_base64(signature))
    return True


async def main():
    people = People(sys.argv[1])
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        request = json.loads(line)
        verb = getattr(people, request.pop("do"))
        try:
            answer = {"answer": await asyncio.wait_for(verb(**request), WITHIN)}
        except Exception as why:
            answer = {"error": repr(why)}
        print(json.dumps(answer), flush=True)


asyncio.run(main())
