import { spawn } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { configFor, recoveryProof, simulatorForTest, until, untilAllUp, visitor } from './harness.js';
import { folderForTest, startProcess, writeConfig } from './process.js';

/** `SIDECAR_LONG=1`: five minutes in which strangers make it look again and again. Else a taste of it, without them. */
const isLong = process.env['SIDECAR_LONG'] === '1';
const quietMs = isLong ? 300_000 : 10_000;
/** After a suspicion that came to nothing nobody is suspected for so long. */
const afterSuspicionMs = isLong ? 31_000 : 0;

it(
  `beside an app that hashes passwords with all its threads, no outage is seen in ${quietMs / 1000} s, and a real one is at once`,
  { timeout: quietMs + afterSuspicionMs + 150_000 },
  async () => {
    const simulator = await simulatorForTest();
    const sidecar = await startProcess(writeConfig(folderForTest(), configFor(simulator)));
    await untilAllUp(sidecar.ask);
    const app = spawn(process.execPath, ['sidecar/test/hashing-app.mjs'], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => {
      app.kill('SIGKILL');
    });
    let hashed = 0;
    app.stdout.on('data', (chunk) => (hashed = Number(String(chunk).trim().split('\n').at(-1))));

    const states = async () => {
      const { vendors } = (await sidecar.ask('/v1/state')).json as { vendors: { state: string }[] };
      return vendors.map(({ state }) => state);
    };
    // Each forged proof is a reason to look again.
    const forge = () => sidecar.ask('/v1/verify', { json: { proof: recoveryProof(), ...visitor } });
    const seen = new Set<string>();
    const end = performance.now() + quietMs;
    while (performance.now() < end) {
      if (isLong) expect((await forge()).json['accepted']).toBe(false);
      for (const state of await states()) seen.add(state);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    expect(seen).not.toContain('outage');
    expect(hashed).toBeGreaterThan(quietMs / 1000);

    await new Promise((resolve) => setTimeout(resolve, afterSuspicionMs));
    const begun = performance.now();
    simulator.setDown('tencent', true);
    simulator.setDown('aliyun', true);
    await until(
      60_000,
      async () => {
        await forge();
        return states();
      },
      (all) => all.every((state) => state === 'outage'),
    );
    const { text } = await sidecar.ask('/metrics');
    const unwell = Array.from(text.matchAll(/incidents_total\{kind="observer_unwell".*\} (\d+)/g), ([, n]) =>
      Number(n),
    );
    console.log(
      `${hashed} passwords; the outage was seen after ${((performance.now() - begun) / 1000).toFixed(1)} s; states before: ${[...seen].join(', ')}; observer_unwell: ${unwell.join(', ') || 0}`,
    );
    expect(performance.now() - begun).toBeLessThan(15_000);
  },
);
