// @vitest-environment node
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageHost } from '../../../demo/page-host.js';
import { rawRequest } from './raw-client.js';
import { startTestSimulator } from './simulated-vendors.js';

const root = mkdtempSync(join(tmpdir(), 'captcha-failover-demo-'));
const FILES = {
  'demo/page/index.html': '<title>index</title>',
  'demo/page/plain.html': '<title>plain</title>',
  'demo/page/style.css': 'body{}',
  'demo/page/main.ts': 'source',
  'demo/page/form.tsx': 'shown source',
  'demo/page/framed.html': '<body><!-- site header --></body>',
  'demo/site-header.html': '<a href="/">Bench</a><a href="/framed.html">$& framed</a>',
  'demo/dist/page/main.js': 'built',
  'dist/captcha-failover.min.js': 'library',
  'secret.json': 'secret',
  'demo/page-secret/index.html': 'secret',
};
beforeAll(() => {
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});
afterAll(() => rmSync(root, { recursive: true }));

const start = () => startTestSimulator({ pages: pageHost(root) });

describe("the pages' host", () => {
  it.each([
    ['/', 'text/html; charset=utf-8', FILES['demo/page/index.html']],
    ['/?vendor=tencent', 'text/html; charset=utf-8', FILES['demo/page/index.html']],
    ['/plain.html', 'text/html; charset=utf-8', FILES['demo/page/plain.html']],
    [
      '/framed.html',
      'text/html; charset=utf-8',
      '<body><a href="/">Bench</a><a href="/framed.html" aria-current="page">$& framed</a></body>',
    ],
    ['/form.tsx', 'text/plain; charset=utf-8', FILES['demo/page/form.tsx']],
    ['/style.css', 'text/css; charset=utf-8', FILES['demo/page/style.css']],
    ['/build/main.js', 'text/javascript; charset=utf-8', FILES['demo/dist/page/main.js']],
    ['/dist/captcha-failover.min.js', 'text/javascript; charset=utf-8', FILES['dist/captcha-failover.min.js']],
  ])('serves %s as %s', async (path, type, text) => {
    const { hosts } = await start();
    const response = await fetch(hosts.page + path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toBe(text);
  });

  it('answers HEAD without a body', async () => {
    const { hosts } = await start();
    const response = await fetch(`${hosts.page}/`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe(String(FILES['demo/page/index.html'].length));
  });

  it.each([
    '/nothing.html',
    '/main.ts',
    '/build/',
    '/dist',
    '/../secret.json',
    '/dist/../../secret.json',
    '/dist/..%2fsecret.json',
    '/dist/%2e%2e/%2e%2e/secret.json',
    '/..%2f..%2fsecret.json',
    '/..%2fpage-secret/index.html',
    '/..%5csecret.json',
    `/${encodeURIComponent(join(root, 'secret.json'))}`,
    `/${join(root, 'secret.json')}`,
    '/secret.json%00.html',
    '/%zz.html',
    '//secret.json',
    '/build/../../../secret.json',
  ])('has no %s', async (path) => {
    const { hosts } = await start();
    const head = `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
    const answer = await rawRequest(hosts.page, { head, waitMs: 2000 });
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('secret');
  });

  it('tells the hosts', async () => {
    const { hosts } = await start();
    expect(await (await fetch(`${hosts.page}/simulator.json`)).json()).toEqual(hosts);
  });

  it('tells the requests of a run', async () => {
    const { hosts } = await start();
    for (const run of ['a', 'b']) await (await fetch(`${hosts.tencentEntry}/entry.js?run=${run}`)).text();
    expect(await (await fetch(`${hosts.page}/simulator/log?run=b`)).json()).toMatchObject([{ run: 'b', fault: 'ok' }]);
    expect(await (await fetch(`${hosts.page}/simulator/log`)).json()).toEqual([]);
  });

  it('refuses other methods', async () => {
    const { hosts } = await start();
    expect((await fetch(`${hosts.page}/`, { method: 'POST' })).status).toBe(405);
    for (const path of ['/login', '/server/vendor', '/server/flood'])
      expect((await fetch(hosts.page + path)).headers.get('allow')).toBe('POST');
    expect((await fetch(`${hosts.page}/server/state`, { method: 'POST' })).headers.get('allow')).toBe('GET');
  });
});
