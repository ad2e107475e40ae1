import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CaptchaEvent, CaptchaOptions } from '../../src/index.js';
import { cover, setSize } from './fakes/layout.js';
import { callOption, passResult, type TencentInstance } from './fakes/tencent.js';
import { elapse, elapseLong, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();
afterEach(() => document.body.removeAttribute('inert'));

function add(id: string, width: number, height: number, parent: Element = document.body) {
  const node = document.createElement('div');
  node.id = id;
  parent.append(setSize(node, width, height));
  return node;
}

/** Tencent 1.0 has no event for a challenge that is shown, but `ready`. */
function openSilently({ options }: TencentInstance) {
  add('tcaptcha_transform', 360, 360);
  callOption(options['ready'], {});
}

function begin(options: Partial<CaptchaOptions>) {
  const told: string[] = [];
  const captcha = page.create({
    onEvent: ({ type, provider }: CaptchaEvent) => told.push(`${type} ${provider?.vendor ?? ''}`.trim()),
    ...options,
  });
  return { captcha, told, outcome: watch(captcha.verify()) };
}

describe('a page’s spinner that lies over the challenge, and goes when the status is not starting any more,', () => {
  it.each([
    ['Aliyun', () => page.aliyunProvider(), () => {}],
    ['Tencent 1.0', () => page.tencentProvider(), () => (page.tencent.onShow = openSilently)],
    ['Tencent 2.0', () => page.tencentProvider(), () => {}],
  ])('goes: %s', async (_, provider, prepare) => {
    prepare();
    const spinner = cover(add('spinner', innerWidth, innerHeight));
    const { captcha, told, outcome } = begin({ providers: provider() });
    captcha.subscribe((status) => {
      if (status === 'challenging') spinner.remove();
    });
    await elapse(500);
    expect(captcha.status).toBe('challenging');
    expect(told.filter((type) => type.startsWith('shown'))).toHaveLength(1);
    await elapseLong(30000);
    expect(outcome.state).toBe('pending');
  });

  it('leaves the status at starting as long as nothing is there', async () => {
    page.aliyun.onTrigger = () => {};
    const { captcha } = begin({ providers: page.aliyunProvider() });
    await elapse(5000);
    expect(captcha.status).toBe('starting');
  });
});

describe('a challenge that is there but covered', () => {
  it('is not told as shown, and its deadline goes on', async () => {
    cover(add('cover', innerWidth, innerHeight));
    const { captcha, told, outcome } = begin({ providers: page.aliyunProvider(), challengeTimeout: 3000 });
    await elapse(11900);
    expect(captcha.status).toBe('challenging');
    expect(told).not.toContain('shown aliyun');
    await elapse(8200);
    expect(outcome.value).toMatchObject({ status: 'unverified', error: { code: 'not_shown' } });
    expect(outcome.at).toBe(20000);
  });

  it('is shown when it is uncovered, and its challengeTimeout begins then', async () => {
    const shade = cover(add('cover', innerWidth, innerHeight));
    const { told, outcome } = begin({ providers: page.aliyunProvider(), challengeTimeout: 3000 });
    await elapse(15000);
    shade.remove();
    await elapse(2900);
    expect(told.at(-1)).toBe('shown aliyun');
    expect(outcome.state).toBe('pending');
    await elapse(300);
    expect(outcome.value).toMatchObject({ status: 'dismissed', reason: 'timeout' });
  });

  it('goes back to starting where its provider fails, and then to challenging with the next', async () => {
    cover(add('cover', innerWidth, innerHeight));
    const { captcha } = begin({ providers: [page.aliyunProvider(), page.tencentProvider()] });
    const statuses: string[] = [];
    captcha.subscribe((status) => statuses.push(status));
    await elapse(500);
    page.aliyun.last.call('onError', { code: 'INIT_FAIL' });
    await elapse(500);
    expect(statuses).toEqual(['challenging', 'starting', 'challenging']);
  });
});

const popup = () => document.querySelector<HTMLElement>('#tcaptcha_transform_dy');

/** What of a page puts a popup on its body out of everybody's reach. */
const spells: [string, (isOn: boolean) => void][] = [
  ['the page is inert', (isOn) => document.body.toggleAttribute('inert', isOn)],
  // In a browser the popup inherits it.
  ['the page takes no pointer events', (isOn) => popup()?.style.setProperty('pointer-events', isOn ? 'none' : 'auto')],
];

describe.each(spells)('where %s, a challenge that Tencent says is shown', (_, forbid) => {
  const open = ({ options }: TencentInstance) => {
    add('tcaptcha_transform_dy', 360, 360);
    forbid(true);
    callOption(options['ready'], {});
    callOption(options['showFn'], {});
  };

  it('is there, but not shown; its turn ends in time, and nothing is remembered against it', async () => {
    page.tencent.onShow = open;
    const providers = [page.tencentProvider(), page.aliyunProvider()];
    const { captcha, told } = begin({ providers });
    await elapse(500);
    expect(captcha.status).toBe('challenging');
    await elapse(5400);
    expect(told).not.toContain('provider_failed tencent');
    await elapse(300);
    expect(told).toContain('provider_failed tencent');
    expect(told).not.toContain('shown tencent');
    captcha.destroy();
    forbid(false);
    page
      .create({ providers })
      .verify()
      .catch(() => undefined);
    await elapse(500);
    expect(page.tencent.instances).toHaveLength(2);
  });

  it('is shown as soon as it can be reached', async () => {
    page.tencent.onShow = open;
    const { told, outcome } = begin({});
    await elapse(3000);
    expect(told).not.toContain('shown tencent');
    forbid(false);
    await elapse(150);
    expect(told.at(-1)).toBe('shown tencent');
    page.tencent.last.answer(passResult);
    await elapse(10);
    expect(outcome.value?.status).toBe('passed');
  });
});

describe('an empty box of Tencent’s', () => {
  it('ends with the turn of its provider, and nothing is remembered against it', async () => {
    page.tencent.onShow = () => add('tcaptcha_transform_dy', 360, 360);
    const { captcha, told } = begin({ providers: [page.tencentProvider(), page.aliyunProvider()] });
    await elapse(5900);
    expect(captcha.status).toBe('starting');
    await elapse(300);
    expect(told).toContain('provider_failed tencent');
    await elapse(200);
    expect(captcha.status).toBe('challenging');
    captcha.destroy();
    void page.create({ providers: [page.tencentProvider(), page.aliyunProvider()] }).verify();
    await elapse(200);
    expect(page.tencent.instances).toHaveLength(2);
  });

  it('is a challenge as soon as one sees what is in it', async () => {
    page.tencent.onShow = () => {
      const box = add('tcaptcha_transform_dy', 360, 360);
      cover(add('picture', 300, 150, box));
    };
    const { captcha } = begin({});
    await elapse(500);
    expect(captcha.status).toBe('challenging');
  });

  it('is remembered where nothing at all came on screen', async () => {
    page.tencent.onShow = () => {};
    const { captcha } = begin({ providers: [page.tencentProvider(), page.aliyunProvider()] });
    await elapse(6500);
    captcha.destroy();
    void page.create({ providers: [page.tencentProvider(), page.aliyunProvider()] }).verify();
    await elapse(200);
    expect(page.tencent.instances).toHaveLength(1);
  });
});

describe('the popup of a checkbox', () => {
  async function press() {
    const box = add('box', 300, 80);
    page.tencent.onShow = (instance) => {
      instance.element?.append(setSize(document.createElement('span'), 300, 60));
    };
    const provider = page.tencentProvider({ region: 'intl' });
    const { captcha, outcome } = begin({ providers: provider, element: box, deadline: 6000 });
    await elapse(500);
    expect(captcha.status).toBe('challenging');
    const click = new MouseEvent('click', { bubbles: true, composed: true });
    Object.defineProperty(click, 'isTrusted', { value: true });
    box.querySelector('span')?.dispatchEvent(click);
    return outcome;
  }
  const openPopup = () => {
    add('tcaptcha_transform_dy', 360, 360);
    callOption(page.tencent.last.options['showFn'], {});
  };

  it('that plainly nobody can reach ends as not_shown at the deadline of the click', async () => {
    const outcome = await press();
    document.body.setAttribute('inert', '');
    openPopup();
    await elapse(6100);
    expect(outcome.value).toMatchObject({ status: 'unverified', error: { code: 'not_shown' } });
  });

  it('that Tencent says is shown stops the deadline', async () => {
    const outcome = await press();
    cover(add('cover', innerWidth, innerHeight));
    openPopup();
    await elapse(20000);
    expect(outcome.state).toBe('pending');
  });
});

describe('what stands on the page', () => {
  /** How often anything of the vendor's is looked for or measured in so many ms. */
  async function looks(ms: number) {
    const measure = vi.spyOn(Element.prototype, 'getBoundingClientRect');
    const find = vi.spyOn(document, 'querySelectorAll');
    await elapse(ms);
    return measure.mock.calls.length + find.mock.calls.length;
  }

  it.each([
    ['Tencent', () => page.tencentProvider()],
    ['Aliyun', () => page.aliyunProvider()],
  ])('is not measured any more in an embed of %s that is shown', async (_, provider) => {
    page.aliyun.onInit = (init) => {
      init.succeed();
      init.element?.append(setSize(document.createElement('div'), 300, 60));
    };
    const { captcha } = begin({ providers: provider(), mode: 'embed', element: add('box', 300, 230) });
    await elapse(500);
    expect(captcha.status).toBe('challenging');
    expect(await looks(10000)).toBe(0);
  });

  it('is measured once a second in a popup that is shown', async () => {
    begin({});
    await elapse(500);
    const count = await looks(10000);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThanOrEqual(50);
  });
});
