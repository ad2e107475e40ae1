import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/index.js';
import { v3Param } from './fakes/aliyun.js';
import { setSize } from './fakes/layout.js';
import { elapse, elapseLong, expectStatus, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();
const create = () => page.create({ providers: page.aliyunProvider() });
/** Of another scene: what was made ahead for the first one is none of its. */
const createOther = () => page.create({ providers: page.aliyunProvider({ sceneId: 'scene2' }) });
async function solve(outcome: { value?: Outcome | undefined }) {
  page.aliyun.last.call('success', v3Param);
  await elapse(100);
  expect(outcome.value?.status).toBe('passed');
}
/** A session that ends while its init is going on. */
async function ended(onInit: typeof page.aliyun.onInit) {
  page.aliyun.onInit = onInit;
  const older = create();
  void older.verify();
  await elapse(100);
  older.destroy();
}

describe('an Aliyun init', () => {
  it('waits for the promise of the one before, and then runs at once', async () => {
    await ended(() => {});
    const outcome = watch(create().verify());
    await elapse(2000);
    expect(page.aliyun.inits).toHaveLength(1);
    page.aliyun.onInit = (init) => init.succeed();
    page.aliyun.inits[0]?.succeed();
    await elapse(100);
    expect(page.aliyun.inits).toHaveLength(2);
    await solve(outcome);
  });

  it('waits for the instance of the one before, whose promise comes first', async () => {
    page.aliyun.onInit = (init) => init.resolve({ CaptchaType: 'PUZZLE' });
    const ahead = create();
    void ahead.preload();
    await elapse(100);
    const outcome = watch(createOther().verify());
    await elapse(300);
    expect(page.aliyun.inits).toHaveLength(1);
    page.aliyun.onInit = (init) => init.succeed();
    page.aliyun.last.ready();
    await elapse(100);
    expect(page.aliyun.inits).toHaveLength(2);
    await solve(outcome);
  });

  it('waits for an instance that never comes no longer than a second', async () => {
    page.aliyun.onInit = (init) => init.resolve({ CaptchaType: 'PUZZLE' });
    const ahead = create();
    void ahead.preload();
    await elapse(100);
    void createOther().verify();
    await elapse(800);
    expect(page.aliyun.inits).toHaveLength(1);
    await elapse(200);
    expect(page.aliyun.inits).toHaveLength(2);
  });

  it('does not take the instance of an ended one for its own', async () => {
    await ended((init) => init.resolve({ CaptchaType: 'PUZZLE' }));
    page.aliyun.onInit = (init) => init.succeed();
    const outcome = watch(create().verify());
    await elapse(300);
    expect(page.aliyun.inits).toHaveLength(1);
    page.aliyun.last.ready();
    await elapse(100);
    expect(page.aliyun.inits).toHaveLength(2);
    expect(page.aliyun.inits[0]?.instance.destroys).toBe(1);
    await solve(outcome);
  });

  it('waits no longer than the time of the one before', async () => {
    await ended(() => {});
    page.aliyun.onInit = (init) => init.succeed();
    const outcome = watch(create().verify());
    await elapse(11950);
    expect(page.aliyun.inits).toHaveLength(2);
    expect(page.aliyun.last.at).toBeGreaterThan(11000);
    await solve(outcome);
  });

  it('does not wait for a promise that never settles when its time was up long ago', async () => {
    await ended(() => {});
    await elapse(20000);
    page.aliyun.onInit = (init) => init.succeed();
    const outcome = watch(create().verify());
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(2);
    await solve(outcome);
  });

  it('waits for the one before also on a page that was opened long ago', async () => {
    await elapseLong(60000);
    await ended(() => {});
    void create().verify();
    await elapse(2000);
    expect(page.aliyun.inits).toHaveLength(1);
    page.aliyun.last.succeed();
    await elapse(100);
    expect(page.aliyun.inits).toHaveLength(2);
  });

  it('goes on after one before that rejected', async () => {
    page.aliyun.onInit = (init) => init.reject(new Error('no'));
    const first = watch(create().verify());
    await elapse(500);
    expectStatus(first.value, 'unverified');
    page.aliyun.onInit = (init) => init.succeed();
    const second = watch(create().verify());
    await elapse(500);
    await solve(second);
  });

  it('of a session that ended while waiting is never made', async () => {
    await ended(() => {});
    const middle = create();
    void middle.verify();
    await elapse(100);
    middle.destroy();
    page.aliyun.inits[0]?.resolve(undefined);
    await elapse(20000);
    expect(page.aliyun.inits).toHaveLength(1);
  });

  it('of a third session waits for the first though the second has left', async () => {
    await ended(() => {});
    const middle = create();
    void middle.verify();
    await elapse(100);
    middle.destroy();
    void create().verify();
    await elapse(1000);
    expect(page.aliyun.inits).toHaveLength(1);
    page.aliyun.inits[0]?.succeed();
    await elapse(100);
    expect(page.aliyun.inits).toHaveLength(2);
  });
});

describe('an embedded Aliyun challenge that waits for its user', () => {
  async function waiting() {
    const box = document.createElement('div');
    document.body.append(box);
    // The button that a V3 embed shows first.
    page.aliyun.onInit = (init) => {
      init.element?.append(setSize(document.createElement('div'), 300, 40));
      init.succeed();
    };
    const captcha = page.create({ providers: page.aliyunProvider(), mode: 'embed', element: box });
    const outcome = watch(captcha.verify());
    await elapse(500);
    expect(captcha.status).toBe('challenging');
    return outcome;
  }

  it('is not made anew while its popup is open', async () => {
    await waiting();
    const popup = setSize(document.createElement('div'), 300, 200);
    popup.id = 'aliyunCaptcha-window-popup';
    document.body.append(popup);
    await elapseLong(25 * 60000, 1000);
    expect(page.aliyun.inits).toHaveLength(1);
    popup.remove();
    await elapseLong(60000, 1000);
    expect(page.aliyun.inits).toHaveLength(2);
  });

  it('is made anew before its Init record, which lasts 20 minutes, expires', async () => {
    const outcome = await waiting();
    await elapseLong(20 * 60000, 1000);
    expect(page.aliyun.inits).toHaveLength(2);
    expect(page.aliyun.last.at).toBeLessThan(20 * 60000);
    expect(page.aliyun.inits[0]?.instance.destroys).toBe(1);
    page.aliyun.last.call('success', v3Param);
    await elapse(100);
    expectStatus(outcome.value, 'passed');
  });
});
