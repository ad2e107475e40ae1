import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type * as Library from '../../src/index.js';
import type { Captcha, Vendor } from '../../src/index.js';
import { v3Param } from './fakes/aliyun.js';
import { passResult } from './fakes/tencent.js';
import { appId, elapse, expectStatus, prefix, sceneId, useTestPage, watch } from './fakes/test-page.js';

type Copy = Pick<typeof Library, 'createCaptcha' | 'tencent' | 'aliyun'>;

const page = useTestPage();
const key = Symbol.for('captcha-failover.page');
const host = window as unknown as Record<symbol, Record<string, unknown> | undefined>;
const superseded = { status: 'dismissed', proof: null, reason: 'superseded' };
const vendors = ['tencent', 'aliyun'] as const;
const orders = [
  ['older', 'newer'],
  ['newer', 'older'],
] as const;

const olderFile = readFileSync('test/e2e/fixtures/captcha-failover-7733752.min.js', 'utf8');
/** Runs the older copy's file anew. */
const older = () => runInThisContext(`(() => {${olderFile}\nreturn CaptchaFailover; })()`) as Copy;

const copies: Record<'older' | 'newer', () => Copy> = { older, newer: () => page.library };

function captchaOf(copy: Copy, vendor: Vendor): Captcha {
  const provider = vendor === 'tencent' ? copy.tencent({ appId }) : copy.aliyun({ sceneId, prefix });
  return copy.createCaptcha({ providers: provider, preload: 'none' });
}

function solve(vendor: Vendor) {
  if (vendor === 'tencent') page.tencent.last.answer(passResult);
  else page.aliyun.last.call('success', v3Param);
}

async function expectPass(copy: Copy, vendor: Vendor) {
  const captcha = captchaOf(copy, vendor);
  const outcome = watch(captcha.verify());
  await elapse(200);
  expect(captcha.status).toBe('challenging');
  solve(vendor);
  await elapse(10);
  expectStatus(outcome.value, 'passed');
  captcha.destroy();
}

describe.each(orders)('of two copies of the library on a page, the %s one first, then the %s,', (first, second) => {
  it.each(vendors)('each passes in its turn, with one script for both (%s)', async (vendor) => {
    const [one, other] = [copies[first](), copies[second]()];
    for (const copy of [one, other, one]) await expectPass(copy, vendor);
    expect(page.network.requests).toHaveLength(1);
  });

  it.each(vendors)('the later session ends the earlier as superseded (%s)', async (vendor) => {
    const [one, other] = [captchaOf(copies[first](), vendor), captchaOf(copies[second](), vendor)];
    const earlier = watch(one.verify());
    await elapse(200);
    const later = watch(other.verify());
    await elapse(2000);
    expect(earlier.value).toEqual(superseded);
    expect(later.state).toBe('pending');
    solve(vendor);
    await elapse(10);
    expectStatus(later.value, 'passed');
    one.destroy();
    other.destroy();
  });

  it('the later one waits for the tag that the earlier one has inserted', async () => {
    page.network.answer('TJCaptcha', { late: 1000 });
    const [one, other] = [captchaOf(copies[first](), 'tencent'), captchaOf(copies[second](), 'tencent')];
    void one.verify();
    await elapse(100);
    one.destroy();
    void other.verify();
    await elapse(1500);
    expect(other.status).toBe('challenging');
    other.destroy();
  });
});

describe("another copy's page state", () => {
  /** Lets the older copy make it. */
  const members = () => {
    const captcha = captchaOf(older(), 'aliyun');
    void captcha.verify();
    captcha.destroy();
    return Object.keys(host[key] ?? {});
  };

  it.each(vendors)('may lack any member that this copy uses (%s)', async (vendor) => {
    const names = members();
    expect(names).toContain('waiting');
    for (const name of names) {
      await page.reload();
      members();
      Reflect.deleteProperty(host[key] ?? {}, name);
      await expectPass(page.library, vendor);
    }
  });

  it.each(['begun', 'last', 'until', 'readyBy', 'keys'])('may lack inits.%s', async (name) => {
    members();
    Reflect.deleteProperty(host[key]?.['inits'] ?? {}, name);
    await expectPass(page.library, 'aliyun');
    await expectPass(page.library, 'aliyun');
  });

  it('keeps what it has: members that this copy knows, those it does not know, and itself', async () => {
    members();
    const before = host[key];
    const extra = { shaken: true };
    Object.assign(before ?? {}, { extra, version: 1000 });
    const held = { ...before };
    await expectPass(page.library, 'tencent');
    expect(host[key]).toBe(before);
    for (const name of ['globals', 'ours', 'sites', 'asked', 'waiting', 'unanswered', 'dead', 'failedAt', 'inits'])
      expect(before?.[name], name).toBe(held[name]);
    expect(before).toMatchObject({ extra, version: 1000 });
  });

  it('that has lost a member in mid-session is whole again at the next call', async () => {
    await expectPass(page.library, 'tencent');
    host[key] = { sessions: 7 };
    await expectPass(page.library, 'tencent');
    expect(host[key].sessions).toBe(8);
  });

  it('says which layout it has', async () => {
    await expectPass(older(), 'tencent');
    expect(host[key]).not.toHaveProperty('version');
    await expectPass(page.library, 'tencent');
    expect(host[key]).toHaveProperty('version', 4);
  });
});
