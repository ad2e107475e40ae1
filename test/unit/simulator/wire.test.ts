// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../simulator/src/case.js';
import { rawRequest, type RawAnswer } from './raw-client.js';
import { SCRIPT, startTestSimulator } from './simulated-vendors.js';

/** The raw answer to a script under a fault. */
async function entryUnder(fault: Fault, waitMs?: number): Promise<RawAnswer> {
  const { hosts } = await startTestSimulator();
  return rawRequest(`${hosts.tencentEntry}/entry.js?run=r&entry=${fault}`, waitMs === undefined ? {} : { waitMs });
}

describe('a healthy answer', () => {
  it('arrives whole, readable from other origins, on a connection of its own', async () => {
    const answer = await entryUnder('ok');
    expect(answer).toMatchObject({ status: 200, body: SCRIPT, end: 'closed' });
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'timing-allow-origin': '*',
      'cache-control': 'no-store',
      'content-type': 'text/javascript',
      'content-length': String(SCRIPT.length),
      connection: 'close',
    });
  });
});

describe('faults of the connection', () => {
  it('hang: nothing comes', async () => {
    expect(await entryUnder('hang')).toMatchObject({ status: 0, end: 'open' });
  });

  it('hang_after_headers: headers, never a body', async () => {
    const answer = await entryUnder('hang_after_headers');
    expect(answer).toMatchObject({ status: 200, body: '', end: 'open' });
    expect(answer.headers['content-length']).toBe(String(SCRIPT.length));
  });

  it('drip_endless: a body that never ends', async () => {
    const answer = await entryUnder('drip_endless');
    expect(answer).toMatchObject({ status: 200, end: 'open' });
    expect(answer.body.length).toBeGreaterThan(2);
    expect(answer.body).not.toContain('Vendor');
  });

  it('drip_slow: the whole body, in about a second', async () => {
    const answer = await entryUnder('drip_slow', 5000);
    expect(answer).toMatchObject({ status: 200, body: SCRIPT, end: 'closed' });
    expect(answer.elapsedMs).toBeGreaterThan(700);
  });

  it('reset: cut before the headers', async () => {
    expect(await entryUnder('reset')).toMatchObject({ status: 0, end: 'reset' });
  });

  it('reset_midbody: cut after a part of the body', async () => {
    const answer = await entryUnder('reset_midbody');
    expect(answer).toMatchObject({ status: 200, end: 'reset' });
    expect(answer.body).toBe(SCRIPT.slice(0, Math.floor(SCRIPT.length / 2)));
  });

  it('truncated: closed before the promised length', async () => {
    const answer = await entryUnder('truncated');
    expect(answer).toMatchObject({ status: 200, end: 'closed' });
    expect(answer.body.length).toBeLessThan(Number(answer.headers['content-length']));
  });

  it('truncated_no_length: half a body whose cut cannot be seen', async () => {
    const answer = await entryUnder('truncated_no_length');
    expect(answer).toMatchObject({ status: 200, end: 'closed' });
    expect(answer.body).toBe(SCRIPT.slice(0, Math.floor(SCRIPT.length / 2)));
    expect(answer.headers).not.toHaveProperty('content-length');
    expect(answer.headers).not.toHaveProperty('transfer-encoding');
  });

  it('late_n: whole, after n seconds', async () => {
    const answer = await entryUnder('late_0.4', 5000);
    expect(answer).toMatchObject({ status: 200, body: SCRIPT, end: 'closed' });
    expect(answer.elapsedMs).toBeGreaterThan(380);
  });

  it('refused and dns, when asked of a host that listens, lead to one that does not', async () => {
    const { hosts } = await startTestSimulator();
    const url = (fault: Fault) => `${hosts.tencentEntry}/entry.js?run=${fault}&entry=${fault}`;
    expect((await rawRequest(url('refused'))).headers['location']).toContain(`${hosts.refused}/entry.js`);
    expect((await rawRequest(url('dns'))).headers['location']).toContain('http://no-such-host.invalid/entry.js');
    await expect(fetch(hosts.refused)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  });

  it('redirect_loop: never arrives, and counts once', async () => {
    const { hosts, requests } = await startTestSimulator();
    const url = `${hosts.tencentEntry}/entry.js?run=loop&entry=redirect_loop,ok`;
    await expect(fetch(url)).rejects.toThrow();
    expect(requests).toHaveLength(1);
    expect(await (await fetch(url)).text()).toBe(SCRIPT);
  });
});

describe('faults of the HTTP answer', () => {
  it.each<[Fault, number, string, string | undefined]>([
    ['404', 404, 'text/html; charset=utf-8', undefined],
    ['503', 503, 'text/html; charset=utf-8', undefined],
    ['html', 200, 'text/html; charset=utf-8', undefined],
    ['html_nosniff', 200, 'text/html; charset=utf-8', 'nosniff'],
    ['wrong_mime', 200, 'text/plain', 'nosniff'],
    ['empty', 200, 'text/javascript', undefined],
  ])('%s', async (fault, status, type, nosniff) => {
    const answer = await entryUnder(fault);
    expect(answer).toMatchObject({ status, end: 'closed' });
    expect(answer.headers['content-type']).toBe(type);
    expect(answer.headers['x-content-type-options']).toBe(nosniff);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    if (fault === 'wrong_mime') expect(answer.body).toBe(SCRIPT);
    else expect(answer.body).not.toContain('Vendor');
    if (fault === 'empty') expect(answer.body).toBe('');
  });

  it('204: no content', async () => {
    expect(await entryUnder('204')).toMatchObject({ status: 204, body: '', end: 'closed' });
  });

  it('bad_gzip: cannot be decoded', async () => {
    const { hosts } = await startTestSimulator();
    const answer = await fetch(`${hosts.aliyunCdn}/entry.js?run=r&entry=bad_gzip`);
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    await expect(answer.text()).rejects.toThrow();
  });
});
