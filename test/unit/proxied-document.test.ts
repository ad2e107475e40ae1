import { beforeEach, describe, expect, it, vi } from 'vitest';
import { v3Param } from './fakes/aliyun.js';
import { expectIssue } from './fakes/expect-issues.js';
import { proxyDocument } from './fakes/proxied-document.js';
import { passResult } from './fakes/tencent.js';
import { elapse, expectStatus, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

beforeEach(() => {
  document.body.innerHTML = '<div id="box"></div><button type="button" id="go">Go</button><form id="login"></form>';
  proxyDocument();
});

const element = (selector: string) => document.querySelector(selector) as HTMLElement;
const answer = () => {
  page.tencent.instances.at(-1)?.answer(passResult);
  page.aliyun.inits.at(-1)?.call('success', v3Param);
};

/** As in a micro front end, whose sandbox gives its apps a `document` of their own. */
describe('where `document` is a proxy', () => {
  it.each([
    ['tencent', 'popup'],
    ['tencent', 'embed'],
    ['aliyun', 'popup'],
    ['aliyun', 'embed'],
  ] as const)('%s passes in %s', async (vendor, mode) => {
    const providers = vendor === 'tencent' ? page.tencentProvider() : page.aliyunProvider();
    const outcome = watch(page.create({ providers, mode, element: element('#box') }).verify());
    await elapse(300);
    answer();
    await elapse(100);
    expectStatus(outcome.value, 'passed');
  });

  it.each([
    ['a selector', () => '#go'],
    ['an element', () => element('#go')],
    ['a function', () => () => element('#go')],
  ])('a button that is %s works', async (_, reference) => {
    const onOutcome = vi.fn();
    page.create({ button: reference(), onOutcome });
    element('#go').click();
    await elapse(300);
    answer();
    await elapse(100);
    expect(onOutcome).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ status: 'passed' }));
  });

  it('a form is protected', async () => {
    const verify = vi.fn(() => new Promise<never>(() => {}));
    const unprotect = page.library.protectForm({ verify }, '#login');
    element('#login').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await elapse(0);
    expect(verify).toHaveBeenCalledOnce();
    unprotect();
  });

  it('nodes of a challenge are known', async () => {
    void page.create().verify();
    await elapse(100);
    const [challenge] = document.querySelectorAll('[id^="tcaptcha"]');
    expect(page.library.isCaptchaElement(challenge)).toBe(true);
    expect(page.library.isCaptchaElement(element('#go'))).toBe(false);
  });

  it('an element in a shadow root, or of another document, is still none for Aliyun', () => {
    const inShadow = document.createElement('div');
    element('#box').attachShadow({ mode: 'open' }).append(inShadow);
    const providers = page.aliyunProvider();
    expectIssue(() => page.create({ providers, element: inShadow }), 'element', 'unsupported');
    const foreign = document.implementation.createHTMLDocument().createElement('div');
    expectIssue(() => page.create({ providers, element: foreign }), 'element', 'not_found');
  });
});
