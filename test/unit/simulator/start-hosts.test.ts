// @vitest-environment node
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LISTENING_HOSTS } from '../../../simulator/src/hosts.js';
import { logRequest, type RequestLog } from '../../../simulator/src/request-log.js';
import { createRunCounters } from '../../../simulator/src/run-counters.js';
import { listen } from '../../../simulator/src/ports.js';
import { rawRequest } from './raw-client.js';
import { SCRIPT, startTestSimulator } from './simulated-vendors.js';

const statusOf = async (url: string) => {
  const response = await fetch(url);
  await response.arrayBuffer();
  return response.status;
};

describe('the faults of a run', () => {
  it('come in their order, for each run and place by itself', async () => {
    const { hosts } = await startTestSimulator();
    const entry = (run: string) => statusOf(`${hosts.tencentEntry}/entry.js?run=${run}&entry=503,404,ok&secondary=404`);
    const secondary = (run: string) => statusOf(`${hosts.tencentCdn}/secondary.js?run=${run}&secondary=503,ok`);
    expect([await entry('a'), await entry('a')]).toEqual([503, 404]);
    expect([await entry('b'), await secondary('a')]).toEqual([503, 503]);
    expect([await entry('a'), await entry('a'), await secondary('a')]).toEqual([200, 200, 200]);
  });

  it('are shared by the hosts of a place, as a vendor script goes from one to the other', async () => {
    const { hosts } = await startTestSimulator();
    expect(await statusOf(`${hosts.aliyunInit}/init?run=a&config=503,ok`)).toBe(503);
    expect(await statusOf(`${hosts.aliyunInitB}/init?run=a&config=503,ok`)).toBe(200);
  });

  it('leave out those that the vendor script makes itself', async () => {
    const { hosts } = await startTestSimulator();
    const ask = () => statusOf(`${hosts.tencentEntry}/jsonp?run=a&config=503,refused,dns,404`);
    expect([await ask(), await ask()]).toEqual([503, 404]);
    expect(await statusOf(`${hosts.tencentEntry}/jsonp?run=b&config=refused`)).toBe(200);
  });

  it('are forgotten for the run that was quiet for longest', () => {
    const counters = createRunCounters(2);
    counters.next('a', 'entry');
    counters.next('b', 'entry');
    expect(counters.next('a', 'entry')).toBe(1);
    counters.next('c', 'entry');
    expect(counters.next('a', 'entry')).toBe(2);
    expect(counters.next('b', 'entry')).toBe(0);
  });
});

describe('the log', () => {
  it('tells each request of a run and its fault', async () => {
    const { hosts, requests } = await startTestSimulator();
    await statusOf(`${hosts.aliyunCdn}/entry.js?run=a&entry=503`);
    await fetch(`${hosts.aliyunInit}/echo?run=a`, { method: 'POST', body: 'Action=UploadLog' });
    expect(requests).toMatchObject([
      { host: 'aliyunCdn', path: '/entry.js', place: 'entry', run: 'a', fault: '503' },
      { host: 'aliyunInit', path: '/echo', place: null, run: 'a', fault: 'ok' },
    ]);
    expect(Math.abs((requests[0]?.at ?? 0) - Date.now())).toBeLessThan(10_000);
  });

  it('keeps the latest entries only', () => {
    const log: RequestLog[] = [];
    for (let at = 0; at < 5; at += 1) {
      logRequest(log, { host: 'aliyunCdn', path: '/', place: null, run: '', fault: 'ok', at }, 3);
    }
    expect(log.map(({ at }) => at)).toEqual([2, 3, 4]);
  });
});

describe('the vendor hosts', () => {
  it('have an origin each', async () => {
    const { hosts } = await startTestSimulator();
    const origins = LISTENING_HOSTS.map((host) => hosts[host]);
    expect(new Set([...origins, hosts.refused]).size).toBe(LISTENING_HOSTS.length + 1);
    for (const origin of origins) expect(new URL(origin).origin).toBe(origin);
  });

  it('answer preflights, unknown paths, broken handlers and long bodies', async () => {
    const { hosts } = await startTestSimulator();
    const url = `${hosts.aliyunInit}/echo`;
    const preflight = await fetch(url, { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(await statusOf(`${hosts.aliyunInit}/nowhere`)).toBe(404);
    expect(await statusOf(`${hosts.aliyunInit}/throws`)).toBe(500);
    expect(await (await fetch(url, { method: 'POST', body: 'a=1' })).text()).toBe('a=1');
    expect((await fetch(url, { method: 'POST', body: 'x'.repeat(300_000) })).status).toBe(413);
  });

  it('outlive broken requests and clients that go away', async () => {
    const { hosts, requests } = await startTestSimulator();
    const { port } = new URL(hosts.tencentEntry);
    const post = 'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf';
    for (const head of ['garbage\r\n\r\n', 'GET // HTTP/1.1\r\nHost: x\r\n\r\n', post]) {
      await rawRequest(hosts.tencentEntry, { head, waitMs: 50 });
    }
    for (const fault of ['hang', 'drip_endless', 'drip_slow', 'reset_midbody', 'late_0.05']) {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(`GET /entry.js?run=${fault}&entry=${fault} HTTP/1.1\r\nHost: x\r\n\r\n`);
      await vi.waitFor(() => expect(requests.at(-1)).toMatchObject({ fault }));
      socket.resetAndDestroy();
    }
    // Late enough for every interrupted answer to have met its closed connection.
    expect(await (await fetch(`${hosts.tencentEntry}/entry.js?entry=late_0.2`)).text()).toBe(SCRIPT);
  });

  it('close with requests hanging', async () => {
    const { hosts, requests, close } = await startTestSimulator();
    const hanging = rawRequest(`${hosts.tencentEntry}/entry.js?entry=hang`, { waitMs: 5000 });
    const dripping = rawRequest(`${hosts.tencentEntry}/entry.js?run=2&entry=drip_endless`, { waitMs: 5000 });
    await vi.waitFor(() => expect(requests).toHaveLength(2));
    await close();
    expect((await Promise.all([hanging, dripping])).map(({ end }) => end)).not.toContain('open');
    await expect(fetch(hosts.page)).rejects.toThrow();
  });
});

describe('the wished port', () => {
  const blockers: (() => void)[] = [];
  afterEach(() => blockers.splice(0).forEach((end) => end()));

  it('is given up when it is taken', async () => {
    const blocker = createServer();
    const port = Number(new URL(await listen(blocker, 0)).port);
    blockers.push(() => void blocker.close());
    const { hosts } = await startTestSimulator({ port });
    expect(new URL(hosts.page).port).not.toBe(String(port));
    expect(await statusOf(`${hosts.page}/`)).toBe(404);
  });

  it('is given up when browsers would refuse it', async () => {
    const { hosts } = await startTestSimulator({ port: 6000 });
    expect(new URL(hosts.page).port).not.toBe('6000');
  });
});
