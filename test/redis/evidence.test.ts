import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'redis';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  proveUntilOutage,
  startServer,
  stateWithin,
  type ServerSetUp,
  type ServerUnderAttack,
} from '../unit/server/attacks/child.js';
import { startVendorHost } from '../unit/server/attacks/vendor-host.js';
import { startRedis } from './redis-server.js';

/** A Redis, a vendor, and servers that share both. */
async function fleet() {
  const redis = await startRedis();
  const vendor = await startVendorHost();
  const servers: ServerUnderAttack[] = [];
  onTestFinished(async () => {
    await Promise.all(servers.map((server) => server.kill()));
    await vendor.close();
    await redis.kill();
  });
  return {
    vendor,
    servers,
    async server(more: Partial<ServerSetUp> = {}): Promise<ServerUnderAttack> {
      const started = await startServer({ api: vendor.api, script: vendor.script, redisPort: redis.port, ...more });
      servers.push(started);
      return started;
    },
    async flush(): Promise<void> {
      const client = createClient({ url: `redis://127.0.0.1:${redis.port}` });
      await client.connect();
      await client.flushAll();
      client.destroy();
    },
  };
}

/** A host that takes connections and never says anything. */
async function startHole(): Promise<number> {
  const hole = createServer((socket) => socket.on('error', () => undefined)).listen(0, 'localhost');
  onTestFinished(() => void hole.close());
  await once(hole, 'listening');
  return (hole.address() as AddressInfo).port;
}

describe.concurrent('recovery goes on within 15 s', () => {
  it('when the only server is killed in an outage and started again', { timeout: 120_000 }, async () => {
    const { server, vendor } = await fleet();
    const first = await server();
    await first.ready();
    await vendor.fall();
    expect((await proveUntilOutage(first, 30_000)).outageAfterMs).toBeLessThan(15_000);
    await first.kill();
    const second = await server();
    expect((await proveUntilOutage(second, 30_000)).outageAfterMs).toBeLessThan(15_000);
    // And it stays: the evidence is kept up, not only remembered.
    let outages = 0;
    for (let i = 0; i < 40; i += 1) {
      if ((await second.state()).state === 'outage') outages += 1;
      await pause(1000);
    }
    expect(outages).toBeGreaterThan(30);
  });

  it('when Redis is flushed in an outage while a server lives', { timeout: 120_000 }, async () => {
    const { server, vendor, flush } = await fleet();
    const one = await server();
    await one.ready();
    await vendor.fall();
    expect((await proveUntilOutage(one, 30_000)).outageAfterMs).toBeLessThan(15_000);
    await flush();
    await pause(2500);
    expect((await proveUntilOutage(one, 30_000)).outageAfterMs).toBeLessThan(12_500);
    await vendor.rise();
    expect(await stateWithin(one, 'healthy', 60_000)).toBe(true);
  });
});

describe.concurrent('an outage is seen', () => {
  it('though another server, an hour ahead, has died', { timeout: 120_000 }, async () => {
    const { server, vendor } = await fleet();
    const ahead = await server({ clockOffsetMs: 3_600_000 });
    await ahead.ready();
    await ahead.prove();
    await ahead.kill();
    const one = await server();
    // So long nobody is suspected after that proof.
    await pause(30_000);
    await vendor.fall();
    expect((await proveUntilOutage(one, 40_000)).outageAfterMs).toBeLessThan(20_000);
  });

  it('by a server that only reads what another one finds, and not by it alone', { timeout: 120_000 }, async () => {
    const { server, vendor, servers } = await fleet();
    const watcher = await server();
    const reader = await server({ watch: false });
    await reader.ready();
    await vendor.fall();
    expect((await proveUntilOutage(reader, 30_000)).outageAfterMs).toBeLessThan(15_000);
    await watcher.kill();
    servers.shift();
    // Evidence that nobody keeps up is none after half a minute.
    expect(await stateWithin(reader, 'suspected', 35_000)).toBe(true);
  });
});

describe.concurrent('a server without egress beside two healthy ones makes no outage', () => {
  it.each(['from its start', 'from a moment on at which it watches for all'])(
    '%s, and all see a real one',
    { timeout: 150_000 },
    async (since) => {
      const { server, vendor, servers } = await fleet();
      const hole = await startHole();
      const isFromStart = since === 'from its start';
      const poor = await server(isFromStart ? { egressHole: hole } : {});
      await pause(isFromStart ? 500 : 3000);
      await Promise.all([server(), server()]);
      await pause(3000);
      await poor.loseEgress(hole);
      const { outageAfterMs, accepted } = await proveUntilOutage(poor, 35_000);
      expect(outageAfterMs).toBeUndefined();
      expect(accepted).toBe(0);
      for (const one of servers) expect((await one.state()).state).not.toBe('outage');
      await vendor.fall();
      expect((await proveUntilOutage(poor, 70_000)).outageAfterMs).toBeLessThan(60_000);
      for (const one of servers) expect(await stateWithin(one, 'outage', 3000)).toBe(true);
    },
  );
});
