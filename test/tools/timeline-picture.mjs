// `npm run docs:timeline`: writes the README's picture, in both languages, light and dark, from a run in Chromium in
// which the host of vendor 1 hangs. Wants a build.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { startSimulator } from 'captcha-failover-simulator';
import { routeVendors, solveChallenge } from 'captcha-failover-simulator/playwright';

/** ms that the visitor of this run takes to solve the challenge; people take longer. */
const visitorTakes = 2000;
const found = JSON.parse(readFileSync('.browsers.json', 'utf8')).chromium;

const page = `<!doctype html><html lang="en"><title>Shop</title>
<form action="/login" method="post"><button>Sign in</button></form>
<script src="/captcha-failover.min.js"></script>
<script>
  const { createCaptcha, protectForm, tencent, aliyun } = CaptchaFailover;
  const providers = [tencent({ appId: '190000001' }), aliyun({ sceneId: 'scene1', prefix: 'shop1' })];
  window.told = [];
  const onEvent = ({ type, at, provider }) => told.push({ type, at, vendor: provider && provider.vendor });
  protectForm(createCaptcha({ providers, language: 'auto', preload: 'none', onEvent }), 'form');
  document.querySelector('form').addEventListener('submit', (event) => event.preventDefault());
</script>`;

/** Seconds from the press of the button to each event, by its name and vendor. */
async function measure() {
  const simulator = await startSimulator();
  const browser = await chromium.launch({ ...found?.launchOptions });
  try {
    const context = await browser.newContext();
    await context.route('https://shop.example/**', (route) =>
      route.request().url().endsWith('.js')
        ? route.fulfill({ contentType: 'text/javascript', body: readFileSync('dist/captcha-failover.min.js') })
        : route.fulfill({ contentType: 'text/html', body: page }),
    );
    await routeVendors(context, simulator, { tencent: { entry: 'hang' } });
    const tab = await context.newPage();
    await tab.goto('https://shop.example/');
    const pressed = await tab.evaluate(() => {
      const now = performance.now();
      document.querySelector('button').click();
      return now;
    });
    await tab.waitForFunction(() => window.told.some(({ type }) => type === 'shown'), null, { timeout: 20_000 });
    await tab.waitForTimeout(visitorTakes);
    await solveChallenge(tab);
    await tab.waitForFunction(() => window.told.some(({ type }) => type === 'outcome'));
    const told = await tab.evaluate(() => window.told);
    const at = (type, vendor) => {
      const event = told.find((each) => each.type === type && each.vendor === vendor);
      if (!event) throw new Error(`The run had no ${type} of ${vendor}: ${JSON.stringify(told)}`);
      return (event.at - pressed) / 1000;
    };
    return { asked: at('attempt', 'aliyun'), shown: at('shown', 'aliyun'), sent: at('outcome', 'aliyun') };
  } finally {
    await browser.close();
    await simulator.close();
  }
}

const words = {
  en: {
    font: 'system-ui, -apple-system, Segoe UI, sans-serif',
    title: 'One sign-in while the host of vendor 1 hangs',
    vendor1: 'Vendor 1',
    vendor2: 'Vendor 2',
    user: 'Visitor',
    other: 'Without',
    hangs: 'its script never arrives',
    loads: 'loads',
    challenge: 'challenge',
    waits: 'a spinner',
    solves: 'solves it',
    sent: 'form sent',
    waitsOn: 'the vendor’s own tag: no form on the page, for as long as the host hangs',
    second: (at) => `${at.toFixed(1)} s`,
  },
  zh: {
    font: 'system-ui, -apple-system, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif',
    title: '第一家厂商的主机没有响应时，一次登录的经过',
    vendor1: '第一家',
    vendor2: '第二家',
    user: '访客',
    other: '不用本库',
    hangs: '脚本一直没有到',
    loads: '加载',
    challenge: '显示验证',
    waits: '加载动画',
    solves: '完成验证',
    sent: '表单已提交',
    waitsOn: '厂商自己的标签：主机不恢复，页面上就没有表单',
    second: (at) => `${at.toFixed(1)} 秒`,
  },
};

