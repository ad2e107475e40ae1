import { describe, expect, it } from 'vitest';
import { v3Param } from './fakes/aliyun.js';
import { libraryTimers } from './fakes/later.js';
import { countListeners } from './fakes/listeners.js';
import { passResult } from './fakes/tencent.js';
import { elapse, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();
const nodes = () => document.querySelectorAll('*').length;

/** What may become of a challenge before its captcha is destroyed. */
const ends = [
  () => page.tencent.instances.at(-1)?.answer(passResult),
  () => page.tencent.instances.at(-1)?.answer({ ret: 2, ticket: null }),
  () => page.aliyun.inits.at(-1)?.call('success', v3Param),
  () => page.aliyun.inits.at(-1)?.closePopup(),
  () => page.aliyun.inits.at(-1)?.fail('Fail'),
  () => {},
];

async function round(n: number) {
  const embed = n % 3 === 0;
  const captcha = page.create({
    providers: n % 2 ? page.aliyunProvider() : page.tencentProvider(),
    ...(embed && { mode: 'embed' as const, element: '#box' }),
    preload: n % 5 ? 'none' : 'eager',
  });
  const outcome = watch(captcha.verify());
  await elapse([0, 5, 25, 60, 200][n % 5] ?? 0);
  ends[n % ends.length]?.();
  await elapse(n % 7);
  captcha.destroy();
  await elapse(30);
  expect(outcome.state).toBe('resolved');
}

describe('200 rounds of create, verify and destroy', () => {
  it('leave as many nodes, listeners and timers as there were', async () => {
    document.body.innerHTML = '<div id="box"></div>';
    // Each vendor's winning script tag stays: those are there after the first rounds.
    for (let n = 0; n < 30; n++) await round(n);
    const before = nodes();
    const listeners = countListeners();
    for (let n = 30; n < 230; n++) await round(n);
    // What an init that answered after its session's end brought is gone by then.
    await elapse(5000);
    listeners.stop();
    expect(nodes()).toBe(before);
    expect(document.body.children).toHaveLength(1);
    expect(listeners.open()).toEqual([]);
    expect(libraryTimers()).toBe(0);
  });
});
