import { expect, it, onTestFinished } from 'vitest';
import { startRedis } from '../../test/redis/redis-server.js';
import { findRedis } from '../../test/tools/find-redis.mjs';
import { configFor, recoveryProof, simulatorForTest, solvedProof, until, visitor } from './harness.js';
import { folderForTest, startProcess, writeConfig } from './process.js';
import { outlivesKills } from './restart.js';

const isThere = findRedis();
if (!isThere && process.env['REQUIRE_REDIS'] === '1') throw new Error('There is no redis-server.');

async function redisForTest() {
  const redis = await startRedis();
  onTestFinished(() => redis.kill());
  return redis;
}

it.skipIf(!isThere)(
  'a service with Redis that is killed in mid-load and started again forgets nothing',
  { timeout: 120_000 },
  async () => {
    const { port } = await redisForTest();
    await outlivesKills({ redis: `redis://127.0.0.1:${port}` });
  },
);

it.skipIf(!isThere)(
  'Redis going away costs recovery alone: real tickets pass, and nothing hangs or breaks',
  async () => {
    const redis = await redisForTest();
    const simulator = await simulatorForTest();
    const store = { redis: `redis://127.0.0.1:${redis.port}` };
    const file = writeConfig(folderForTest(), configFor(simulator, { store }));
    const sidecar = await startProcess(file);
    const upGauge = (wanted: number) =>
      until(
        10_000,
        () => sidecar.ask('/metrics'),
        ({ text }) => text.includes(`captcha_failover_store_up ${wanted}`),
      );
    await upGauge(1);
    await redis.kill();
    await upGauge(0);
    const times: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const begun = performance.now();
      const { json } = await sidecar.ask('/v1/verify', { json: { proof: solvedProof(), ...visitor } });
      times.push(performance.now() - begun);
      expect(json).toMatchObject({ accepted: true, assurance: 'human' });
    }
    expect(Math.max(...times)).toBeLessThan(2000);
    const recovery = await sidecar.ask('/v1/verify', { json: { proof: recoveryProof(), ...visitor } });
    expect([recovery.status, recovery.json['accepted']]).toEqual([200, false]);
    expect((await sidecar.ask('/v1/state')).status).toBe(200);
    await redis.start();
    await upGauge(1);
    expect(await sidecar.stop()).toBe(0);
    expect(sidecar.log.filter(({ event }) => event === 'redis_error').length).toBeLessThan(3);
  },
);
