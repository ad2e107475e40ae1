import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ask, configFor, simulatorForTest, solvedProof, TOKEN, until, visitor } from './harness.js';
import { folderForTest, run, startProcess, writeConfig } from './process.js';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('has no port');
  return address.port;
}

describe('the command', () => {
  it('refuses to listen beyond this machine without a token, and says why', async () => {
    const simulator = await simulatorForTest();
    const file = writeConfig(folderForTest(), configFor(simulator, { listen: '0.0.0.0:0' }));
    const { code, output } = await run('--config', file);
    expect(code).toBe(1);
    expect(output).toContain(
      '0.0.0.0 can be reached from other machines, so a token of at least 32 characters is needed',
    );
  });

  it('checks the configuration and asks every vendor once', async () => {
    const simulator = await simulatorForTest();
    const file = writeConfig(folderForTest(), configFor(simulator));
    const right = await run('check', '--config', file);
    expect(right.output.match(/^up {4}(tencent|aliyun) cn {2}(api|script) /gm)).toHaveLength(4);
    expect(right.code).toBe(0);
    simulator.setDown('aliyun', true);
    const down = await run('check', '--config', file);
    expect(down.output).toMatch(/^down {2}aliyun cn {2}api .*ECONNRESET/m);
    expect(down.code).toBe(1);
    simulator.serverApis.setFault('tencent', 'error_AuthFailure.SignatureFailure');
    expect((await run('check', '--config', file)).code).toBe(1);
  });

  it('shows the state of the running service, and declares', async () => {
    const simulator = await simulatorForTest();
    const listen = `127.0.0.1:${await freePort()}`;
    const file = writeConfig(folderForTest(), configFor(simulator, { token: TOKEN, listen }));
    const none = await run('state', '--config', file);
    expect([none.code, none.output]).toEqual([1, expect.stringContaining('does not answer (ECONNREFUSED)')]);
    await startProcess(file);
    const declared = await run(
      'declare',
      'tencent',
      'outage',
      '--for',
      '1h',
      '--reason',
      'their page',
      '--config',
      file,
    );
    expect(declared.code).toBe(0);
    expect(declared.output).toMatch(/^tencent cn {2}outage \(declared\) since .*: declared: their page$/m);
    const state = await run('state', '--config', file);
    expect([state.code, state.output]).toEqual([0, expect.stringMatching(/^aliyun cn {2}healthy since/m)]);
    const wrong = await run('declare', 'tencent', 'outage', '--for', '25h', '--reason', 'a', '--config', file);
    expect([wrong.code, wrong.output]).toEqual([1, expect.stringContaining('24 h')]);
  });

  it.each([[['fly']], [['declare', 'tencent']], [['--nonsense']], [['check', 'twice']]])(
    'tells how it is used when it is called as %j',
    async (args) => {
      const { code, output } = await run(...args);
      expect([code, output]).toEqual([2, expect.stringContaining('Usage: captcha-failover-sidecar')]);
    },
  );

  it('says in a word that its port is taken, or its file', async () => {
    const simulator = await simulatorForTest();
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const folder = folderForTest();
    const inUse = await run('--config', writeConfig(folder, configFor(simulator, { listen: `127.0.0.1:${port}` })));
    expect([inUse.code, inUse.output]).toEqual([1, 'captcha-failover-sidecar: EADDRINUSE\n']);
    const nowhere = configFor(simulator, { store: { file: join(folder, 'no/such/folder/state') } });
    const noFile = await run('--config', writeConfig(folder, nowhere));
    expect([noFile.code, noFile.output]).toEqual([1, 'captcha-failover-sidecar: ENOENT\n']);
  });
});

describe('an orderly end', () => {
  it('answers what is under way, is not ready meanwhile, and leaves', async () => {
    const simulator = await simulatorForTest();
    simulator.serverApis.setFault('tencent', 'hang');
    const file = writeConfig(folderForTest(), configFor(simulator, { timeoutMs: 5000 }));
    const sidecar = await startProcess(file);
    const underWay = sidecar.ask('/v1/verify', { json: { proof: solvedProof(), ...visitor } });
    await until(
      4000,
      () => sidecar.ask('/metrics'),
      ({ text }) => text.includes('calls_in_flight{vendor="tencent"} 1'),
    );
    const code = sidecar.stop();
    expect((await underWay).json).toMatchObject({ accepted: false });
    const begun = performance.now();
    expect(await code).toBe(0);
    expect(performance.now() - begun).toBeLessThan(2000);
    expect(sidecar.log.map(({ event }) => event)).toEqual(expect.arrayContaining(['stopping', 'stopped']));
    await expect(ask(sidecar.url, '/ping')).rejects.toThrow();
  });
});

it('a log that nobody reads holds nobody up', async () => {
  const simulator = await simulatorForTest();
  const sidecar = await startProcess(writeConfig(folderForTest(), configFor(simulator)), { readsLog: false });
  // A pipe holds 64 KiB; each line is more than 100 B.
  for (let n = 0; n < 30; n += 1) {
    const posts = Array.from({ length: 20 }, () => sidecar.ask('/v1/verify', { json: { proof: {}, ...visitor } }));
    for (const { status } of await Promise.all(posts)) expect(status).toBe(200);
  }
  const begun = performance.now();
  expect(await sidecar.stop()).toBe(0);
  expect(performance.now() - begun).toBeLessThan(5000);
});
