import { afterEach, beforeEach, expect, it, vi, type Mock } from 'vitest';

let complaints: Mock;

beforeEach(() => {
  const { settings } = (
    window as unknown as { happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: boolean } } }
  ).happyDOM;
  settings.handleDisabledFileLoadingAsSuccess = true;
  vi.resetModules();
  complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});

const key = Symbol.for('captcha-failover.attributes');

afterEach(() => {
  const page = window as unknown as Partial<Record<symbol, { ends: Map<string, () => void> }>>;
  page[key]?.ends.forEach((end) => end());
  document.head.replaceChildren();
  document.body.replaceChildren();
  const ours = Object.getOwnPropertySymbols(window).filter(({ description }) => description?.includes('captcha'));
  for (const key of [...ours, 'CaptchaFailover', 'AliyunCaptchaConfig']) Reflect.deleteProperty(window, key);
});

/** Runs the script-tag file in a page that has a tag with these attributes. */
async function run(attributes: string, body = '<form class="login"></form>'): Promise<void> {
  document.body.innerHTML = body;
  document.head.innerHTML = `<script type="text/plain" ${attributes}></script>`;
  await import('../../../src/script-tag.js');
}

const tencent = 'data-tencent-app-id="190000001"';
const aliyun = 'data-aliyun-scene-id="scene1" data-aliyun-prefix="shop1"';

it.each([
  ['no vendor', 'data-form="form"', ['data-tencent-app-id or data-aliyun-scene-id: expected']],
  [
    'an appId with a letter',
    'data-form="form" data-tencent-app-id="19x"',
    [/^data-tencent-app-id: expected string .*, received "19x"$/],
  ],
  ['a region that there is not', `data-form="form" ${tencent} data-tencent-region="us"`, ['data-tencent-region: exp']],
  [
    'a scene without its prefix',
    'data-form="form" data-aliyun-scene-id="s1"',
    [/^data-aliyun-prefix: .*received nothing$/],
  ],
  ['a prefix without its scene', 'data-form="form" data-aliyun-prefix="p1"', ['data-aliyun-scene-id: expected']],
  ['a region of the other vendor', `data-form="form" ${aliyun} data-aliyun-region="intl"`, ['data-aliyun-region: exp']],
  [
    'a selector that is none',
    `data-form="form[" ${tencent}`,
    ['data-form: expected a selector of a form, received "form["'],
  ],
  ['an empty selector', `data-form="" ${tencent}`, ['data-form: expected a selector of a form, received ""']],
  ['a selector of what is no form', `data-form="body" ${tencent}`, ['data-form: expected a selector of a form']],
  [
    'an order with a stranger in it',
    `data-form="form" ${tencent} data-order="tencent acme"`,
    ['data-order: expected "tencent aliyun" or "aliyun tencent", received "tencent acme"'],
  ],
  ['a mode that there is not', `data-form="form" ${tencent} data-mode="float"`, ['data-mode: expected "popup" or']],
  ['an embed without a box', `data-form="form" ${tencent} data-mode="embed"`, [/^data-element: .*received nothing$/]],
  [
    "Tencent's international site without a box",
    `data-form="form" ${tencent} data-tencent-region="intl"`,
    ['data-element: expected a selector, received nothing'],
  ],
  ['a box whose selector is none', `data-form="form" ${tencent} data-element="#"`, ['data-element: expected a sel']],
  ['a message whose selector is none', `data-form="form" ${tencent} data-message="#"`, ['data-message: expected']],
  ['an empty field', `data-form="form" ${tencent} data-field=""`, ['data-field: expected']],
  ['a language that nobody has', `data-form="form" ${tencent} data-language="tlh"`, ['data-language: expected']],
  [
    'a page token of another site',
    `data-form="form" ${tencent} data-page-token="https://evil.example/t"`,
    ['data-page-token: expected an address of this site, received "https://evil.example/t"'],
  ],
  ['a page token that is no address', `data-form="form" ${tencent} data-page-token="//["`, ['data-page-token: exp']],
  ['an empty page token', `data-form="form" ${tencent} data-page-token=""`, ['data-page-token: expected']],
  [
    'several at once, each by its attribute',
    'data-form="form:[" data-tencent-app-id="" data-aliyun-scene-id="s 1" data-mode="x" data-page-token="//["',
    ['data-page-token', 'data-tencent-app-id', 'data-aliyun-scene-id', 'data-aliyun-prefix', 'data-mode', 'data-form'],
  ],
])('%s is told once, with the fix, and protects nothing', async (_, attributes, lines) => {
  await run(attributes);
  expect(complaints).toHaveBeenCalledOnce();
  const [head, ...told] = String(complaints.mock.calls[0]?.[0]).split('\n');
  expect(head).toMatch(/^captcha-failover: <script data-form="[^"]*"> protects nothing:$/);
  expect(told.pop()).toMatch(/^See https:\/\/.*\/docs\/attributes\.md$/);
  expect(told).toEqual(
    lines.map(
      (line) => (typeof line === 'string' ? expect.stringContaining(line) : expect.stringMatching(line)) as unknown,
    ),
  );
  expect(submit()).toBe(false);
});

/** Whether a submission of the form is held back. */
function submit(): boolean {
  const event = new Event('submit', { bubbles: true, cancelable: true });
  document.querySelector('form')?.dispatchEvent(event);
  return event.defaultPrevented;
}

it('right attributes protect the form, and nothing is said', async () => {
  await run(`data-form="form.login" ${tencent} ${aliyun} data-order="aliyun" data-language="auto en"`);
  expect(complaints).not.toHaveBeenCalled();
  expect(submit()).toBe(true);
});

it('a tag without data-form does nothing but make the global', async () => {
  await run(tencent);
  expect(complaints).not.toHaveBeenCalled();
  expect(submit()).toBe(false);
  expect(Object.keys(window)).toContain('CaptchaFailover');
});

it('a tag is read once, also by two copies of the file', async () => {
  await run('data-form="form"');
  vi.resetModules();
  await import('../../../src/script-tag.js');
  expect(complaints).toHaveBeenCalledOnce();
});

it('a slip in an optional attribute of a vendor is warned of in development', async () => {
  await run(`data-form="form" ${tencent} data-tencent-regoin="cn" data-turbo-track="reload"`);
  expect(vi.mocked(console.warn).mock.calls.flat()).toEqual([
    expect.stringContaining(
      '<script data-form> has no option "data-tencent-regoin", so it does nothing. Did you mean "data-tencent-region"?',
    ),
  ]);
});
