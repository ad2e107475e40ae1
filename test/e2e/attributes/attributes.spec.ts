import { expect } from '../harness.js';
import { aliyunPopup, solveAliyun, solveTencent, tencentChallenge, tencentCheckbox } from '../challenge.js';
import { closeChallenge } from '../docs/close-challenge.js';
import { test as base, type Shop } from '../docs/shop.js';

const test = base.extend<{ clean: undefined }>({
  clean: [
    async ({ shop }, use) => {
      await use(undefined);
      expect([shop.errors, shop.strays]).toEqual([[], []]);
    },
    { auto: true },
  ],
});

const form =
  '<form class="login" action="/login" method="post"><input name="user" value="ada" aria-label="User"><button name="action" value="sign-in">Sign in</button></form>';
const message = '<p id="captcha-message" aria-live="polite"></p>';
const tencent = 'data-tencent-app-id="190000001"';
const aliyun = 'data-aliyun-scene-id="scene1" data-aliyun-prefix="shop1"';
const tag = (attributes: string, file = 'captcha-failover.min.js') =>
  `<script src="/dist/${file}" data-form="form.login" ${attributes}></script>`;
const proof = { user: 'ada', action: 'sign-in', 'captcha-proof': expect.stringContaining('"v":1') as unknown };
const press = { name: 'Sign in' };
const fieldsOf = (shop: Shop) => shop.posts.map(({ fields }) => fields);

for (const file of ['captcha-failover.min.js', 'captcha-failover.js'])
  test(`${file}: one tag protects the form, without a line of code`, async ({ page, shop }) => {
    await shop.open(form + tag(`defer ${tencent} ${aliyun}`, file));
    await page.getByRole('button', press).click();
    await solveTencent(page);
    await expect.poll(() => fieldsOf(shop)).toEqual([proof]);
    expect(shop.complaints).toEqual([]);
  });

test('the second vendor checks when the first is down', async ({ page, shop }) => {
  shop.suppose({ tencent: { entry: ['503'] } });
  await shop.open(form + tag(`defer ${tencent} ${aliyun}`));
  await page.getByRole('button', press).click();
  await solveAliyun(page);
  await expect.poll(() => fieldsOf(shop)).toEqual([proof]);
});

for (const order of ['aliyun tencent', ' aliyun '])
  test(`data-order="${order}": Aliyun comes first`, async ({ page, shop }) => {
    await shop.open(form + tag(`defer ${tencent} ${aliyun} data-order="${order}"`));
    await page.getByRole('button', press).click();
    await expect(aliyunPopup(page)).toBeVisible();
    await expect(tencentChallenge(page)).toHaveCount(0);
  });

test('data-order with the first vendor down: the other one, named or not, comes second', async ({ page, shop }) => {
  shop.suppose({ aliyun: { entry: ['503'] } });
  await shop.open(form + tag(`defer ${tencent} ${aliyun} data-order="aliyun"`));
  await page.getByRole('button', press).click();
  await solveTencent(page);
  await expect.poll(() => fieldsOf(shop)).toEqual([proof]);
});

test('in <head>, without defer, for forms that come later and for one that a re-render puts there', async ({
  page,
  shop,
}) => {
  await shop.open(`${tag(tencent)}<main></main>`);
  await page.locator('main').evaluate((main, markup) => (main.innerHTML = markup), form);
  await page.locator('main').evaluate((main, markup) => (main.innerHTML = markup), form);
  await page.getByRole('button', press).click();
  await solveTencent(page);
  await expect.poll(() => fieldsOf(shop)).toEqual([proof]);
});

test('as a module, where document.currentScript is null, beside a field that clobbers it', async ({ page, shop }) => {
  await shop.open(`<form name="currentScript"></form>${form}${tag(`type="module" ${tencent}`)}`);
  await page.getByRole('button', press).click();
  await solveTencent(page);
  await expect.poll(() => fieldsOf(shop)).toEqual([proof]);
});

test('the policy of a nonce is enough, and the tag needs no more than its nonce', async ({ page, shop }) => {
  const policy =
    "default-src 'none'; script-src 'nonce-n1' 'strict-dynamic'; style-src * 'unsafe-inline'; img-src * data:; connect-src *; frame-src *; font-src *; form-action 'self'";
  await shop.open(form + tag(`nonce="n1" defer ${tencent}`), { 'content-security-policy': policy });
  await page.getByRole('button', press).click();
  await solveTencent(page);
  await expect.poll(() => fieldsOf(shop)).toEqual([proof]);
});

test('data-message: what there is to say, in the language of data-language', async ({ page, shop }) => {
  await shop.open(form + message + tag(`defer ${tencent} data-message="#captcha-message" data-language="zh"`));
  const place = page.locator('#captcha-message');
  await page.getByRole('button', press).click();
  await expect(place).toHaveText('正在进行安全验证。');
  await closeChallenge(page);
  await expect(place).toHaveText('验证未完成，请重试。');
  await page.getByRole('button', press).click();
  await expect(place).toHaveText('正在进行安全验证。');
  await solveTencent(page);
  await expect.poll(() => shop.posts).toHaveLength(1);
});

