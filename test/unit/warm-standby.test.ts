import { describe, expect, it } from 'vitest';
import type { CaptchaEvent, CaptchaOptions, Outcome } from '../../src/index.js';
import { v3Param } from './fakes/aliyun.js';
import { cover, setSize } from './fakes/layout.js';
import { passResult } from './fakes/tencent.js';
import { elapse, expectStatus, useTestPage, watch, type Watched } from './fakes/test-page.js';

const page = useTestPage();
const both = () => [page.tencentProvider(), page.aliyunProvider()];
const reversed = () => both().reverse();

interface Run {
  readonly events: readonly CaptchaEvent[];
  readonly outcome: Watched<Outcome>;
  readonly statuses: readonly string[];
  destroy(): void;
}

function verify(options: Partial<CaptchaOptions>): Run {
  const events: CaptchaEvent[] = [];
  const statuses: string[] = [];
  const captcha = page.create({ ...options, onEvent: (event) => events.push(event) });
  captcha.subscribe((status) => statuses.push(status));
  return { events, statuses, outcome: watch(captcha.verify()), destroy: captcha.destroy };
}

const typesOf = ({ events }: Run) =>
  events.map(({ type, provider, ...event }) =>
    [provider?.vendor, type, 'standby' in event && 'standby'].filter(Boolean).join(' '),
  );
const passAliyun = () => {
  page.aliyun.last.call('success', v3Param);
  return elapse(10);
};
const tencentArrives = () => {
  page.tencent.install();
  page.network.to('TJCaptcha').at(-1)?.load();
};
const passTencent = () => {
  page.tencent.last.answer(passResult);
  return elapse(10);
};

describe('a first vendor that hangs', () => {
  it('at its entry gives way after 3 s, and the second one’s challenge is up', async () => {
    page.network.answer('TJCaptcha', 'hang');
    const run = verify({ providers: both() });
    await elapse(1499);
    expect(page.network.to('aliyun')).toHaveLength(0);
    await elapse(1);
    expect(page.network.to('aliyun')).toHaveLength(1);
    await elapse(1499);
    expect(page.aliyun.inits).toHaveLength(0);
    await elapse(250);
    expect(run.statuses).toEqual(['starting', 'challenging']);
    await passAliyun();
    expectStatus(run.outcome.value, 'passed');
    expect(typesOf(run)).toEqual([
      'tencent attempt',
      'aliyun attempt standby',
      'aliyun loaded',
      'aliyun ready',
      'aliyun shown',
      'aliyun hidden',
      'aliyun outcome',
    ]);
  });

  it('at its Init gives way 3 s after its function came', async () => {
    page.aliyun.onInit = () => {};
    const run = verify({ providers: reversed() });
    await elapse(2990);
    expect(page.tencent.instances).toHaveLength(0);
    await elapse(300);
    await passTencent();
    expectStatus(run.outcome.value, 'passed');
    expect(page.network.requests).toHaveLength(2);
  });

  it('after its function came gives way too', async () => {
    page.tencent.onShow = () => {};
    const run = verify({ providers: both() });
    await elapse(3300);
    expect(page.tencent.last.destroys).toBe(1);
    await passAliyun();
    expectStatus(run.outcome.value, 'passed');
  });

  it('writes nothing of the second vendor’s while it has its turn', async () => {
    page.network.answer('TJCaptcha', 'hang');
    verify({ providers: both() });
    await elapse(2900);
    expect(window).not.toHaveProperty('AliyunCaptchaConfig');
    expect(page.network.to('aliyun')).toHaveLength(1);
  });
});

