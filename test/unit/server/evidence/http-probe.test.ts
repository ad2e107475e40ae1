// @vitest-environment node
import { execFileSync } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { httpProbe } from '../../../../src/server/evidence/http-probe.js';

// Real sockets: on a busy machine they take a while.
vi.setConfig({ testTimeout: 60_000 });

const entry = 'window.TencentCaptcha = function () {};';
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

async function serve(answer: http.RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(http.createServer(answer))}/TJCaptcha.js`;
}

const never = new AbortController().signal;
const asEntry = (url: string, signal = never) =>
  httpProbe({ url: new URL(url), mustContain: 'TencentCaptcha' }, signal);
const asSecondary = (url: string) => httpProbe({ url: new URL(url) }, never);
const asReference = (url: string) => httpProbe({ url: new URL(url), isReference: true }, never);
const noGlobal = { answer: 'unknown', why: 'no_global', isFault: true };

describe('an answer', () => {
  it('with the global name is up', async () => {
    const url = await serve((_, response) => response.end(entry));
    expect(await asEntry(url)).toEqual({ answer: 'up', why: 'http_200' });
  });

  it('without the global name is a fault for an entry script, and up for a secondary one', async () => {
    const url = await serve((_, response) => response.end('<html>sorry</html>'));
    expect(await asEntry(url)).toEqual(noGlobal);
    expect(await asSecondary(url)).toEqual({ answer: 'up', why: 'http_200' });
  });

  it('that is empty is a fault for an entry script', async () => {
    const url = await serve((_, response) => response.writeHead(204).end());
    expect(await asEntry(url)).toEqual(noGlobal);
  });

  it.each([500, 502, 503, 504, 599])('of status %i is down', async (status) => {
    const url = await serve((_, response) => response.writeHead(status).end(entry));
    expect(await asEntry(url)).toEqual({ answer: 'down', why: `http_${status}` });
    expect(await asSecondary(url)).toEqual({ answer: 'down', why: `http_${status}` });
  });

  it.each([101, 300, 301, 302, 304, 307, 400, 401, 403, 404, 407, 410, 418, 451])(
    'of status %i is unknown',
    async (status) => {
      const url = await serve((_, response) => response.writeHead(status).end(entry));
      expect(await asEntry(url)).toEqual({ answer: 'unknown', why: `http_${status}` });
    },
  );

  it('of status 429 is throttling', async () => {
    const url = await serve((_, response) => response.writeHead(429).end());
    expect(await asEntry(url)).toEqual({ answer: 'throttled', why: 'http_429' });
  });

  it('that goes over to another protocol is unknown at once, and its connection is closed', async () => {
    const closed = vi.fn();
    const url = await serve((request) => {
      request.socket.on('close', closed);
      request.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n');
    });
    expect(await asEntry(url)).toEqual({ answer: 'unknown', why: 'http_101' });
    await vi.waitFor(() => {
      expect(closed).toHaveBeenCalled();
    });
  });

  it('that redirects is not followed', async () => {
    const asked: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      asked.push(request.url);
      response.writeHead(302, { location: '/elsewhere.js' }).end();
    });
    await asEntry(url);
    expect(asked).toEqual(['/TJCaptcha.js']);
  });

  it('whose global name comes in two pieces is up', async () => {
    const url = await serve((_, response) => {
      response.write('window.Tencent');
      setImmediate(() => response.end('Captcha = 1'));
    });
    expect((await asEntry(url)).answer).toBe('up');
  });

  it('is read for 64 KiB and no further', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const url = await serve((_, response) => {
      closed = new Promise((resolve) => response.on('close', resolve));
      // More than any buffer on the way holds; it can never be written out.
      const more = () => {
        if (!response.destroyed) response.write(Buffer.alloc(65_536, ' '), more);
      };
      more();
    });
    expect(await asEntry(url)).toEqual({ answer: 'unknown', why: 'global_not_in_64_kib', isFault: true });
    await closed;
    expect(await asSecondary(url)).toEqual({ answer: 'up', why: 'http_200' });
    await closed;
  });

  it('with the global name after 64 KiB is no evidence', async () => {
    const url = await serve((_, response) => response.end(' '.repeat(65_530) + entry));
    expect((await asEntry(url)).answer).toBe('unknown');
  });

  it('that is compressed though we asked for none is no evidence', async () => {
    const url = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('?'));
    expect(await asEntry(url)).toEqual({ answer: 'unknown', why: 'content_encoding' });
  });

  it('that says it is not compressed is up', async () => {
    const url = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'identity' }).end(entry));
    expect(await asEntry(url)).toEqual({ answer: 'up', why: 'http_200' });
  });

  it('that is no HTTP is no evidence', async () => {
    const port = await listen(net.createServer((socket) => socket.resume().end('SSH-2.0-OpenSSH_9.6\r\n')));
    expect((await asEntry(`http://127.0.0.1:${port}/`)).answer).toBe('unknown');
  });
});