for (const language of ['auto', 'auto en'])
  test(`data-language="${language}": message and challenge are in the page's language`, async ({ page, shop }) => {
    await shop.open(
      `<script>document.documentElement.lang = 'zh-CN'</script>${form}${message}${tag(`defer ${tencent} data-message="#captcha-message" data-language="${language}"`)}`,
    );
    const asked = page.waitForRequest(/cap_union_prehandle/);
    await page.getByRole('button', press).click();
    await expect(page.locator('#captcha-message')).toHaveText('正在进行安全验证。');
    expect(new URL((await asked).url()).searchParams.get('lang')).toBe('zh-cn');
  });

test('data-message that matches nothing is complained of once, and the form works', async ({ page, shop }) => {
  await shop.open(form + tag(`defer ${tencent} data-message="#nowhere"`));
  await page.getByRole('button', press).click();
  await solveTencent(page);
  await expect.poll(() => fieldsOf(shop)).toEqual([proof]);
  expect(shop.complaints).toEqual([expect.stringContaining('data-message: no element of this page matches #nowhere')]);
});

test('each outcome reaches the page as an event of the form', async ({ page, shop }) => {
  const heard: unknown[] = [];
  await page.exposeFunction('hear', (...outcome: unknown[]) => heard.push(outcome));
  const listener = "addEventListener('captcha-failover:outcome', (e) => hear(e.target.className, e.detail.status))";
  await shop.open(`${form}<script>${listener}</script>${tag(`defer ${tencent}`)}`);
  await page.getByRole('button', press).click();
  await closeChallenge(page);
  await expect.poll(() => heard).toEqual([['login', 'dismissed']]);
  await page.getByRole('button', press).click();
  await solveTencent(page);
  await expect.poll(() => shop.posts).toHaveLength(1);
  expect(heard).toEqual([
    ['login', 'dismissed'],
    ['login', 'passed'],
  ]);
});

test('data-page-token is fetched with cookies, once a session, and not by another site', async ({ page, shop }) => {
  let count = 0;
  const cookies: (string | undefined)[] = [];
  await page.route('https://shop.example/page-token', async (route) => {
    cookies.push((await route.request().allHeaders())['cookie']);
    await route.fulfill({ body: `token-${++count}` });
  });
  await page.context().addCookies([{ name: 'sid', value: 's1', url: 'https://shop.example' }]);
  await shop.open(form + tag(`defer ${tencent} data-page-token="/page-token"`));
  expect(count).toBe(0);
  await page.getByRole('button', press).click();
  await closeChallenge(page);
  await page.getByRole('button', press).click();
  await solveTencent(page);
  await expect
    .poll(() => fieldsOf(shop))
    .toEqual([{ ...proof, 'captcha-proof': expect.stringContaining('"pageToken":"token-2"') as unknown }]);
  expect(cookies).toEqual(['sid=s1', 'sid=s1']);
});

test('data-field names the hidden field', async ({ page, shop }) => {
  await shop.open(form + tag(`defer ${tencent} data-field="proof"`));
  await page.getByRole('button', press).click();
  await solveTencent(page);
  await expect.poll(() => shop.posts).toHaveLength(1);
  expect(shop.posts[0]).toMatchObject({ proof: 'challenge', fields: { proof: { vendor: 'tencent' } } });
});

test('data-mode="embed" with data-element: the challenge is in the box', async ({ page, shop }) => {
  await shop.open(`${tag(`${tencent} data-mode="embed" data-element="#box"`)}${form}<div id="box"></div>`);
  await page.getByRole('button', press).click();
  await solveTencent(page.locator('#box'));
  await expect.poll(() => fieldsOf(shop)).toEqual([proof]);
});

test("data-tencent-region: the international site's checkbox is in data-element", async ({ page, shop }) => {
  await shop.open(`${tag(`${tencent} data-tencent-region="intl" data-element="#box"`)}${form}<div id="box"></div>`);
  await page.getByRole('button', press).click();
  await expect(tencentCheckbox(page.locator('#box'))).toBeVisible();
});

test('data-aliyun-region: the script asks that region', async ({ page, shop }) => {
  await shop.open(form + tag(`defer ${aliyun} data-aliyun-region="sgp"`));
  await page.getByRole('button', press).click();
  await expect(aliyunPopup(page)).toBeVisible();
  const config = await page.evaluate(() => (window as { AliyunCaptchaConfig?: unknown }).AliyunCaptchaConfig);
  expect(config).toEqual({ region: 'sgp', prefix: 'shop1' });
});

test('two tags, two forms, each with its own vendor', async ({ page, shop }) => {
  const other = form.replaceAll('login', 'register').replace('Sign in', 'Register');
  await shop.open(
    `${form}${other}${tag(`defer ${tencent}`)}${tag(`defer ${aliyun}`).replace('form.login', 'form.register')}`,
  );
  await page.getByRole('button', { name: 'Register' }).click();
  await solveAliyun(page);
  await expect.poll(() => shop.posts.map(({ path }) => path)).toEqual(['/register']);
});

test('the same tag once more, as after a visit that swaps the body: one check, one post', async ({ page, shop }) => {
  await shop.open(form + tag(tencent) + tag(tencent));
  await page.getByRole('button', press).click();
  await solveTencent(page);
  await expect.poll(() => fieldsOf(shop)).toEqual([proof]);
});
