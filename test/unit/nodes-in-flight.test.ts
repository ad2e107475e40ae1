import { describe, expect, it } from 'vitest';
import type { Captcha, CaptchaOptions } from '../../src/index.js';
import { libraryTimers } from './fakes/later.js';
import { callOption } from './fakes/tencent.js';
import { elapse, expectStatus, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

const nodes = () => [...document.querySelectorAll<HTMLElement>('[id^="captcha-failover-"]')];
/** Whether the vendor's script finds what it was given; else it throws. */
const isComplete = () => {
  const { element, button } = page.aliyun.last.options as { element: string; button: string };
  return !!document.querySelector(element) && !!document.querySelector(button);
};
function expectOutOfSight(): void {
  for (const node of nodes()) {
    expect(node.parentElement).toBe(document.body);
    expect(node.style).toMatchObject({ position: 'fixed', left: '-9999px' });
    expect(node.getAttribute('aria-hidden')).toBe('true');
  }
}

/** An init that has no answer. */
const asked = async (options: Partial<CaptchaOptions> = {}) => {
  page.aliyun.onInit = () => {};
  const captcha = page.create({ providers: page.aliyunProvider(), ...options });
  if (!options.preload) watch(captcha.verify());
  await elapse(200);
  expect(page.aliyun.inits).toHaveLength(1);
  return captcha;
};

interface Way {
  way: string;
  options?: () => Partial<CaptchaOptions>;
  end: (captcha: Captcha) => unknown;
}

const ways: Way[] = [
  { way: 'destroy() ends a verify()', end: (captcha) => captcha.destroy() },
  { way: 'destroy() ends a preload', options: () => ({ preload: 'eager' }), end: (captcha) => captcha.destroy() },
  {
    way: 'destroy() ends an embed',
    options: () => ({ mode: 'embed', element: '#box' }),
    end: (captcha) => captcha.destroy(),
  },
  {
    way: 'the next vendor has its turn',
    options: () => ({ providers: [page.aliyunProvider(), page.tencentProvider()] }),
    end: () => elapse(6500),
  },
  {
    way: 'a newer session supersedes it',
    end: async () => {
      watch(page.create().verify());
      await elapse(100);
    },
  },
  {
    way: 'the page has replaced its whole body and ends it',
    end: (captcha) => {
      document.body.innerHTML = '';
      captcha.destroy();
    },
  },
  {
    way: 'the page takes its element away and ends it',
    options: () => ({ mode: 'embed', element: '#box' }),
    end: (captcha) => {
      document.querySelector('#box')?.remove();
      captcha.destroy();
    },
  },
];

describe('nodes under an Aliyun init in flight', () => {
  it.each(ways)('stay, out of sight, when $way, until it has its instance', async ({ options, end }) => {
    document.body.innerHTML = '<div id="box"></div>';
    const captcha = await asked(options?.());
    await end(captcha);
    expect(isComplete()).toBe(true);
    expectOutOfSight();
    await elapse(300);
    expect(isComplete()).toBe(true);
    page.aliyun.last.succeed();
    // The vendor's own turn may go on.
    expect(isComplete()).toBe(true);
    await elapse(0);
    expect(nodes()).toEqual([]);
    expect(page.aliyun.last.instance.destroys).toBe(1);
    captcha.destroy();
    if (page.tencent.instances.length === 0) expect(libraryTimers()).toBe(0);
  });

  it.each(['fails', 'rejects', 'answers with a code'])('go when it %s', async (how) => {
    const captcha = await asked();
    captcha.destroy();
    expect(isComplete()).toBe(true);
    if (how === 'fails') page.aliyun.last.fail('Fail');
    else if (how === 'rejects') page.aliyun.last.reject(new Error('no'));
    else page.aliyun.last.resolve({ Code: 'IllegalScene', Success: false });
    await elapse(0);
    expect(nodes()).toEqual([]);
    expect(libraryTimers()).toBe(0);
  });

  it('go after 12 s when it never ends', async () => {
    const captcha = await asked();
    captcha.destroy();
    await elapse(11900);
    expect(isComplete()).toBe(true);
    await elapse(200);
    expect(nodes()).toEqual([]);
    expect(libraryTimers()).toBe(0);
  });

  it('stay while its promise says that all is well and the instance is still to come', async () => {
    const captcha = await asked();
    captcha.destroy();
    page.aliyun.last.resolve({ CaptchaType: 'PUZZLE' });
    await elapse(500);
    expect(isComplete()).toBe(true);
    page.aliyun.last.openPopup();
    page.aliyun.last.ready();
    await elapse(0);
    expect(document.body.innerHTML).toBe('');
  });

  it('do not disturb the next captcha’s challenge', async () => {
    const older = await asked();
    older.destroy();
    page.aliyun.onInit = (init) => init.succeed();
    const newer = watch(page.create({ providers: page.aliyunProvider() }).verify());
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(1);
    page.aliyun.inits[0]?.succeed();
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(2);
    expect(page.aliyun.inits.map(({ instance }) => instance.destroys)).toEqual([1, 0]);
    expect(nodes()).toHaveLength(2);
    expect(document.querySelectorAll('#aliyunCaptcha-window-popup')).toHaveLength(1);
    expect(newer.state).toBe('pending');
  });

  it('are none while it waits for the one before', async () => {
    const older = await asked();
    older.destroy();
    const waiting = page.create({ providers: page.aliyunProvider() });
    watch(waiting.verify());
    await elapse(200);
    expect(nodes()).toHaveLength(2);
    waiting.destroy();
    page.aliyun.last.succeed();
    await elapse(0);
    expect(nodes()).toEqual([]);
    expect(libraryTimers()).toBe(0);
  });

  it('go at once when there is an instance', async () => {
    const captcha = page.create({ providers: page.aliyunProvider() });
    watch(captcha.verify());
    await elapse(500);
    captcha.destroy();
    expect(document.body.innerHTML).toBe('');
    expect(libraryTimers()).toBe(0);
  });
});

describe('the box under a Tencent call in flight', () => {
  const started = async (options: Partial<CaptchaOptions>) => {
    document.body.innerHTML = '<div id="box"></div>';
    page.tencent.onShow = () => {};
    const captcha = page.create({ element: '#box', ...options });
    watch(captcha.verify());
    await elapse(200);
    expect(nodes()).toHaveLength(1);
    return captcha;
  };

  it.each([
    ['an embed', () => ({ mode: 'embed' as const })],
    ['the international site', () => ({ providers: page.tencentProvider({ region: 'intl' }) })],
  ])('stays, out of sight, until the vendor speaks: %s', async (_, options) => {
    const captcha = await started(options());
    captcha.destroy();
    await elapse(300);
    expect(nodes()).toHaveLength(1);
    expectOutOfSight();
    expect(document.querySelector('#box')?.childElementCount).toBe(0);
    callOption(page.tencent.last.options['ready']);
    await elapse(0);
    expect(nodes()).toEqual([]);
    expect(libraryTimers()).toBe(0);
  });

  it('goes after 12 s when the vendor says nothing', async () => {
    const captcha = await started({ mode: 'embed' });
    captcha.destroy();
    await elapse(12000);
    expect(nodes()).toEqual([]);
    expect(libraryTimers()).toBe(0);
  });

  it('goes at once when the challenge is there, or has failed', async () => {
    const captcha = await started({ mode: 'embed' });
    callOption(page.tencent.last.options['ready']);
    captcha.destroy();
    expect(nodes()).toEqual([]);
    page.tencent.onShow = (instance) => instance.answer({ ret: 0, errorCode: 1006, ticket: 'trerror_1006_1_1' });
    const failed = page.create({ mode: 'embed', element: '#box' });
    const outcome = watch(failed.verify());
    await elapse(200);
    expectStatus(outcome.value, 'unverified');
    expect(nodes()).toEqual([]);
  });
});
