import { describe, expect, it } from 'vitest';
import { disasterResult, passResult } from './fakes/tencent.js';
import { elapse, expectStatus, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

async function pass(ticket = passResult.ticket) {
  await elapse(100);
  page.tencent.last.answer({ ...passResult, ticket });
  await elapse(10);
}

describe('concurrent verify() calls', () => {
  it('share one challenge and its outcome, each with a promise of its own', async () => {
    const captcha = page.create();
    const promises = [captcha.verify(), captcha.verify()];
    await elapse(50);
    promises.push(captcha.verify());
    expect(new Set(promises).size).toBe(3);
    const watched = promises.map(watch);
    await pass();
    expect(watched.map(({ value }) => value?.status)).toEqual(['passed', 'passed', 'passed']);
    expect(page.tencent.instances).toHaveLength(1);
    expect(page.tencent.last.shows).toBe(1);
  });

  it('of two captchas do not share', async () => {
    const first = watch(page.create().verify());
    const second = watch(page.create().verify());
    await pass();
    expect(first.value).toMatchObject({ status: 'dismissed', reason: 'superseded' });
    expect(second.value?.status).toBe('passed');
  });
});

describe('a proof', () => {
  it('is never returned twice: after an outcome verify() makes a new challenge', async () => {
    const captcha = page.create();
    const first = watch(captcha.verify());
    await pass('tr03first*');
    const second = watch(captcha.verify());
    expect(second.state).toBe('pending');
    await pass('tr03second*');
    expect(expectStatus(first.value, 'passed').proof).toMatchObject({ ticket: 'tr03first*' });
    expect(expectStatus(second.value, 'passed').proof).toMatchObject({ ticket: 'tr03second*' });
    expect(page.tencent.instances.reduce((sum, { shows }) => sum + shows, 0)).toBe(2);
  });

  it('of an outage is a new one each time too', async () => {
    page.network.answer('TJCaptcha', 'error');
    const captcha = page.create({ retry: { limit: 0 } });
    const first = watch(captcha.verify());
    await elapse(100);
    const second = watch(captcha.verify());
    await elapse(2000);
    const proofs = [first, second].map(({ value }) => expectStatus(value, 'unverified').proof);
    expect(proofs[0]?.randstr).not.toBe(proofs[1]?.randstr);
  });

  it('does not reach a verify() that is called in the reaction to it', async () => {
    const captcha = page.create();
    const second = watch(captcha.verify().then(() => captcha.verify()));
    await pass('tr03first*');
    expect(second.state).toBe('pending');
    await pass('tr03second*');
    expect(expectStatus(second.value, 'passed').proof).toMatchObject({ ticket: 'tr03second*' });
  });

  it('does not reach a verify() that is called when the status changes at its end', async () => {
    const captcha = page.create();
    const later: ReturnType<typeof watch<unknown>>[] = [];
    const first = watch(captcha.verify());
    await elapse(100);
    const stop = captcha.subscribe(() => {
      stop();
      later.push(watch(captcha.verify()));
    });
    await pass('tr03first*');
    expect(first.value).toMatchObject({ status: 'passed', proof: { ticket: 'tr03first*' } });
    expect(later).toHaveLength(1);
    expect(later[0]?.state).toBe('pending');
  });

  it('does not reach a verify() that is called in onEvent at its end', async () => {
    const later: ReturnType<typeof watch<unknown>>[] = [];
    const captcha = page.create({
      onEvent({ type }) {
        if (type === 'outcome' && !later.length) later.push(watch(captcha.verify()));
      },
    });
    const first = watch(captcha.verify());
    await pass('tr03first*');
    expect(first.value).toMatchObject({ status: 'passed' });
    expect(later[0]?.state).toBe('pending');
  });
});

describe('verify() after destroy()', () => {
  it('is dismissed as destroyed, and loads nothing', async () => {
    const captcha = page.create();
    captcha.destroy();
    const outcome = watch(captcha.verify());
    await elapse(100);
    expect(outcome.value).toEqual({ status: 'dismissed', proof: null, reason: 'destroyed' });
    expect(page.network.requests).toHaveLength(0);
  });

  it('dismisses every caller that waits', async () => {
    const captcha = page.create();
    const outcomes = [watch(captcha.verify()), watch(captcha.verify())];
    await elapse(100);
    captcha.destroy();
    await elapse(0);
    for (const { value } of outcomes) expect(value).toMatchObject({ status: 'dismissed', reason: 'destroyed' });
  });
});

describe('when a passed challenge leaves its box for the next one', () => {
  async function passInBox(onHidden: () => void) {
    document.body.innerHTML = '<div id="box"></div>';
    const captcha = page.create({
      mode: 'embed',
      element: '#box',
      onEvent: ({ type }) => {
        if (type === 'hidden') onHidden();
      },
    });
    void captcha.verify();
    await pass('tr03first*');
    return captcha;
  }

  it('a verify() of the page joins that one', async () => {
    const joined: ReturnType<typeof watch<unknown>>[] = [];
    const captcha = await passInBox(() => joined.push(watch(captcha.verify())));
    const second = watch(captcha.verify());
    await pass('tr03second*');
    expect(page.tencent.instances).toHaveLength(2);
    expect(expectStatus(second.value, 'passed').proof).toMatchObject({ ticket: 'tr03second*' });
    expect(joined.map(({ value }) => value)).toEqual([second.value]);
  });

  it('an abort of the page ends that one, and the captcha is ready again', async () => {
    const aborting = new AbortController();
    const captcha = await passInBox(() => aborting.abort());
    const second = watch(captcha.verify({ signal: aborting.signal }));
    await elapse(100);
    expect(second.state).toBe('rejected');
    expect(page.tencent.instances).toHaveLength(1);
    expect(captcha.status).toBe('ready');
  });
});

describe('in what the end of a session tells the page', () => {
  const ends = {
    'is passed': () => page.tencent.last.answer(passResult),
    'is closed': () => page.tencent.last.answer({ ret: 2 }),
    'has failed': () => page.tencent.last.answer(disasterResult(1013)),
  };

  it.each(Object.entries(ends))(
    'the last caller may leave when it %s, and then there is no outcome',
    async (_, end) => {
      const aborting = new AbortController();
      const events: string[] = [];
      const captcha = page.create({
        onEvent: ({ type }) => {
          events.push(type);
          if (type === 'hidden') aborting.abort();
        },
      });
      const left = watch(captcha.verify({ signal: aborting.signal }));
      await elapse(100);
      end();
      await elapse(100);
      expect(left.state).toBe('rejected');
      expect(events).toContain('hidden');
      expect(events).not.toContain('provider_failed');
      expect(events).not.toContain('outcome');
      expect(captcha.status).toBe('ready');
    },
  );

  it.each(Object.entries(ends))('a new session may begin when it %s, and has its own outcome', async (_, end) => {
    const aborting = new AbortController();
    const later: ReturnType<typeof watch<unknown>>[] = [];
    const captcha = page.create({
      onEvent: ({ type }) => {
        if (type !== 'hidden' || later.length) return;
        aborting.abort();
        later.push(watch(captcha.verify()));
      },
    });
    watch(captcha.verify({ signal: aborting.signal }));
    await elapse(100);
    end();
    await elapse(100);
    expect(later.map(({ state }) => state)).toEqual(['pending']);
    expect(captcha.status).toBe('challenging');
    await pass('tr03second*');
    expect(later[0]?.value).toMatchObject({ status: 'passed', proof: { ticket: 'tr03second*' } });
  });
});
