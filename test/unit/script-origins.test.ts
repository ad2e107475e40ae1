import { describe, expect, it } from 'vitest';
import { elapse, elapseLong, expectStatus, outcomeOf, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();
/** Attempts that follow each other fast. */
const eager = { retry: { limit: 10, timeout: 500 }, deadline: 60000 };
const at = (origin: string) => page.tencentProvider({ scriptUrl: `${origin}/tencent.js` });

describe('script tags that nobody answers', () => {
  it('are at most 4 to one origin', async () => {
    page.network.answer('TJCaptcha', 'hang');
    void page.create(eager).verify();
    await elapse(55000);
    expect(page.network.requests).toHaveLength(4);
  });

  it('are at most 4 to one origin in the page, however many captchas, scripts and sessions', async () => {
    page.network.answer('a.example', 'hang');
    for (const file of ['one', 'two', 'three']) {
      const providers = page.tencentProvider({ scriptUrl: `https://a.example/${file}.js` });
      const captcha = page.create({ providers, ...eager, deadline: 3000 });
      await outcomeOf(captcha.verify());
      await outcomeOf(captcha.verify());
    }
    expect(page.network.requests).toHaveLength(4);
  });

  it('leave other origins alone', async () => {
    page.network.answer('a.example', 'hang');
    await outcomeOf(page.create({ providers: at('https://a.example'), ...eager, deadline: 6000 }).verify());
    void page.create({ providers: at('https://b.example/tencent'), ...eager }).verify();
    await elapse(100);
    expect(page.network.to('b.example')).toHaveLength(1);
    expect(page.tencent.instances).toHaveLength(1);
  });

  it('leave other ports alone: they are other origins', async () => {
    page.network.answer('a.example/', 'hang');
    await outcomeOf(page.create({ providers: at('https://a.example'), ...eager, deadline: 6000 }).verify());
    void page.create({ providers: at('https://a.example:8443'), ...eager }).verify();
    await elapse(100);
    expect(page.network.to('a.example:8443')).toHaveLength(1);
  });

  it('make room for new ones when they are answered, though they were removed long ago', async () => {
    page.network.answer('TJCaptcha', 'hang', 'hang', 'hang', 'hang', 'ok');
    const captcha = page.create({ ...eager, deadline: 6000 });
    expectStatus(await outcomeOf(captcha.verify()), 'unverified');
    expect(page.network.requests).toHaveLength(4);
    page.network.requests[0]?.fail();
    await elapseLong(61000);
    void captcha.verify();
    await elapse(1000);
    expect(page.network.requests).toHaveLength(5);
    expect(page.tencent.instances).toHaveLength(1);
  });

  it('end a session as script_timeout all the same, inside its deadline', async () => {
    page.network.answer('TJCaptcha', 'hang');
    const captcha = page.create({ ...eager, deadline: 6000 });
    await outcomeOf(captcha.verify());
    const outcome = watch(captcha.verify());
    await elapse(6250);
    expect(expectStatus(outcome.value, 'unverified').error.code).toBe('script_timeout');
  });
});