describe('a first vendor that is slow', () => {
  it('comes back before it gives way, and keeps its turn', async () => {
    page.network.answer('TJCaptcha', 'hang');
    const run = verify({ providers: both() });
    await elapse(2900);
    tencentArrives();
    await elapse(2900);
    await passTencent();
    expect(expectStatus(run.outcome.value, 'passed').proof.vendor).toBe('tencent');
    expect(page.aliyun.inits).toHaveLength(0);
  });

  it('gives signs of life one after another, and keeps its turn', async () => {
    page.aliyun.onInit = (init) => {
      setTimeout(() => init.resolve({ CaptchaType: 'PUZZLE' }), 2000);
      setTimeout(() => init.ready(), 4800);
    };
    const run = verify({ providers: reversed() });
    await elapse(5200);
    await passAliyun();
    expect(expectStatus(run.outcome.value, 'passed').proof.vendor).toBe('aliyun');
    expect(page.tencent.instances).toHaveLength(0);
  });

  it('has said that its scene may pass unseen, and keeps its turn', async () => {
    page.aliyun.onTrigger = () => {};
    page.aliyun.onInit = (init) => init.succeed('TRACELESS');
    const run = verify({ providers: reversed() });
    await elapse(5500);
    await passAliyun();
    expect(expectStatus(run.outcome.value, 'passed').proof.vendor).toBe('aliyun');
    expect(page.tencent.instances).toHaveLength(0);
  });

  it('has its own time back when the second one fails, with the tag that it had', async () => {
    page.network.answer('TJCaptcha', 'hang');
    page.aliyun.onInit = (init) => init.fail('IllegalScene');
    const run = verify({ providers: both() });
    await elapse(3900);
    expect(typesOf(run)).toContain('aliyun provider_failed');
    expect(page.network.to('TJCaptcha')).toHaveLength(1);
    tencentArrives();
    await elapse(300);
    await passTencent();
    expect(expectStatus(run.outcome.value, 'passed').proof.vendor).toBe('tencent');
    expect(typesOf(run)).not.toContain('tencent provider_failed');
  });

  it('comes while the second has its turn: nothing is torn from it', async () => {
    page.network.answer('TJCaptcha', 'hang');
    const run = verify({ providers: both() });
    await elapse(3200);
    tencentArrives();
    await elapse(1000);
    expect(page.tencent.instances).toHaveLength(0);
    await passAliyun();
    expect(expectStatus(run.outcome.value, 'passed').proof.vendor).toBe('aliyun');
    expect(typesOf(run)).toContain('tencent late');
  });

  it('is not left for a vendor that does not answer either', async () => {
    page.network.answer('', 'hang');
    const run = verify({ providers: both() });
    await elapse(5900);
    expect(typesOf(run)).not.toContain('aliyun loaded');
    tencentArrives();
    await elapse(300);
    await passTencent();
    expectStatus(run.outcome.value, 'passed');
  });
});

describe('a challenge in sight', () => {
  it('is never left, even where nobody can reach it yet', async () => {
    page.tencent.onShow = (instance) => instance.open();
    const cover = document.createElement('div');
    document.body.append(cover);
    const run = verify({ providers: both() });
    await elapse(5000);
    expect(run.statuses).toEqual(['starting', 'challenging']);
    expect(page.aliyun.inits).toHaveLength(0);
  });
});

describe('with several providers', () => {
  it('all that are left fail: the outcome names each, and comes inside the deadline', async () => {
    page.network.answer('TJCaptcha', 'hang');
    page.aliyun.onInit = () => {};
    const run = verify({ providers: both() });
    await elapse(12000);
    const { proof } = expectStatus(run.outcome.value, 'unverified');
    expect(proof.failures.map(({ vendor }) => vendor).sort()).toEqual(['aliyun', 'tencent']);
    expect(typesOf(run).filter((type) => type.endsWith('provider_failed'))).toHaveLength(2);
  });

  it('that was in sight and has gone: the status says so when it gives way', async () => {
    const add = (id: string, width: number, height: number) => {
      const node = Object.assign(document.createElement('div'), { id });
      document.body.append(setSize(node, width, height));
      return node;
    };
    const spinner = cover(add('spinner', innerWidth, innerHeight));
    page.aliyun.onTrigger = () => add('aliyunCaptcha-window-popup', 360, 360);
    page.tencent.onShow = () => {};
    const run = verify({ providers: reversed() });
    await elapse(500);
    expect(run.statuses).toEqual(['starting', 'challenging']);
    spinner.remove();
    document.querySelector('#aliyunCaptcha-window-popup')?.remove();
    await elapse(4000);
    expect(run.statuses).toEqual(['starting', 'challenging', 'starting']);
  });

  it('two of one vendor have nobody to give way to', async () => {
    page.network.answer('TJCaptcha', 'hang');
    const run = verify({ providers: ['1', '2'].map((appId) => page.tencentProvider({ appId })) });
    await elapse(5900);
    expect(typesOf(run).every((type) => type.startsWith('tencent'))).toBe(true);
    expect(typesOf(run)).not.toContain('tencent provider_failed');
  });

  it('the next of another vendor comes first, then those of the vendor that hangs', async () => {
    page.network.answer('TJCaptcha', 'hang');
    page.aliyun.onInit = (init) => init.fail('IllegalScene');
    const providers = [
      page.tencentProvider({ appId: '1' }),
      page.tencentProvider({ appId: '2' }),
      page.aliyunProvider(),
    ];
    const run = verify({ providers, deadline: 18000 });
    await elapse(18000);
    const failed = run.events.filter(({ type }) => type === 'provider_failed').map(({ provider }) => provider?.id);
    expect(failed).toEqual(['scene1', '2', '1']);
    expectStatus(run.outcome.value, 'unverified');
  });
});

