// @vitest-environment node
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proveUntilOutage, startServer, type ServerUnderAttack } from './child.js';
import { startVendorHost, type VendorHost } from './vendor-host.js';

/** Keeps so many password requests in flight until it is told to stop. */
function holdPasswordRequests(port: number, inFlight: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  let stopped = false;
  let answered = 0;
  const post = () =>
    new Promise<void>((resolve) => {
      const sent = request({ port, host: '127.0.0.1', path: '/login', method: 'POST', agent }, (response) => {
        response.resume().on('close', resolve);
        answered += 1;
      });
      sent.on('error', () => resolve()).end();
    });
  const one = async () => {
    while (!stopped) await post();
  };
  const all = Promise.all(Array.from({ length: inFlight }, one));
  return {
    get answered() {
      return answered;
    },
    async stop() {
      stopped = true;
      await all;
      agent.destroy();
    },
  };
}

describe('an Express app that hashes passwords in the thread pool, 50 of them in flight', () => {
  let vendor: VendorHost;
  let server: ServerUnderAttack;
  beforeAll(async () => {
    vendor = await startVendorHost();
    server = await startServer(vendor);
    await server.ready();
  });
  afterAll(async () => {
    await server.kill();
    await vendor.close();
  });

  it('sees no outage while the vendor is up, and lets no forged ticket in', { timeout: 90_000 }, async () => {
    expect((await server.state()).state).not.toBe('outage');
    const requests = holdPasswordRequests(server.port, 50);
    const { outageAfterMs, accepted } = await proveUntilOutage(server, 35_000);
    const { answered } = requests;
    await requests.stop();
    expect(answered).toBeGreaterThan(20);
    expect(outageAfterMs).toBeUndefined();
    expect(accepted).toBe(0);
  });

  it('says that it is no observer meanwhile, and is one again afterwards', { timeout: 90_000 }, async () => {
    expect(await server.incidents()).toContainEqual(expect.objectContaining({ kind: 'observer_unwell' }));
    await vendor.fall();
    // Up to 30 s in which nobody is suspected anew, and then it takes its time.
    expect((await proveUntilOutage(server, 60_000)).outageAfterMs).toBeLessThan(45_000);
  });
});
