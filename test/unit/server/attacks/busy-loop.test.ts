// @vitest-environment node
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { proveUntilOutage, startServer, stateWithin } from './child.js';
import { startVendorHost } from './vendor-host.js';

it.concurrent.each(['hang', 'reset'] as const)(
  'a server whose event loop is blocked for 300 ms in each second sees an outage by %s',
  { timeout: 90_000 },
  async (conduct) => {
    const vendor = await startVendorHost();
    const server = await startServer(vendor);
    try {
      await server.ready();
      await server.blockLoop(300, 1000);
      await pause(1000);
      vendor.behave({ api: conduct, script: conduct });
      expect((await proveUntilOutage(server, 60_000)).outageAfterMs).toBeLessThan(20_000);
      vendor.behave({ api: 'up', script: 'up' });
      expect(await stateWithin(server, 'healthy', 60_000)).toBe(true);
    } finally {
      await server.kill();
      await vendor.close();
    }
  },
);