describe('what is remembered', () => {
  const failedAt = () =>
    JSON.parse(sessionStorage.getItem('captcha-failover.failed') ?? '{}') as Record<string, number>;

  it('against a vendor that gave way: that another’s challenge was shown', async () => {
    page.network.answer('TJCaptcha', 'hang');
    verify({ providers: both() });
    await elapse(3010);
    expect(failedAt()).toEqual({});
    await elapse(300);
    expect(Object.keys(failedAt())).toEqual(['tencent:199999861']);
  });

  it('nothing, when that one failed and it passes itself', async () => {
    page.network.answer('TJCaptcha', 'hang');
    page.aliyun.onInit = (init) => init.fail('IllegalScene');
    verify({ providers: both() });
    await elapse(3900);
    tencentArrives();
    await elapse(300);
    expect(failedAt()).not.toHaveProperty('tencent:199999861');
    await passTencent();
    expect(failedAt()['tencent:199999861']).toBe(0);
  });
});

describe('destroy()', () => {
  it.each([1600, 3000, 3100])('after %i ms leaves nothing behind', async (ms) => {
    page.network.answer('TJCaptcha', 'hang');
    const run = verify({ providers: both() });
    await elapse(ms);
    run.destroy();
    await elapse(20000);
    expect([...document.scripts].filter(({ src }) => src.includes('TJCaptcha'))).toEqual([]);
    expect(document.body.innerHTML).toBe('');
    expect(run.outcome.value).toMatchObject({ status: 'dismissed', reason: 'destroyed' });
  });
});

describe('a preload whose script is still absent after 3 s', () => {
  it('makes its provider the second', async () => {
    page.network.answer('TJCaptcha', 'hang');
    const captcha = page.create({ providers: both(), preload: 'eager' });
    await elapse(3000);
    const outcome = watch(captcha.verify());
    await elapse(400);
    expect(captcha.status).toBe('challenging');
    await passAliyun();
    expect(expectStatus(outcome.value, 'passed').proof.vendor).toBe('aliyun');
    expect(page.network.to('TJCaptcha')).toHaveLength(1);
  });

  it('which gets its turn when the other fails', async () => {
    page.network.answer('TJCaptcha', 'hang');
    page.aliyun.onInit = (init) => init.fail('IllegalScene');
    const captcha = page.create({ providers: both(), preload: 'eager' });
    await elapse(3000);
    const outcome = watch(captcha.verify());
    await elapse(1000);
    tencentArrives();
    await elapse(300);
    await passTencent();
    expect(expectStatus(outcome.value, 'passed').proof.vendor).toBe('tencent');
  });

  it.each([
    ['the only one', () => [page.tencentProvider()]],
    ['of the same vendor as the other', () => ['1', '2'].map((appId) => page.tencentProvider({ appId }))],
  ])('changes nothing for a provider that is %s', async (_, providers) => {
    page.network.answer('TJCaptcha', 'hang');
    const captcha = page.create({ providers: providers(), preload: 'eager' });
    await elapse(3000);
    void captcha.verify();
    await elapse(100);
    tencentArrives();
    await elapse(300);
    expect(page.tencent.last.appId).toBe(providers()[0]?.id);
  });

  it('goes before those of its own vendor, which it would hang with', async () => {
    page.network.answer('TJCaptcha', 'hang');
    const two = ['1', '2'].map((appId) => page.tencentProvider({ appId }));
    const captcha = page.create({ providers: [...two, page.aliyunProvider()], preload: 'eager' });
    await elapse(3000);
    void captcha.verify();
    await elapse(400);
    expect(page.aliyun.inits).toHaveLength(1);
    expect(captcha.status).toBe('challenging');
  });
});
