// @vitest-environment node
import { expect, it } from 'vitest';
import { proveUntilOutage, startServer } from './child.js';
import { startVendorHost } from './vendor-host.js';

const minute = 60_000;

it.concurrent.each([-60 * minute, -11 * minute, 11 * minute, 60 * minute])(
  'an outage is seen though the clock was set by %i ms',
  { timeout: 90_000 },
  async (offsetMs) => {
    const vendor = await startVendorHost();
    const server = await startServer(vendor);
    try {
      await server.ready();
      await server.setClock(offsetMs);
      await vendor.fall();
      expect((await proveUntilOutage(server, 30_000)).outageAfterMs).toBeLessThan(20_000);
    } finally {
      await server.kill();
      await vendor.close();
    }
  },
);
