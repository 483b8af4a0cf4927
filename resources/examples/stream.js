#!/usr/bin/env node
// SPDX-License-Identifier: GPL-3.0-or-later
// Follows the stream of a Plancia agent: prints each item, and each gap, as a line of JSON. Tested with node-ws 8.
// Usage: stream.js ws://127.0.0.1:8080/stream        (the token, if there is one, in the environment as PLANCIA_TOKEN)
const WebSocket = require('ws');

const VERSION = 3; // of the protocol; the handbook says what each message holds
const place = { epoch: '', after: 0 };
const say = (line) => console.log(JSON.stringify(line));
const known = (value) => { if (value === undefined || value === null) throw new Error('a key is missing'); return value; };
let wait = 500;

function connect() {
  const token = process.env.PLANCIA_TOKEN;
  const socket = new WebSocket(process.argv[2], { maxPayload: 1 << 20, headers: token ? { Authorization: `Bearer ${token}` } : {} });
  const before = place.after;
  let promised = 0;
  let patience = setTimeout(() => socket.terminate(), 12000);
  const take = (message) => {
    if (known(message.t) === 'hello') {
      if (message.version !== VERSION) {
        console.error('the agent speaks another version of the protocol');
        process.exit(1);
      }
      if (known(message.epoch) !== place.epoch) { // a first time, or the agent was started again: offsets begin anew
        if (place.epoch) say({ gap: 'the agent was started again' });
        Object.assign(place, { epoch: message.epoch, after: known(message.base) - 1 });
      }
      socket.send(JSON.stringify({ t: 'subscribe', version: VERSION, ...place }));
    } else if (message.t === 'samples') {
      for (const item of message.items) {
        if (known(item.o) > place.after + 1) return socket.terminate(); // connects again and asks for them
        if (item.o === place.after + 1) { say(item); place.after = item.o; }
      }
    } else if (message.t === 'gap' && known(message.to) > place.after) {
      say({ gap: 'gone', from: place.after + 1, to: message.to });
      place.after = message.to;
    } else if (message.t === 'heartbeat') {
      if (promised > place.after) return socket.terminate(); // told of five seconds ago, and still not here
      promised = known(message.top);
    }
  };
  socket.on('message', (frame) => {
    patience.refresh(); // a heartbeat comes every five seconds: without one the other side is gone
    if (socket.readyState !== WebSocket.OPEN) return; // what had come before it was given up
    try {
      take(JSON.parse(frame));
    } catch (error) {
      console.error(`what came is not of the protocol: ${error.message}`);
      socket.terminate();
    }
  });
  socket.on('error', (error) => console.error(error.message));
  socket.on('close', () => {
    clearTimeout(patience);
    wait = place.after !== before ? 500 : Math.min(20000, wait * 2);
    setTimeout(connect, Math.random() * wait); // not all who lost it at the same moment
  });
}

if (process.argv.length !== 3) {
  console.error('Usage: stream.js ws://127.0.0.1:8080/stream');
  process.exit(1);
}
connect();