const themes = {
  light: {
    ink: '#1f2328',
    faint: '#59636e',
    line: '#d1d9e0',
    bad: '#cf222e',
    badBack: '#ffebe9',
    good: '#1a7f37',
    goodBack: '#dafbe1',
    wait: '#0969da',
    waitBack: '#ddf4ff',
  },
  dark: {
    ink: '#f0f6fc',
    faint: '#9198a1',
    line: '#3d444d',
    bad: '#ff7b72',
    badBack: '#3c1618',
    good: '#56d364',
    goodBack: '#12311d',
    wait: '#79c0ff',
    waitBack: '#132d4e',
  },
};

function draw({ asked, shown, sent }, text, colour) {
  const [width, left, top, row, bar] = [860, 96, 56, 44, 28];
  const end = Math.ceil(sent + 1.2);
  const x = (at) => left + (at / end) * (width - left - 16);
  const y = (lane) => top + lane * row;
  const bottom = y(4) + 4;
  const label = (lane, name) => `<text x="0" y="${y(lane) + 19}" fill="${colour.faint}">${name}</text>`;
  /** Its text is left out where it would not fit. */
  const span = (lane, from, to, kind, name) => {
    const room = x(to) - x(from) - 16;
    const isWide = room > name.length * (/[一-鿿]/.test(name) ? 13 : 7);
    return (
      `<rect x="${x(from).toFixed(1)}" y="${y(lane)}" width="${(x(to) - x(from)).toFixed(1)}" height="${bar}" rx="5" fill="${colour[`${kind}Back`]}" stroke="${colour[kind]}"/>` +
      (isWide ? `<text x="${(x(from) + 10).toFixed(1)}" y="${y(lane) + 19}" fill="${colour[kind]}">${name}</text>` : '')
    );
  };
  const ticks = Array.from({ length: end + 1 }, (_, second) => second).map(
    (second) =>
      `<path d="M${x(second).toFixed(1)} ${top - 8}V${bottom}" stroke="${colour.line}"/>` +
      `<text x="${x(second).toFixed(1)}" y="${bottom + 18}" fill="${colour.faint}" text-anchor="middle">${second} s</text>`,
  );
  const moment = (at, name, anchor = 'middle') =>
    `<path d="M${x(at).toFixed(1)} ${top - 8}V${bottom}" stroke="${colour.ink}" stroke-dasharray="3 3"/>` +
    `<text x="${x(at).toFixed(1)}" y="${top - 14}" fill="${colour.ink}" text-anchor="${anchor}">${name}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${bottom + 28}" width="${width}" height="${bottom + 28}" font-family="${text.font}" font-size="13">
<text x="0" y="16" fill="${colour.ink}" font-size="15" font-weight="600">${text.title}</text>
${ticks.join('\n')}
${label(0, text.vendor1)}${span(0, 0, end, 'bad', text.hangs)}
${label(1, text.vendor2)}${span(1, asked, shown, 'wait', text.loads)}${span(1, shown, sent, 'good', text.challenge)}
${label(2, text.user)}${span(2, 0, shown, 'wait', text.waits)}${span(2, shown, sent, 'good', text.solves)}${span(2, sent, end, 'good', text.sent)}
${label(3, text.other)}${span(3, 0, end, 'bad', text.waitsOn)}
${moment(shown, text.second(shown))}
${moment(sent, text.second(sent))}
</svg>
`;
}

const measured = await measure();
mkdirSync('docs/pictures', { recursive: true });
for (const [language, text] of Object.entries(words))
  for (const [theme, colour] of Object.entries(themes))
    writeFileSync(
      `docs/pictures/timeline-${theme}${language === 'en' ? '' : '.zh-CN'}.svg`,
      draw(measured, text, colour),
    );
console.log(`docs/pictures: asked ${measured.asked} s, shown ${measured.shown} s, sent ${measured.sent} s`);
