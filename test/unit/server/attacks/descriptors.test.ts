// @vitest-environment node
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proveUntilOutage, startServer, type ServerUnderAttack } from './child.js';
import { startVendorHost, type VendorHost } from './vendor-host.js';

describe.skipIf(process.platform === 'win32')(
  'a server that may hold 120 descriptors, and 200 idle connections to it',
  () => {
    let vendor: VendorHost;
    let server: ServerUnderAttack;
    const idle: Socket[] = [];
    beforeAll(async () => {
      vendor = await startVendorHost();
      server = await startServer(vendor, ['/bin/bash', '-c', 'ulimit -n 120; exec "$@"', '--']);
      await server.ready();
    });
    afterAll(async () => {
      for (const socket of idle) socket.destroy();
      await server.kill();
      await vendor.close();
    });

    it('sees no outage while the vendor is up, and lets no forged ticket in', { timeout: 60_000 }, async () => {
      for (let i = 0; i < 200; i += 1) idle.push(connect(server.port, '127.0.0.1').on('error', () => undefined));
      await pause(500);
      const { outageAfterMs, accepted } = await proveUntilOutage(server, 25_000);
      expect(outageAfterMs).toBeUndefined();
      expect(accepted).toBe(0);
      expect(await server.incidents()).toContainEqual(expect.objectContaining({ kind: 'observer_unwell' }));
    });
  },
);
