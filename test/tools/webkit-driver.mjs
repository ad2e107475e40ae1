// A WebKit of the system, driven by plain WebDriver: WebKitWebDriver on a display of its own.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';

const START_MS = 15_000;
const COMMAND_MS = 60_000;

/** What must be there, and the first place where it was found. */
export const webkitParts = {
  driver: ['/usr/bin/WebKitWebDriver', '/usr/local/bin/WebKitWebDriver', '/usr/lib/webkit2gtk-4.1/WebKitWebDriver'],
  display: ['/usr/bin/Xvfb', '/usr/local/bin/Xvfb', '/opt/X11/bin/Xvfb'],
};
export const findPart = (part) => webkitParts[part].find((path) => existsSync(path));

/**
 * Starts a display, the driver and a session. `command(method, path, body)` sends a WebDriver command to the session and
 * gives its value; it rejects with the driver's message.
 */
export async function startWebKit({ driver, display }) {
  const children = [];
  const close = () => {
    for (const child of children.splice(0).reverse()) child.kill('SIGKILL');
  };
  process.once('exit', close);
  try {
    const xvfb = spawn(display, ['-displayfd', '3', '-screen', '0', '1720x1080x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    children.push(xvfb);
    const [number] = await within(START_MS, 'Xvfb', Promise.race([once(xvfb.stdio[3], 'data'), failed(xvfb, 'Xvfb')]));
    const port = await freePort();
    const child = spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], {
      stdio: 'ignore',
      // Without a GPU, compositing by software GL takes three quarters of the whole work.
      env: { ...process.env, DISPLAY: `:${String(number).trim()}`, WEBKIT_DISABLE_COMPOSITING_MODE: '1' },
    });
    children.push(child);
    const base = `http://127.0.0.1:${port}`;
    await within(START_MS, driver, Promise.race([answers(`${base}/status`), failed(child, driver)]));
    const { sessionId } = await send('POST', `${base}/session`, {
      capabilities: {
        alwaysMatch: {
          'webkitgtk:browserOptions': {},
          timeouts: { script: COMMAND_MS, pageLoad: COMMAND_MS },
          // A page whose own scripts hang is good enough.
          pageLoadStrategy: 'none',
        },
      },
    });
    const session = `${base}/session/${sessionId}`;
    return {
      command: (method, path, body) => send(method, `${session}${path}`, body),
      async close() {
        await send('DELETE', session).catch(() => undefined);
        process.off('exit', close);
        close();
      },
    };
  } catch (error) {
    process.off('exit', close);
    close();
    throw error;
  }
}

async function send(method, url, body) {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(COMMAND_MS + 10_000),
    ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${value?.error}: ${value?.message}`);
  return value;
}

async function answers(url) {
  for (;;) {
    const isThere = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function failed(child, name) {
  const [reason] = await Promise.race([once(child, 'exit'), once(child, 'error')]);
  throw new Error(`${name} ended: ${reason}`);
}

function within(ms, name, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} did not start within ${ms} ms`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function freePort() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}
