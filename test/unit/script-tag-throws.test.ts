import { afterEach, describe, expect, it } from 'vitest';
import type { CaptchaEvent } from '../../src/index.js';
import { passResult } from './fakes/tencent.js';
import { elapse, expectStatus, outcomeOf, useTestPage } from './fakes/test-page.js';

const page = useTestPage();
const undo: (() => void)[] = [];
afterEach(() => undo.splice(0).forEach((act) => act()));

/** What another script of the page does to a method or setter: the first `times` calls throw. */
function patch(owner: object, name: string, times = Infinity, error: unknown = new TypeError('patched')) {
  const original = Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor;
  const part = original.set ? 'set' : 'value';
  const run = original[part] as (...given: unknown[]) => unknown;
  let calls = 0;
  Object.defineProperty(owner, name, {
    ...original,
    [part](this: unknown, ...given: unknown[]) {
      const isScript =
        this instanceof HTMLScriptElement || given[0] === 'script' || given[0] instanceof HTMLScriptElement;
      if (isScript && calls++ < times) throw error;
      return run.apply(this, given);
    },
  });
  undo.push(() => Object.defineProperty(owner, name, original));
}

/** Whoever has a method, of an object's prototypes. */
function ownerOf(object: object, name: string): object {
  return Object.hasOwn(object, name) ? object : ownerOf(Object.getPrototypeOf(object) as object, name);
}

const places: [string, () => [object, string]][] = [
  ['making a script element', () => [ownerOf(document, 'createElement'), 'createElement']],
  ['setting its src', () => [HTMLScriptElement.prototype, 'src']],
  ['inserting it', () => [ownerOf(document.head, 'insertBefore'), 'insertBefore']],
];

describe('where another script of the page makes it throw:', () => {
  it.each(places)('%s fails as script_network, with what was thrown, and is tried again', async (_, place) => {
    patch(...place());
    const { error } = expectStatus(await outcomeOf(page.create().verify()), 'unverified');
    expect(error).toMatchObject({ code: 'script_network', attempts: 3, cause: new TypeError('patched') });
    expect(page.network.requests).toHaveLength(0);
  });

  it.each(places)('%s is tried again, and passes when it works', async (_, place) => {
    patch(...place(), 1);
    const verifying = page.create().verify();
    await elapse(1000);
    page.tencent.last.answer(passResult);
    expectStatus(await outcomeOf(verifying), 'passed');
  });

  it.each(places)('%s leads to the next provider', async (_, place) => {
    patch(...place(), 1, 'a text');
    const providers = [page.tencentProvider(), page.aliyunProvider()];
    const captcha = page.create({ providers, retry: { limit: 0 } });
    void captcha.verify();
    await elapse(500);
    expect(captcha.status).toBe('challenging');
    expect(page.aliyun.inits).toHaveLength(1);
  });
});

it('A script URL that no browser can read fails its attempt, and the next URL is tried', async () => {
  const codes: unknown[] = [];
  const onEvent = (event: CaptchaEvent) => {
    if (event.type === 'attempt_failed') codes.push(event.error.code);
  };
  const scriptUrl = ['https://[broken/tencent.js', 'https://turing.captcha.qcloud.com/TJCaptcha.js'];
  const captcha = page.create({ providers: page.tencentProvider({ scriptUrl }), onEvent });
  void captcha.verify();
  await elapse(1000);
  expect(codes).toEqual(['script_network']);
  expect(captcha.status).toBe('challenging');
});
