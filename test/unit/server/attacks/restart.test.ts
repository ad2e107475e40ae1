// @vitest-environment node
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { proveUntilOutage, startServer, stateWithin, type ServerUnderAttack } from './child.js';
import { startVendorHost, type VendorHost } from './vendor-host.js';

let vendor: VendorHost;
const servers: ServerUnderAttack[] = [];
const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
afterEach(async () => {
  await Promise.all(servers.map((server) => server.kill()));
  await vendor.close();
  rmSync(folder, { recursive: true, force: true });
});

it('a server that is killed in an outage goes on with recovery when it is back', { timeout: 90_000 }, async () => {
  vendor = await startVendorHost();
  const setUp = { api: vendor.api, script: vendor.script, file: join(folder, 'evidence.json') };
  const first = await startServer(setUp);
  servers.push(first);
  await first.ready();
  await vendor.fall();
  const seen = await proveUntilOutage(first, 30_000);
  expect(seen.outageAfterMs).toBeLessThan(15_000);
  await first.kill();

  const second = await startServer(setUp);
  servers.push(second);
  const again = await proveUntilOutage(second, 30_000);
  expect(again.outageAfterMs).toBeLessThan(15_000);
  await vendor.rise();
  expect(await stateWithin(second, 'healthy', 60_000)).toBe(true);
});
