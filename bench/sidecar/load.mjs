// Posts to /v1/verify at a steady rate, whatever comes back, and prints what became of it as JSON. A process of its own,
// so that what it costs is not the sidecar's.
import http from 'node:http';

const [url, rateText, secondsText] = process.argv.slice(2);
const rate = Number(rateText);
const seconds = Number(secondsText);
const { hostname, port } = new URL(url);
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
const times = [];
const counts = {};
let open = 0;
let most = 0;

/** Each in a /24 of their own, as visitors are. */
const addressOf = (n) => `${11 + ((n >> 16) & 127)}.${(n >> 8) & 255}.${n & 255}.7`;

function post(n) {
  const proof = { v: 1, vendor: 'tencent', id: '190000001', ticket: `tr03${n}_${'a'.repeat(120)}*`, randstr: '@abc' };
  const body = JSON.stringify({ proof, remoteIp: addressOf(n), session: `session-${n}` });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const begun = performance.now();
  open += 1;
  most = Math.max(most, open);
  return new Promise((resolve) => {
    const settle = (what) => {
      open -= 1;
      counts[what] = (counts[what] ?? 0) + 1;
      times.push(performance.now() - begun);
      resolve();
    };
    const request = http.request({ hostname, port, path: '/v1/verify', method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => settle(`${response.statusCode} ${JSON.parse(text).reason}`));
    });
    request.on('error', (error) => settle(error.code));
    request.end(body);
  });
}

const begun = performance.now();
const all = [];
let sent = 0;
await new Promise((resolve) => {
  const timer = setInterval(() => {
    const due = Math.min(rate * seconds, Math.floor(((performance.now() - begun) * rate) / 1000));
    // A generator that was held up does not catch up by a burst: that would measure itself.
    sent = Math.max(sent, due - Math.ceil(rate / 50));
    while (sent < due) all.push(post((sent += 1)));
    if (performance.now() - begun < seconds * 1000) return;
    clearInterval(timer);
    resolve();
  }, 1);
});
await Promise.all(all);
const elapsed = (performance.now() - begun) / 1000;
times.sort((a, b) => a - b);
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
console.log(JSON.stringify({ answered: times.length / elapsed, p50: at(0.5), p99: at(0.99), most, counts }));
