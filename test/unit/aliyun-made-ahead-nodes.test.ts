import { describe, expect, it } from 'vitest';
import type { Captcha } from '../../src/index.js';
import { v3Param } from './fakes/aliyun.js';
import { libraryTimers } from './fakes/later.js';
import { elapse, expectStatus, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

const ours = () => [...document.querySelectorAll<HTMLElement>('[id^="captcha-failover-"]')];
/** The vendor builds its popup with the widget, hidden. */
const buildPopup = () => {
  for (const id of ['aliyunCaptcha-mask', 'aliyunCaptcha-window-popup']) {
    const node = document.createElement('div');
    node.id = id;
    node.style.display = 'none';
    document.body.append(node);
  }
};

async function madeAhead(): Promise<Captcha> {
  page.aliyun.onInit = (init) => {
    buildPopup();
    init.succeed();
  };
  document.body.innerHTML = '<main><button></button></main><dialog></dialog>';
  const captcha = page.create({ providers: page.aliyunProvider(), preload: 'eager' });
  await elapse(500);
  expect(page.aliyun.inits).toHaveLength(1);
  return captcha;
}

async function passes(captcha: Captcha, inits: number): Promise<void> {
  const outcome = watch(captcha.verify());
  await elapse(500);
  expect(page.aliyun.inits).toHaveLength(inits);
  expect(page.aliyun.last.clicks).toBe(1);
  expect(captcha.status).toBe('challenging');
  page.aliyun.last.call('success', v3Param);
  await elapse(100);
  expectStatus(outcome.value, 'passed');
}

const setInert = (nodes: Iterable<Element>) => {
  for (const node of nodes) node.setAttribute('inert', '');
};

describe('what was made ahead of verify()', () => {
  it.each<[string, () => void]>([
    ['has emptied its body', () => (document.body.innerHTML = '<button></button>')],
    ['has a new body', () => document.body.replaceWith(document.createElement('body'))],
    ['has taken our nodes away', () => ours().forEach((node) => node.remove())],
    ['has taken our trigger away', () => document.querySelector('body > button')?.remove()],
    ['has cleared away what Aliyun leaves', () => document.querySelector('#aliyunCaptcha-window-popup')?.remove()],
    ['has made all but a dialog inert', () => setInert(document.querySelectorAll('body > :not(dialog)'))],
    ['has made what is not of it inert', () => setInert(ours())],
    ['has made the vendor’s popup inert', () => setInert(document.querySelectorAll('#aliyunCaptcha-window-popup'))],
  ])('is made anew where the page %s', async (_, change) => {
    const captcha = await madeAhead();
    change();
    await passes(captcha, 2);
    expect(ours()).toHaveLength(0);
  });

  it.each<[string, () => void]>([
    ['changes its own part', () => (document.querySelector('main') as HTMLElement).replaceChildren()],
    [
      'hides all but a dialog from assistive technology',
      () => {
        for (const node of document.querySelectorAll('body > :not(dialog)')) node.setAttribute('aria-hidden', 'true');
      },
    ],
    ['makes its own part inert', () => setInert(document.querySelectorAll('main'))],
  ])('is good where the page %s', async (_, change) => {
    const captcha = await madeAhead();
    change();
    await passes(captcha, 1);
  });

  it('is made anew by preload() where the page has emptied its body', async () => {
    const captcha = await madeAhead();
    document.body.innerHTML = '';
    void captcha.preload();
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(2);
    expect(page.aliyun.inits[0]?.instance.destroys).toBe(1);
    expect(ours()).toHaveLength(2);
    await passes(captcha, 2);
  });

  it('is made anew where the page has emptied its body under the init, whose nodes come back until it has ended', async () => {
    page.aliyun.onInit = () => {};
    const captcha = page.create({ providers: page.aliyunProvider(), preload: 'eager' });
    await elapse(500);
    document.body.innerHTML = '<button></button>';
    const outcome = watch(captcha.verify());
    await elapse(200);
    const [first] = page.aliyun.inits;
    expect(first?.element?.isConnected).toBe(true);
    expect(first?.trigger?.isConnected).toBe(true);
    page.aliyun.onInit = (init) => init.succeed();
    first?.succeed();
    await elapse(500);
    expect(first?.element?.isConnected).toBe(false);
    expect(page.aliyun.inits).toHaveLength(2);
    expect(page.aliyun.last.clicks).toBe(1);
    page.aliyun.last.call('success', v3Param);
    await elapse(100);
    expectStatus(outcome.value, 'passed');
  });

  it('leaves nothing when its captcha goes after the page has taken it', async () => {
    const captcha = await madeAhead();
    document.body.innerHTML = '';
    captcha.destroy();
    expect(document.body.innerHTML).toBe('');
    expect(libraryTimers()).toBe(0);
  });
});
