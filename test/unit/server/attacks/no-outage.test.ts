// @vitest-environment node
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createTcpServer, connect, type AddressInfo } from 'node:net';
import { createSocket } from 'node:dgram';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { proveUntilOutage, startServer } from './child.js';
import { startVendorHost, type Conduct } from './vendor-host.js';

describe.concurrent('no outage is seen', () => {
  it.each<[string, Conduct, Conduct]>([
    ['throttles', 'throttled', 'up'],
    ['is behind a log-in page', 'html', 'html'],
    ['forbids', 'status_403', 'status_403'],
    ['redirects', 'redirect', 'redirect'],
  ])('of a vendor that %s', { timeout: 60_000 }, async (_, api, script) => {
    const vendor = await startVendorHost();
    const server = await startServer(vendor);
    try {
      await server.ready();
      vendor.behave({ api, script });
      const { outageAfterMs, accepted } = await proveUntilOutage(server, 20_000);
      expect(vendor.asked.script).toBeGreaterThan(1);
      expect(outageAfterMs).toBeUndefined();
      expect(accepted).toBe(0);
    } finally {
      await server.kill();
      await vendor.close();
    }
  });

  it.each<[string, (body: string) => Conduct]>([
    ['one call in three', () => (Math.random() < 1 / 3 ? 'hang' : 'up')],
    // The worst that this can come to.
    [
      'one call in three and every canary',
      (body) => (body.includes('trerror_') || Math.random() < 1 / 3 ? 'hang' : 'up'),
    ],
  ])('by a flood of forged tickets, at which the vendor drops %s', { timeout: 90_000 }, async (_, api) => {
    const vendor = await startVendorHost();
    const server = await startServer(vendor);
    try {
      await server.ready();
      vendor.behave({ api });
      let flooding = true;
      const reasons = new Set<string>();
      const flood = (async () => {
        while (flooding) {
          for (const reason of await server.flood(5)) reasons.add(reason);
          await pause(100);
        }
      })();
      const { outageAfterMs, accepted } = await proveUntilOutage(server, 30_000);
      flooding = false;
      await flood;
      expect(reasons).toContain('challenge_failed');
      expect(outageAfterMs).toBeUndefined();
      expect(accepted).toBe(0);
    } finally {
      await server.kill();
      await vendor.close();
    }
  });

  it('when the proxy of the environment dies', { timeout: 60_000 }, async () => {
    const vendor = await startVendorHost();
    let tunnels = 0;
    const proxy = createTcpServer((socket) => {
      socket
        .on('error', () => undefined)
        .once('data', (head) => {
          const port = /^CONNECT \S+:(\d+)/.exec(String(head))?.[1];
          tunnels += 1;
          const onward = connect(Number(port), 'localhost', () => {
            socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
            socket.pipe(onward).pipe(socket);
          }).on('error', () => socket.destroy());
        });
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    const server = await startServer(vendor, [], { http_proxy: `http://127.0.0.1:${port}` });
    try {
      await vi.waitUntil(() => tunnels > 0, 15_000);
      await pause(1000);
      proxy.close();
      const { outageAfterMs, accepted } = await proveUntilOutage(server, 20_000);
      expect(outageAfterMs).toBeUndefined();
      expect(accepted).toBe(0);
    } finally {
      await server.kill();
      await vendor.close();
    }
  });

  it('while two look-ups hang', { timeout: 60_000 }, async ({ skip }) => {
    const folder = mkdtempSync(join(tmpdir(), 'hanging-'));
    const resolver = join(folder, 'resolv.conf');
    writeFileSync(resolver, 'nameserver 127.0.0.99\noptions timeout:5 attempts:4\n');
    // A name server that never answers, and a process that asks it.
    const silent = createSocket('udp4');
    const isSilent = await new Promise<boolean>((resolve) => {
      silent.on('error', () => resolve(false)).bind(53, '127.0.0.99', () => resolve(true));
    });
    const inside = ['-c', 'mount --bind "$0" /etc/resolv.conf && exec "$@"', resolver];
    const launch = ['unshare', '--user', '--map-root-user', '--mount', 'sh', ...inside];
    const [command = '', ...args] = launch;
    const canHang = isSilent && spawnSync(command, [...args, 'true']).status === 0;
    if (!canHang) skip('the name server of a process cannot be set here');
    const vendor = await startVendorHost();
    const server = await startServer(vendor, launch);
    try {
      await server.ready();
      await server.hangLookups();
      const { outageAfterMs, accepted } = await proveUntilOutage(server, 25_000);
      expect(outageAfterMs).toBeUndefined();
      expect(accepted).toBe(0);
      expect(await server.incidents()).toContainEqual(expect.objectContaining({ kind: 'observer_unwell' }));
    } finally {
      await server.kill();
      await vendor.close();
      silent.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
