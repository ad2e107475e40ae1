import { beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import { v3Param } from '../fakes/aliyun.js';
import { disasterResult, passResult } from '../fakes/tencent.js';
import { elapse, useTestPage } from '../fakes/test-page.js';
import { deadline, globals, installDropIn } from './drop-in-page.js';

const page = useTestPage();
let callback: Mock;
const data = { aliyunSceneId: 'scene1', aliyunPrefix: 'acme' };

beforeEach(() => {
  callback = vi.fn();
});

const show = () => {
  const captcha = new globals.TencentCaptcha('190000001', callback, { userLanguage: 'ja' });
  captcha.show();
  return captcha;
};

describe('where the page says that its server can judge a challenge of Aliyun', () => {
  it('that follows when Tencent’s script does not come, and the result carries its proof', async () => {
    page.network.answer('TJCaptcha', 'hang');
    installDropIn({ hasSecond: true, data });
    show();
    await elapse(deadline / 2 + 200);
    expect(callback).not.toHaveBeenCalled();
    expect(page.aliyun.last.options['language']).toBe('ja');
    page.aliyun.last.call('success', v3Param);
    await elapse(100);
    expect(callback).toHaveBeenCalledTimes(1);
    expect(callback.mock.calls[0]?.[0]).toMatchObject({
      ret: 0,
      ticket: expect.stringMatching(/^trerror_1001_190000001_/) as string,
      errorCode: 1001,
      proof: { v: 1, vendor: 'aliyun', id: 'scene1', captchaVerifyParam: v3Param },
    });
  });

  it('that follows when Tencent’s script reports a failure of its own', async () => {
    installDropIn({ hasSecond: true, data });
    show();
    await elapse(200);
    page.tencent.last.answer(disasterResult(1006));
    await elapse(200);
    page.aliyun.last.call('success', v3Param);
    await elapse(100);
    expect(callback.mock.calls[0]?.[0]).toMatchObject({ errorCode: 1006, proof: { vendor: 'aliyun' } });
  });

  it('a pass of Tencent’s is as it was, and Aliyun’s script is not fetched', async () => {
    installDropIn({ hasSecond: true, data });
    show();
    await elapse(200);
    page.tencent.last.answer(passResult);
    expect(callback.mock.calls[0]?.[0]).toBe(passResult);
    expect(page.network.to('AliyunCaptcha')).toEqual([]);
  });

  it('both down end within the deadline, as one', async () => {
    page.network.answer('', 'hang');
    installDropIn({ hasSecond: true, data });
    show();
    await elapse(deadline + 100);
    expect(callback).toHaveBeenCalledTimes(1);
    expect(callback.mock.calls[0]?.[0]).toMatchObject({ errorCode: 1001 });
    expect(callback.mock.calls[0]?.[0]).not.toHaveProperty('proof');
  });

  it('a user who closes it has closed it', async () => {
    page.network.answer('TJCaptcha', 'error');
    installDropIn({ hasSecond: true, data });
    show();
    await elapse(3000);
    page.aliyun.last.closePopup();
    await elapse(3000);
    expect(callback.mock.calls).toEqual([[{ ret: 2, ticket: null }]]);
  });

  it('destroy() ends it without a callback', async () => {
    page.network.answer('TJCaptcha', 'error');
    installDropIn({ hasSecond: true, data });
    const captcha = show();
    await elapse(3000);
    captcha.destroy();
    await elapse(60_000);
    expect(callback).not.toHaveBeenCalled();
  });
});

it('ids that are wrong go to the console, and the page has one vendor', async () => {
  page.network.answer('TJCaptcha', 'error');
  installDropIn({ hasSecond: true, data: {} });
  expect(page.consoleError).toHaveBeenCalledTimes(1);
  show();
  await elapse(deadline);
  expect(callback.mock.calls[0]?.[0]).toMatchObject({ errorCode: 1001 });
  expect(page.network.to('AliyunCaptcha')).toEqual([]);
});
