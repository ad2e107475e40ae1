import type { PageShape, PageTerms } from './page-shape.js';

const page = (head: string, body: string) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Aliyun</title><script src="/probe.js"></script>${head}</head><body>${body}</body></html>`;

const tag = (src: string, more = '') => `<script type="text/javascript" src="${src}"${more}></script>`;
const config = '<script>window.AliyunCaptchaConfig = { region: "cn", prefix: "pre" };</script>';
const nodes = '<div id="captcha-element"></div><button id="button" class="btn" type="button">Sign in</button>';
const press = '#button';

const onError = `onError: function (error) { report('onError', error); },`;

/** The call of the vendor's page on V3. */
const initV3 = (id: string, mode: 'popup' | 'embed', more = '') => `
  var captcha;
  window.initAliyunCaptcha({
    SceneId: '${id}',
    mode: '${mode}',
    element: '#captcha-element',
    button: '#button',
    success: function (captchaVerifyParam) { report('success', captchaVerifyParam); },
    fail: function (result) { report('fail', result); },
    getInstance: function (instance) { captcha = instance; report('getInstance'); },
    slideStyle: { width: 360, height: 40 },
    language: 'cn',
    ${more}
  });`;

/** And that of its page on V2, with the callbacks that stand beside it there. */
const initV2 = (id: string, mode: 'popup' | 'embed', more = '') => `
  var captcha;
  async function captchaVerifyCallback(captchaVerifyParam) {
    report('captchaVerifyCallback', captchaVerifyParam);
    return { captchaResult: true, bizResult: true };
  }
  function onBizResultCallback(bizResult) { report('onBizResultCallback', bizResult); }
  function getInstance(instance) { captcha = instance; report('getInstance'); }
  window.initAliyunCaptcha({
    SceneId: '${id}',
    prefix: 'pre',
    mode: '${mode}',
    element: '#captcha-element',
    button: '#button',
    captchaVerifyCallback: captchaVerifyCallback,
    onBizResultCallback: onBizResultCallback,
    getInstance: getInstance,
    slideStyle: { width: 360, height: 40 },
    language: 'cn',
    region: 'cn',
    ${more}
  });`;

const aliyun = { site: 'aliyun', entry: 'aliyun' } as const;

export const aliyunPages: readonly PageShape[] = [
  {
    name: 'Aliyun V3 popup, tag in head',
    ...aliyun,
    press,
    html: ({ src, id }) => page(config + tag(src), `${nodes}<script>${initV3(id, 'popup')}</script>`),
  },
  {
    name: 'Aliyun V3 popup with onError, tag at the end of body',
    ...aliyun,
    press,
    hasOnError: true,
    html: ({ src, id }) => page(config, `${nodes}${tag(src)}<script>${initV3(id, 'popup', onError)}</script>`),
  },
  {
    name: 'Aliyun V3 embed',
    ...aliyun,
    html: ({ src, id }) => page(config + tag(src), `${nodes}<script>${initV3(id, 'embed', onError)}</script>`),
    hasOnError: true,
  },
  {
    name: 'Aliyun V3 popup, tag inserted by script',
    ...aliyun,
    press,
    hasOnError: true,
    html: ({ src, id }) =>
      page(
        '',
        `${nodes}<script>
  window.AliyunCaptchaConfig = { region: 'cn', prefix: 'pre' };
  var script = document.createElement('script');
  script.src = '${src}'.replace(/&amp;/g, '&');
  script.onload = function () {${initV3(id, 'popup', onError)}
  };
  script.onerror = function () { report('onerror'); };
  document.head.appendChild(script);</script>`,
      ),
  },
  {
    name: 'Aliyun V3 popup, async tag, polling for the global',
    ...aliyun,
    press,
    html: ({ src, id }) =>
      page(
        config + tag(src, ' async'),
        `${nodes}<script>
  var timer = setInterval(function () {
    if (!window.initAliyunCaptcha) return;
    clearInterval(timer);
    ${initV3(id, 'popup')}
  }, 50);</script>`,
      ),
  },
  {
    name: 'Aliyun V2 popup, tag in head',
    ...aliyun,
    press,
    v2: true,
    html: ({ src, id }) => page(tag(src), `${nodes}<script>${initV2(id, 'popup')}</script>`),
  },
  {
    name: 'Aliyun V2 popup with onError, async tag with onload',
    ...aliyun,
    press,
    v2: true,
    hasOnError: true,
    html: ({ src, id }: PageTerms) =>
      page(
        `<script>function ready() {
  var start = function () { ${initV2(id, 'popup', onError)} };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
}</script>${tag(src, ' async onload="ready()"')}`,
        nodes,
      ),
  },
  {
    name: 'Aliyun V2 embed',
    ...aliyun,
    press,
    v2: true,
    sends: true,
    html: ({ src, id }) => page(tag(src), `${nodes}<script>${initV2(id, 'embed')}</script>`),
  },
  {
    name: 'Aliyun V2 popup, jQuery, a hidden button that the page clicks',
    ...aliyun,
    press: '#login',
    v2: true,
    html: ({ src, id }) =>
      page(
        `<script src="/jquery-1.12.js"></script>${tag(src)}`,
        `<form id="form"><input name="phone" value="1"><button id="login" type="button">Sign in</button></form>
<div id="captcha-element"></div><button id="button" type="button" style="position: absolute; left: -999px">x</button>
<script>$(function () {${initV2(id, 'popup')}
  $('#login').on('click', function () {
    if ($('#form [name=phone]').val()) document.getElementById('button').click();
  });
});</script>`,
      ),
  },
];
