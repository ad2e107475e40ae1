// @vitest-environment node
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { evidenceTargets } from '../../../../src/server/evidence/canaries.js';
import { createEvidence, type FormerEvidence as Evidence } from '../../../../src/server/evidence/evidence.js';
import { memoryStore } from './memory-store.js';
import { tencentSite, up } from './world.js';

// Real sockets: on a busy machine they take a while.
vi.setConfig({ testTimeout: 60_000 });

/** Evidence with a real script canary, of a host that answers so. */
async function start(answer: http.RequestListener): Promise<Evidence> {
  const server = http.createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const evidence = createEvidence({
    targets: evidenceTargets([{ ...tencentSite, scripts: { entry: `http://127.0.0.1:${port}/TJCaptcha.js` } }]),
    probes: { api: () => Promise.resolve(up) },
    store: memoryStore(),
    eventLoopDelay: () => 0,
  });
  onTestFinished(() => {
    evidence.close();
    server.closeAllConnections();
    server.close();
  });
  return evidence;
}

it('a script is asked for over the network when nobody says how', async () => {
  const asked: (string | undefined)[] = [];
  const evidence = await start((request, response) => {
    asked.push(request.url);
    response.end('window.TencentCaptcha = 1');
  });
  await vi.waitFor(
    async () => {
      expect(await evidence.state('tencent', 'cn')).toMatchObject({ state: 'healthy', why: 'canaries_up' });
    },
    { timeout: 30_000 },
  );
  expect(asked).toEqual(['/TJCaptcha.js']);
});

it('close() ends a request for a script that is on its way', async () => {
  let hungUpAt = 0;
  const asked = vi.fn();
  const evidence = await start((request, response) => {
    asked();
    response.on('close', () => (hungUpAt = performance.now()));
    request.resume();
  });
  await vi.waitFor(() => expect(asked).toHaveBeenCalled(), { timeout: 30_000 });
  const closedAt = performance.now();
  evidence.close();
  await vi.waitFor(() => expect(hungUpAt).toBeGreaterThan(0), { timeout: 30_000 });
  // Its own time-out would end it after 3 s.
  expect(hungUpAt - closedAt).toBeLessThan(2500);
});
