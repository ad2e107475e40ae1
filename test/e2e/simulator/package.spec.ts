import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import { mintTencentTicket, startSimulator } from 'captcha-failover-simulator';
import { createVerifier, memoryStore } from '../../../src/server/index.js';

/** The status of an answer, or the code of what came instead. */
async function statusOf(url: string): Promise<number | string> {
  try {
    return (await fetch(url)).status;
  } catch (error) {
    return (error as { cause?: { code?: string } }).cause?.code ?? String(error);
  }
}

test.describe('the simulator', () => {
  test("gives each vendor's entry script an address with its faults in it", async () => {
    const { scriptUrl, close } = await startSimulator();
    expect(await statusOf(scriptUrl('tencent'))).toBe(200);
    expect(await statusOf(scriptUrl('tencent', { faults: { entry: '503' } }))).toBe(503);
    expect(await statusOf(scriptUrl('aliyun', { faults: { entry: ['404', '503'] } }))).toBe(404);
    expect(await statusOf(scriptUrl('tencent', { region: 'intl', faults: { entry: '204' } }))).toBe(204);
    expect(await statusOf(scriptUrl('tencent', { faults: { entry: 'refused' } }))).toBe('ECONNREFUSED');
    await close();
  });

  test('counts the faults of each address by itself', async () => {
    const { scriptUrl, close } = await startSimulator();
    const [one, other] = [1, 2].map(() => scriptUrl('aliyun', { faults: { entry: ['503', '404'] } })) as [
      string,
      string,
    ];
    expect([await statusOf(one), await statusOf(one), await statusOf(other)]).toEqual([503, 404, 503]);
    await close();
  });

  test('resets the connections of a vendor that is down, and says what was asked', async () => {
    const { scriptUrl, setDown, requests, close } = await startSimulator();
    const url = scriptUrl('tencent');
    setDown('tencent', true);
    expect(await statusOf(url)).toBe('ECONNRESET');
    setDown('tencent', false);
    expect(await statusOf(url)).toBe(200);
    expect(requests.map(({ host, path, fault }) => [host, path, fault])).toEqual([
      ['tencentEntry', '/TJCaptcha.js', 'ok'],
    ]);
    await close();
  });

  test("is a server's site, with keys that only the simulator takes", async () => {
    const simulator = await startSimulator();
    const site = simulator.site('tencent');
    const verifier = createVerifier({
      sites: [site, simulator.site('aliyun')],
      keys: [{ kid: 'test', secret: 'a'.repeat(43) }],
      store: memoryStore(),
    });
    const proof = { v: 1, vendor: 'tencent', id: site.appId, ...mintTencentTicket({ appId: site.appId }) };
    const visitor = { remoteIp: '203.0.113.7' };
    const verdicts = [
      await verifier.verify(proof, visitor),
      await verifier.verify({ ...proof, ticket: 'tr03forged*' }, visitor),
    ];
    expect(verdicts.map(({ accepted }) => accepted)).toEqual([true, false]);
    await verifier.close();
    await simulator.close();
  });

  test('listens on the address that it is given, and is reached by the loopback when that is every one', async () => {
    const { hosts, scriptUrl, close } = await startSimulator({ host: '0.0.0.0' });
    expect(hosts.tencentEntry).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await statusOf(scriptUrl('tencent'))).toBe(200);
    await close();
  });
});

test.describe('npx captcha-failover-simulator', () => {
  const command = 'simulator/dist/cli.js';

  test('prints what to paste, and ends when it is told to', async () => {
    const started = spawn(process.execPath, [command]);
    const [text] = (await once(started.stdout, 'data')) as [Buffer];
    const scriptUrl = /tencent\(\{ appId: '190000001', scriptUrl: '([^']+)'/.exec(text.toString())?.[1] ?? '';
    expect(await statusOf(scriptUrl)).toBe(200);
    expect(await statusOf(`${scriptUrl}1&entry=503`)).toBe(503);
    expect(text.toString()).toContain('"vendor": "aliyun"');
    started.kill('SIGTERM');
    expect(await once(started, 'exit')).toEqual([0, null]);
  });

  for (const args of [['--port', 'abc'], ['--port', '70000'], ['--nonsense']]) {
    test(`refuses ${args.join(' ')} with its usage`, () => {
      const { status, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });
      expect([status, stderr.split('\n')[0]]).toEqual([1, expect.stringContaining('Usage:')]);
    });
  }
});
