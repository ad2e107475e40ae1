import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import type { CaptchaErrorCode } from '../../src/contract/error-codes.js';
import { errorTexts } from '../../src/contract/error-texts.js';
import { readDocument } from './docs/documents.js';
import { anchorOf } from './docs/markdown.js';
import { expectIssue } from './fakes/expect-issues.js';
import { sceneId, useTestPage } from './fakes/test-page.js';

const page = useTestPage();
let warn: Mock;

beforeEach(async () => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.doMock('../../src/contract/development.js', () => ({ development: false }));
  await page.reload();
});
afterEach(() => {
  vi.doUnmock('../../src/contract/development.js');
  vi.resetModules();
});

describe('the production build', () => {
  it.each(Object.keys(errorTexts) as CaptchaErrorCode[])('links %s to its heading in docs/errors.md', (code) => {
    const { message } = new page.library.CaptchaError(code);
    expect(message).toBe(`${code}: https://unpkg.com/captcha-failover/docs/errors.md#${code}`);
    const headings = readDocument('docs/errors.md').sections.map(({ heading }) => anchorOf(heading));
    expect(headings).toContain(code);
  });

  it('names the vendor’s own code, too', () => {
    const { message } = new page.library.CaptchaError('vendor_failed', { vendorCode: '1006' });
    expect(message).toMatch(/^vendor_failed: https:\S+#vendor_failed \(1006\)$/);
  });

  it('has the full text of what is wrong with a call', () => {
    expectIssue(() => page.tencentProvider({ appId: 7 as never }), 'appId', 'type');
  });

  it('warns of nothing', () => {
    const form = document.body.appendChild(document.createElement('form'));
    const slip = { ['moed']: 'embed' } as object;
    const captcha = page.create({ ...slip, providers: [page.tencentProvider(slip), page.aliyunProvider(slip)] });
    page.library.protectForm(captcha, form, slip)();
    const proof = { v: 1, id: sceneId, vendor: 'aliyun', captchaVerifyParam: 'param' } as const;
    expect(page.library.toTencentResult({ status: 'passed', proof, expiresAt: 1 })).toBeUndefined();
    expect(warn).not.toHaveBeenCalled();
  });
});
