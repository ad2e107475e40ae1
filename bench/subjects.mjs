// Who is measured. Each is used as its README says (@better-captcha/core has none: as its types and docstrings say), and
// gets a healthy vendor script that is as small as what it looks for.
import { readFileSync } from 'node:fs';

const versionOf = (name) =>
  JSON.parse(readFileSync(new URL(`./node_modules/${name}/package.json`, import.meta.url), 'utf8')).version;
const own = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;

const tencentUrl = 'https://turing.captcha.qcloud.com/TJCaptcha.js';
const aliyunUrl = 'https://o.alicdn.com/captcha-frontend/aliyunCaptcha/AliyunCaptcha.js';

/** Opens a challenge at once, which somebody passes 50 ms later. */
const tencentScript = `
window.TencentCaptcha = function (appId, callback, options = {}) {
  let node;
  this.show = () => setTimeout(() => {
    node = document.body.appendChild(document.createElement('div'));
    node.id = 'tcaptcha_transform_dy';
    node.style.cssText = 'position:fixed;left:0;top:0;width:360px;height:360px';
    options.ready && options.ready({});
    options.showFn && options.showFn({});
    setTimeout(() => {
      this.destroy();
      callback({ ret: 0, ticket: 'tr03' + 'a'.repeat(60), randstr: '@abc', appid: appId });
    }, 50);
  });
  this.destroy = () => node && node.remove();
};`;

const aliyunScript = `
window.initAliyunCaptcha = async (options) => {
  const param = btoa(JSON.stringify({ certifyId: 'c1', sceneId: 's1', isSign: true, securityToken: 't1' }));
  setTimeout(() => {
    document.querySelector(options.button).onclick = () => {
      const node = document.body.appendChild(document.createElement('div'));
      node.id = 'aliyunCaptcha-window-popup';
      node.style.cssText = 'position:fixed;left:0;top:0;width:360px;height:360px';
      setTimeout(() => options.success(param), 50);
    };
    options.getInstance({ destroyCaptcha() {} });
  }, 20);
  return { CaptchaType: 'PUZZLE', CertifyId: 'c1' };
};`;

const hcaptchaScript = `
window.hcaptcha = { render: () => 'w1', execute: async () => ({ response: 't1' }) };
{
  const onload = new URL(document.currentScript.src).searchParams.get('onload');
  if (onload) window[onload]();
}`;

/**
 * `file`: the page's code, which puts its function on `window.start`. It resolves when the page has what it wanted, and
 * says of what resolved otherwise that it is no use. `size`: what a page imports of it. `url`: where its script is.
 */
export const subjects = [
  {
    name: 'captcha-failover',
    version: own,
    file: 'captcha-failover.mjs',
    size: ["import { createCaptcha, tencent } from '../dist/index.js'; export { createCaptcha, tencent };"],
    url: tencentUrl,
    script: tencentScript,
    node: "const { createCaptcha, tencent } = await import('../dist/index.js'); await createCaptcha({ providers: tencent({ appId: '190000001' }) }).verify().then((o) => say(`${o.status}, ${o.error.code}`));",
  },
  {
    name: 'captcha-failover, two vendors',
    version: own,
    file: 'captcha-failover-two.mjs',
    size: [
      "import { createCaptcha, tencent, aliyun } from '../dist/index.js'; export { createCaptcha, tencent, aliyun };",
    ],
    url: tencentUrl,
    script: tencentScript,
    // The second vendor is well.
    also: { url: aliyunUrl, script: aliyunScript },
    node: "const { createCaptcha, tencent, aliyun } = await import('../dist/index.js'); await createCaptcha({ providers: [tencent({ appId: '190000001' }), aliyun({ sceneId: 's1', prefix: 'p1' })] }).verify().then((o) => say(`${o.status}, ${o.error.code}`));",
  },
  {
    name: "Tencent's documented page",
    version: 'docs of 2024-11',
    file: 'documented-page.mjs',
    url: tencentUrl,
    script: tencentScript,
    // The tag stands in the page, as documented; the code comes after it.
    tag: true,
  },
  {
    name: '@stripe/stripe-js',
    version: versionOf('@stripe/stripe-js'),
    file: 'stripe.mjs',
    size: ["export { loadStripe } from '@stripe/stripe-js/pure';"],
    url: 'https://js.stripe.com/endive/stripe.js',
    script: "window.Stripe = Object.assign(() => ({ elements() {} }), { version: 'endive' });",
    node: "const { loadStripe } = await import('@stripe/stripe-js'); await loadStripe('pk_test_1').then((s) => say(`resolves ${s}`));",
  },
  {
    name: '@paypal/paypal-js',
    version: versionOf('@paypal/paypal-js'),
    file: 'paypal.mjs',
    size: ["export { loadCoreSdkScript } from '@paypal/paypal-js/sdk-v6';"],
    url: 'https://www.sandbox.paypal.com/web-sdk/v6/core',
    script: "window.paypal = { version: '6.0.0', createInstance: async () => ({}) };",
    node: "const { loadCoreSdkScript } = await import('@paypal/paypal-js/sdk-v6'); await loadCoreSdkScript({ environment: 'sandbox' }).then((s) => say(`resolves ${s}`));",
  },
  {
    name: '@googlemaps/js-api-loader',
    version: versionOf('@googlemaps/js-api-loader'),
    file: 'googlemaps.mjs',
    size: ["export { setOptions, importLibrary } from '@googlemaps/js-api-loader';"],
    url: 'https://maps.googleapis.com/maps/api/js',
    script: 'google.maps.importLibrary = async () => ({ Map: class {} }); google.maps.__ib__();',
    node: "const { setOptions, importLibrary } = await import('@googlemaps/js-api-loader'); setOptions({ key: 'k' }); await importLibrary('maps').then((s) => say(`resolves ${s}`));",
  },
  {
    name: '@hcaptcha/loader',
    version: versionOf('@hcaptcha/loader'),
    file: 'hcaptcha.mjs',
    size: ["export { hCaptchaLoader } from '@hcaptcha/loader';"],
    url: 'https://js.hcaptcha.com/1/api.js',
    script: hcaptchaScript,
    node: "const { hCaptchaLoader } = await import('@hcaptcha/loader'); await hCaptchaLoader().then((s) => say(`resolves ${s}`));",
  },
  {
    name: '@better-captcha/core',
    version: versionOf('@better-captcha/core'),
    file: 'better-captcha.mjs',
    size: ["export { HCaptchaProvider } from '@better-captcha/core/providers/hcaptcha';"],
    url: 'https://js.hcaptcha.com/1/api.js',
    script: hcaptchaScript,
    node: "const { HCaptchaProvider } = await import('@better-captcha/core/providers/hcaptcha'); await new HCaptchaProvider('key').init().then((s) => say(`resolves ${s}`));",
  },
  {
    name: 'recaptcha-v3',
    version: versionOf('recaptcha-v3'),
    file: 'recaptcha.mjs',
    size: ["export { load } from 'recaptcha-v3';"],
    url: 'https://www.google.com/recaptcha/api.js',
    script: "window.grecaptcha = { ready: (act) => act(), render: () => 0, execute: async () => 't1' };",
    node: "const { load } = await import('recaptcha-v3'); await load('key').then((s) => say(`resolves ${s}`));",
  },
];
