"""People on Matrix, each with a client that is not ours (matrix-nio), in encrypted rooms too.

One request in JSON on each line of standard input, one answer on standard output. `tests/matrix/people.rs`
is the other end.
"""

import asyncio
import json
import sys
import tempfile
from urllib.parse import quote

from aiohttp import ClientSession
from nio import AsyncClient, AsyncClientConfig, Event, LoginResponse, MegolmEvent, RegisterResponse

WITHIN = 30


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
                await self.client.sync_forever(timeout=10_000, full_state=True, loop_sleep_time=1)
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

    async def member(self, room, user):
        answer = await self.client.room_get_state_event(room, "m.room.member", user)
        return getattr(answer, "content", {}).get("membership")


class People:
    def __init__(self, homeserver):
        self.homeserver = homeserver
        self.people = {}

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
        return f"@{whom}:m50.example" in self.people[name].client.rooms[room].users

    async def say(self, name, room, content):
        return await self.send(name, room, "m.room.message", content)

    async def say_in_plain(self, name, room, body):
        """Past the client, which would encrypt it."""
        client = self.people[name].client
        address = f"{self.homeserver}/_matrix/client/v3/rooms/{quote(room)}/send/m.room.message/plain"
        token = {"Authorization": f"Bearer {client.access_token}"}
        message = {"msgtype": "m.text", "body": body}
        async with ClientSession() as session:
            async with session.put(address, json=message, headers=token) as answer:
                assert answer.status == 200, await answer.text()

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

    async def devices(self, name, password):
        """How many devices an account has, beside those that were made to ask."""
        client = AsyncClient(self.homeserver, f"@{name}:m50.example")
        await client.login(password, device_name="asks")
        answer = await client.devices()
        await client.logout()
        await client.close()
        names = [device.display_name for device in answer.devices]
        return [name for name in names if name not in ("asks", "first")]


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