describe('a reference', () => {
  it.each([200, 204, 302, 403, 404, 429, 500, 503])('is up by an answer of status %i', async (status) => {
    const url = await serve((_, response) => response.writeHead(status).end());
    expect(await asReference(url)).toEqual({ answer: 'up', why: `http_${status}` });
  });

  it('is up by going over to another protocol', async () => {
    const url = await serve((request) => {
      request.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n');
    });
    expect(await asReference(url)).toEqual({ answer: 'up', why: 'http_101' });
  });

  it('is read for 4 KiB and no further', async () => {
    const url = await serve((_, response) => void response.write(Buffer.alloc(4096, ' ')));
    expect(await asReference(url)).toEqual({ answer: 'up', why: 'http_200' });
  });

  it('is down where nobody listens', async () => {
    expect(await asReference('http://127.0.0.1:1/')).toEqual({ answer: 'down', why: 'ECONNREFUSED' });
  });
});

describe('no answer', () => {
  it('because the port refuses is down', async () => {
    const server = net.createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await asEntry(`http://127.0.0.1:${port}/`)).toEqual({ answer: 'down', why: 'ECONNREFUSED' });
  });

  it('because the connection is reset is down', async () => {
    const port = await listen(net.createServer((socket) => socket.once('data', () => socket.resetAndDestroy())));
    expect(await asEntry(`http://127.0.0.1:${port}/`)).toEqual({ answer: 'down', why: 'ECONNRESET' });
  });

  it('because the connection is closed without one is down', async () => {
    const port = await listen(net.createServer((socket) => socket.once('data', () => socket.end())));
    expect(await asEntry(`http://127.0.0.1:${port}/`)).toEqual({ answer: 'down', why: 'ECONNRESET' });
  });

  it('because the body breaks off is down', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('window.', () => response.destroy());
    });
    expect(await asEntry(url)).toEqual({ answer: 'down', why: 'ECONNRESET' });
  });

  it('because the name is not known is down', async () => {
    // Where no name server answers at all, the look-up fails otherwise, which is no evidence.
    expect(['ENOTFOUND', 'EAI_AGAIN']).toContain((await asEntry('https://captcha.invalid/x.js')).why);
  });

  it.each<[string, http.RequestListener]>([
    ['before the head', () => undefined],
    ['in the body', (_, response) => void response.write('window.')],
  ])('because the server hangs %s, is no evidence of its own: who asks sets the limit', async (_, answer) => {
    const controller = new AbortController();
    const url = await serve((request, response) => {
      answer(request, response);
      setImmediate(() => controller.abort());
    });
    expect(await asEntry(url, controller.signal)).toEqual({ answer: 'unknown', why: 'ended' });
  });

  it('because the certificate is not trusted is down', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'canary-'));
    cleanUps.push(() => rmSync(folder, { recursive: true }));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const options = ['-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=127.0.0.1', '-keyout', key];
    execFileSync('openssl', ['req', '-x509', ...options, '-out', cert], { stdio: 'ignore' });
    const server = https.createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) =>
      response.end(entry),
    );
    expect(await asEntry(`https://127.0.0.1:${await listen(server)}/`)).toEqual({
      answer: 'down',
      why: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
  });

  it('because the server speaks no TLS is down', async () => {
    const url = await serve((_, response) => response.end(entry));
    expect((await asEntry(url.replace('http:', 'https:'))).answer).toBe('down');
  });

  it('because we end it ourselves is no evidence', async () => {
    const url = await serve(() => undefined);
    const controller = new AbortController();
    const answer = asEntry(url, controller.signal);
    controller.abort();
    expect(await answer).toEqual({ answer: 'unknown', why: 'ended' });
    expect(await asEntry(url, controller.signal)).toEqual({ answer: 'unknown', why: 'ended' });
  });
});

it('a canary says who it is, and asks for plain text over a connection of its own', async () => {
  let asked: http.IncomingHttpHeaders = {};
  const url = await serve(({ headers }, response) => {
    asked = headers;
    response.end(entry);
  });
  await asEntry(url);
  expect(asked).toEqual({
    host: new URL(url).host,
    connection: 'close',
    accept: '*/*',
    'accept-encoding': 'identity',
    'user-agent': 'captcha-failover-canary',
  });
});

it('nothing of a request stays with a signal that outlives it', async () => {
  const url = await serve((_, response) => response.end(entry));
  const { signal } = new AbortController();
  const answer = asEntry(url, signal);
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  await answer;
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('no connection outlives its answer', async () => {
  let open = 0;
  const server = http.createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    if (request.url === '/hang') return;
    response.writeHead(request.url === '/error' ? 503 : 200).end(entry.repeat(3000));
  });
  const allClosed = new Promise<void>((resolve) => {
    server.on('connection', (socket) => {
      open++;
      socket.on('close', () => {
        if (--open === 0) resolve();
      });
    });
  });
  const origin = `http://127.0.0.1:${await listen(server)}`;
  const paths = Array.from({ length: 30 }, (_, index) => ['/', '/hang', '/error'][index % 3] ?? '/');
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 1000).unref();
  const answers = await Promise.all(
    paths.map((path) => asEntry(origin + path, path === '/hang' ? controller.signal : never)),
  );
  expect(answers.filter(({ answer }) => answer === 'up')).toHaveLength(10);
  await allClosed;
});
