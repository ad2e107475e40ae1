import { beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import { v2FailoverParam, v2Param, v3DegradedParam, v3Param } from '../fakes/aliyun.js';
import { elapse, useTestPage, watch } from '../fakes/test-page.js';
import { addElement, deadline, globals, installDropIn } from './drop-in-page.js';

const page = useTestPage();
/** What the page was told, in order. */
let told: [string, ...unknown[]][];
let button: HTMLElement;

beforeEach(() => {
  told = [];
  addElement('box', 'div');
  button = addElement('send');
});

const tell = (name: string, answer?: unknown): Mock =>
  vi.fn((...given: unknown[]) => {
    told.push([name, ...given]);
    return answer;
  });

const shared = { SceneId: 'scene1', prefix: 'acme', mode: 'popup', element: '#box', button: '#send' };
const v3 = () => ({ ...shared, success: tell('success'), onError: tell('onError'), getInstance: tell('getInstance') });
const v2 = (answer: unknown = { captchaResult: true }) => ({
  ...shared,
  captchaVerifyCallback: tell('captchaVerifyCallback', answer),
  onBizResultCallback: tell('onBizResultCallback'),
  onError: tell('onError'),
  getInstance: tell('getInstance'),
});
const names = () => told.map(([name]) => name);
const degradedV3 = () => JSON.parse(atob(String(told.find(([name]) => name === 'success')?.[1]))) as object;

function init(options: unknown, answer?: Parameters<typeof page.network.answer>[1]) {
  if (answer) page.network.answer('AliyunCaptcha', answer);
  installDropIn({ site: 'aliyun' });
  return watch(globals.initAliyunCaptcha(options));
}

describe('a healthy vendor', () => {
  it('gives the page its own instance, param and answer', async () => {
    const answered = init(v3());
    await elapse(200);
    expect(told).toEqual([['getInstance', page.aliyun.last.instance]]);
    expect(answered).toMatchObject({ state: 'resolved', value: { CaptchaType: 'PUZZLE' } });
    page.aliyun.last.call('success', v3Param);
    expect(told[1]).toEqual(['success', v3Param]);
    await elapse(60_000);
    expect(told).toHaveLength(2);
  });

  it('gets the page’s options, but not the object, which it writes into', async () => {
    const options = Object.freeze({ ...v3(), language: 'ja', timeout: 4000 });
    init(options);
    await elapse(200);
    expect(page.aliyun.last.options).toMatchObject({ ...shared, language: 'ja', timeout: 4000 });
  });

  it('is given a timeout for each try that leaves its second host one within the deadline', async () => {
    init(v3());
    await elapse(200);
    expect(page.aliyun.last.options['timeout']).toBe(2000);
  });

  it('has its own answer to a V2 param: what the page’s function gives', async () => {
    const options = v2({ captchaResult: true, bizResult: false });
    init(options);
    await elapse(200);
    expect(page.aliyun.last.call('captchaVerifyCallback', v2Param)).toEqual({ captchaResult: true, bizResult: false });
  });

  it('makes its own calls when its Init fails, in its order, and none is added', async () => {
    page.aliyun.onInit = (each) => each.fail('IllegalScene', 'INIT_FAIL', v3DegradedParam);
    const answered = init(v3());
    await elapse(60_000);
    expect(told).toMatchObject([
      ['success', v3DegradedParam],
      ['onError', { code: 'INIT_FAIL' }],
    ]);
    expect(answered).toMatchObject({ state: 'resolved', value: { Code: 'IllegalScene' } });
  });

  it('keeps what an earlier call has set', async () => {
    init(v3());
    await elapse(2000);
    told = [];
    globals.initAliyunCaptcha({ ...shared, success: tell('second') }).catch(() => {});
    await elapse(200);
    page.aliyun.last.call('onError', { code: 'INIT_FAIL' });
    expect(names()).toContain('onError');
  });
});

it.each([undefined, null, 'options'])(
  'initAliyunCaptcha(%s) rejects with a TypeError, as the vendor’s',
  async (given) => {
    const answered = init(given);
    await elapse(10);
    expect(answered.error).toBeInstanceOf(TypeError);
  },
);

describe('V3, when the vendor says nothing', () => {
  it.each(['hang', 'error', 'empty'] as const)(
    'its script answers with "%s": success, then onError',
    async (answer) => {
      const answered = init(v3(), answer);
      await elapse(deadline + 50);
      expect(names()).toEqual(['success', 'onError']);
      expect(degradedV3()).toEqual({
        certifyId: expect.stringMatching(/^[\da-f]{5}$/) as string,
        sceneId: 'scene1',
        isSign: true,
      });
      expect(told[1]).toEqual(['onError', { code: 'INIT_FAIL', msg: expect.stringContaining('Error: ') as string }]);
      expect(answered).toMatchObject({ state: 'resolved', value: { Code: 'Fail', Success: false } });
      await elapse(60_000);
      expect(told).toHaveLength(2);
    },
  );

  it('its Init gives no instance', async () => {
    page.aliyun.onInit = () => {};
    init(v3());
    await elapse(deadline + 50);
    expect(names()).toEqual(['success', 'onError']);
  });

  it('a page without onError comes to life, too', async () => {
    init({ ...shared, success: tell('success') }, 'error');
    await elapse(deadline);
    expect(names()).toEqual(['success']);
  });

  it('its init throws, which is reported', async () => {
    const fault = new Error('of the vendor');
    page.aliyun.onInit = () => {
      throw fault;
    };
    page.aliyun.install();
    const original = window as unknown as Record<string, unknown>;
    original['initAliyunCaptcha'] = () => {
      throw fault;
    };
    init(v3());
    await elapse(100);
    expect(names()).toEqual(['success', 'onError']);
    expect(page.reportError).toHaveBeenCalledWith(fault);
  });

  it('its late failure is not told a second time', async () => {
    page.aliyun.onInit = () => {};
    init(v3());
    await elapse(deadline + 50);
    page.aliyun.last.fail('', 'INIT_FAIL', v3DegradedParam);
    await elapse(1000);
    expect(told).toHaveLength(2);
  });

  it('its late instance is the page’s, and works from the next click', async () => {
    page.aliyun.onInit = () => {};
    init(v3());
    await elapse(deadline + 50);
    page.aliyun.last.succeed();
    page.aliyun.last.call('success', v3Param);
    expect(names()).toEqual(['success', 'onError', 'getInstance']);
    button.click();
    page.aliyun.last.call('success', v3Param);
    expect(names()).toEqual(['success', 'onError', 'getInstance', 'success']);
  });

  it('an id of any letters stands in the param', async () => {
    init({ ...v3(), SceneId: '场景' }, 'error');
    await elapse(deadline);
    expect(degradedV3()).toMatchObject({ sceneId: '场景' });
  });
});

describe('a click, when the instance is there', () => {
  it('that opens nothing ends at its own deadline', async () => {
    init(v3());
    await elapse(60_000);
    page.aliyun.onTrigger = () => {};
    button.click();
    await elapse(deadline - 100);
    expect(names()).toEqual(['getInstance']);
    await elapse(200);
    expect(names()).toEqual(['getInstance', 'success', 'onError']);
  });

  it('that opens a challenge leaves the user as long as they like', async () => {
    init(v3());
    await elapse(200);
    button.click();
    await elapse(600_000);
    expect(names()).toEqual(['getInstance']);
  });

  it.each(['fail', 'onClose'])('that the vendor answers by %s is answered', async (name) => {
    init(v3());
    await elapse(200);
    page.aliyun.onTrigger = () => {};
    button.click();
    page.aliyun.last.call(name, {});
    await elapse(60_000);
    expect(names()).toEqual(['getInstance']);
  });
});

describe('V2, when the vendor says nothing', () => {
  it('is onError, and captchaVerifyCallback at a click, whose yes is told', async () => {
    init(v2(), 'error');
    await elapse(deadline);
    expect(names()).toEqual(['onError']);
    button.click();
    await elapse(10);
    expect(names()).toEqual(['onError', 'captchaVerifyCallback', 'onBizResultCallback']);
    expect(JSON.parse(String(told[1]?.[1]))).toMatchObject({ sceneId: 'scene1', failover: 'T', deviceToken: '' });
    expect(told[2]).toEqual(['onBizResultCallback', true]);
  });

  it('takes a click for granted that was made while one waited', async () => {
    init(v2(), 'hang');
    button.click();
    await elapse(deadline + 50);
    expect(names()).toEqual(['onError', 'captchaVerifyCallback', 'onBizResultCallback']);
  });

  it('takes it for granted as well when the vendor’s own failover waits behind the button', async () => {
    page.aliyun.onInit = (each) => {
      button.onclick = () => void each.call('captchaVerifyCallback', v2FailoverParam, () => {});
      each.fail('', 'INIT_FAIL');
    };
    init(v2());
    button.click();
    await elapse(1000);
    expect(told.map(([name, value]) => [name, value])).toMatchObject([
      ['onError', { code: 'INIT_FAIL' }],
      ['captchaVerifyCallback', v2FailoverParam],
    ]);
  });

  it.each([
    ['a no to the param', { captchaResult: false }, []],
    ['a no of the business', { captchaResult: true, bizResult: false }, [false]],
  ])('begins anew after %s', async (_, answer, biz) => {
    const down = Array.from({ length: 6 }, () => 'error' as const);
    page.network.answer('AliyunCaptcha', ...down, 'ok');
    init(v2(answer));
    await elapse(5000);
    expect(names()).toEqual(['onError']);
    button.click();
    await elapse(1000);
    expect(told.filter(([name]) => name === 'onBizResultCallback').map(([, value]) => value)).toEqual(biz);
    expect(page.aliyun.inits).toHaveLength(1);
    expect(names()).toContain('getInstance');
  });

  it('calls onFallback in its place, where the page has one', async () => {
    init({ ...v2(), onFallback: tell('onFallback') }, 'error');
    await elapse(deadline);
    button.click();
    await elapse(10);
    expect(names()).toEqual(['onError', 'onFallback']);
  });

  it('a V3 page with captchaVerifyCallback hears both', async () => {
    init({ ...v3(), captchaVerifyCallback: tell('captchaVerifyCallback') }, 'error');
    await elapse(deadline);
    expect(names()).toEqual(['captchaVerifyCallback', 'success', 'onError']);
  });
});

describe('two inits of one page', () => {
  it('are made one after the other: the vendor ignores one during another', async () => {
    page.aliyun.onInit = () => {};
    init(v3());
    globals.initAliyunCaptcha({ ...v3() }).catch(() => {});
    await elapse(100);
    expect(page.aliyun.inits).toHaveLength(1);
    page.aliyun.last.succeed();
    await elapse(1500);
    expect(page.aliyun.inits).toHaveLength(2);
  });
});
