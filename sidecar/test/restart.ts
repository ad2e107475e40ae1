import { expect } from 'vitest';
import type { Simulator } from 'captcha-failover-simulator';
import { configFor, recoveryProof, simulatorForTest, solvedProof, until, untilAllUp, visitor } from './harness.js';
import { folderForTest, startProcess, writeConfig, type SidecarProcess } from './process.js';

/** Asks without a pause until it is told to end; each request has five seconds. */
function load(url: () => string, atOnce = 8) {
  let isOn = true;
  const counts = { answered: 0, refused: 0, hung: 0, odd: [] as string[] };
  const one = async (): Promise<void> => {
    while (isOn) {
      try {
        const answer = await fetch(`${url()}/v1/verify`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ proof: solvedProof(), ...visitor }),
          signal: AbortSignal.timeout(5000),
        });
        const { accepted, reason } = (await answer.json()) as { accepted?: boolean; reason?: string };
        if (accepted || reason === 'busy') counts.answered += 1;
        else counts.odd.push(`${answer.status} ${reason}`);
      } catch (error) {
        // The process is gone: its kernel says so at once.
        if (error instanceof Error && error.name === 'TimeoutError') counts.hung += 1;
        else counts.refused += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  };
  const all = Promise.all(Array.from({ length: atOnce }, one));
  return async () => {
    isOn = false;
    await all;
    return counts;
  };
}

/** Both vendors go away, and somebody is let in. */
async function outageWithSomebodyIn(simulator: Simulator, sidecar: SidecarProcess) {
  const pageTokenOf = async () => {
    const { status, json } = await sidecar.ask('/v1/page-token', { json: visitor });
    expect(status).toBe(200);
    return String(json['pageToken']);
  };
  const pageTokens = [await pageTokenOf(), await pageTokenOf()];
  simulator.setDown('tencent', true);
  simulator.setDown('aliyun', true);
  const proof = recoveryProof(pageTokens[0]);
  const verify = () => sidecar.ask('/v1/verify', { json: { proof, ...visitor } });
  // A killed watcher keeps its place in Redis for fifteen seconds.
  await until(60_000, verify, ({ json }) => json['accepted'] === true);
  return { proof, otherPageToken: pageTokens[1] };
}

/** Killed in mid-load and started again: no request hangs, the state is there, and what was spent stays spent. */
export async function outlivesKills(store: object): Promise<void> {
  const simulator = await simulatorForTest();
  const actions = { default: { recoveryPerMinute: 6000 } };
  const file = writeConfig(folderForTest(), configFor(simulator, { store, actions }));
  let sidecar = await startProcess(file);
  await untilAllUp(sidecar.ask);
  const endLoad = load(() => sidecar.url);
  await until(
    5000,
    () => sidecar.ask('/metrics'),
    ({ text }) => /assurance="human",reason="passed"\} \d{2}/.test(text),
  );
  await sidecar.kill();
  sidecar = await startProcess(file);
  await until(
    5000,
    () => sidecar.ask('/metrics'),
    ({ text }) => /assurance="human",reason="passed"\} \d{2}/.test(text),
  );
  const counts = await endLoad();
  expect(counts).toMatchObject({ hung: 0, odd: [] });
  expect(counts.refused).toBeGreaterThan(0);

  const { proof, otherPageToken } = await outageWithSomebodyIn(simulator, sidecar);
  await sidecar.kill();
  sidecar = await startProcess(file);
  const begun = performance.now();
  const again = (one: object) => sidecar.ask('/v1/verify', { json: { proof: one, ...visitor } });
  // Another visitor is let in again, so the outage is known; the spent ticket and token are not taken twice.
  const other = recoveryProof(otherPageToken);
  await until(
    15_000,
    () => again(other),
    ({ json }) => json['accepted'] === true,
  );
  console.log(`somebody was let in ${((performance.now() - begun) / 1000).toFixed(1)} s after the restart`);
  expect((await again(proof)).json).toMatchObject({ accepted: false, reason: 'replayed' });
  const spentToken = { ...recoveryProof(), pageToken: proof.pageToken };
  expect((await again(spentToken)).json).toMatchObject({ accepted: false, reason: 'page_token_spent' });
}
