#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Follows the stream of a Plancia agent: prints each item, and each gap, as a line of JSON. Tested with python3-websockets 10.
Usage: stream.py ws://127.0.0.1:8080/stream        (the token, if there is one, in the environment as PLANCIA_TOKEN)"""
import asyncio, json, os, random, sys
import websockets, websockets.version

VERSION = 3  # of the protocol; the handbook says what each message holds


async def read(socket, place):
    hello = json.loads(await asyncio.wait_for(socket.recv(), 12))
    if hello["t"] != "hello" or hello["version"] != VERSION:
        sys.exit("the agent speaks another version of the protocol")
    if hello["epoch"] != place["epoch"]:  # a first time, or the agent was started again: offsets begin anew
        if place["epoch"]:
            print(json.dumps({"gap": "the agent was started again"}), flush=True)
        place.update(epoch=hello["epoch"], after=hello["base"] - 1)
    await socket.send(json.dumps({"t": "subscribe", "version": VERSION, **place}))
    promised = 0
    while True:  # a heartbeat comes every five seconds: without one the other side is gone
        message = json.loads(await asyncio.wait_for(socket.recv(), 12))
        if message["t"] == "samples":
            for item in message["items"]:
                if item["o"] > place["after"] + 1:
                    raise ConnectionError("offsets are missing")  # connects again and asks for them
                if item["o"] == place["after"] + 1:
                    print(json.dumps(item), flush=True)
                    place["after"] = item["o"]
        elif message["t"] == "gap" and message["to"] > place["after"]:
            print(json.dumps({"gap": "gone", "from": place["after"] + 1, "to": message["to"]}), flush=True)
            place["after"] = message["to"]
        elif message["t"] == "heartbeat":
            if promised > place["after"]:  # told of five seconds ago, and still not here
                raise ConnectionError("the end is missing")
            promised = message["top"]


async def main(url, token):
    place, wait = {"epoch": "", "after": 0}, 0.5
    headers = {"Authorization": "Bearer " + token} if token else {}
    while True:
        before = place["after"]
        try:
            async with websockets.connect(url, extra_headers=headers, max_size=1 << 20, close_timeout=1) as socket:
                await read(socket, place)
        except (LookupError, TypeError, ValueError, RecursionError) as error:
            print("what came is not of the protocol:", repr(error), file=sys.stderr)
        except (OSError, asyncio.TimeoutError, websockets.WebSocketException) as error:
            print(error or "nothing came for 12 seconds", file=sys.stderr)
        wait = 0.5 if place["after"] != before else min(20, wait * 2)
        await asyncio.sleep(random.uniform(0, wait))  # not all who lost it at the same moment


if len(sys.argv) != 2:
    sys.exit(__doc__)
if int(websockets.version.version.split(".")[0]) > 13:  # its connect() takes the headers by another name
    sys.exit("needs python3-websockets 10 to 13")
try:
    asyncio.run(main(sys.argv[1], os.environ.get("PLANCIA_TOKEN")))
except KeyboardInterrupt:
    pass
