import type { PageShape, PageTerms } from './page-shape.js';

/** The document of the vendor's example: its comments left out, its callback told to the test. */
const callbacks = (id: string) => `
  function callback(res) {
    report('callback', res);
  }
  function loadErrorCallback() {
    var ticket = 'trerror_1001_${id}_' + Math.floor(new Date().getTime() / 1000);
    report('loadErrorCallback');
    callback({
      ret: 0, randstr: '@' + Math.random().toString(36).substr(2), ticket: ticket,
      errorCode: 1001, errorMessage: 'jsload_error',
    });
  }`;

const page = (head: string, body: string) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Tencent</title><script src="/probe.js"></script>${head}</head><body>${body}</body></html>`;

const tag = (src: string, more = '') => `<script src="${src}"${more}></script>`;
const button = '<button id="CaptchaId" type="button">Verify</button>';

/** The documented handler, with a new instance at each click. */
const onLoad = (id: string) => `<script>${callbacks(id)}
  window.onload = function () {
    document.getElementById('CaptchaId').onclick = function () {
      try {
        var captcha = new TencentCaptcha('${id}', callback, {});
        captcha.show();
      } catch (error) {
        loadErrorCallback();
      }
    };
  };</script>`;

const mainland = { site: 'tencent', entry: 'tencent-cn' } as const;
const press = '#CaptchaId';
const pressable = "document.getElementById('CaptchaId').onclick";

export const tencentPages: readonly PageShape[] = [
  {
    name: 'Tencent popup, tag in head',
    ...mainland,
    press,
    pressable,
    html: ({ src, id }) => page(tag(src), button + onLoad(id)),
  },
  {
    name: 'Tencent popup, tag at the end of body',
    ...mainland,
    press,
    pressable,
    html: ({ src, id }) => page('', `${button}${onLoad(id)}${tag(src)}`),
  },
  {
    name: 'Tencent popup, one instance, defer',
    ...mainland,
    press,
    html: ({ src, id }) =>
      page(
        tag(src, ' defer'),
        `${button}<script>${callbacks(id)}
  document.addEventListener('DOMContentLoaded', function () {
    var captcha = new TencentCaptcha('${id}', callback, { userLanguage: 'en', bizState: 'login' });
    document.getElementById('CaptchaId').addEventListener('click', function () { captcha.show(); });
  });</script>`,
      ),
  },
  {
    name: 'Tencent embed',
    ...mainland,
    html: ({ src, id }) =>
      page(
        tag(src),
        `<div id="captcha-box"></div><script>${callbacks(id)}
  window.onload = function () {
    try {
      var captcha = new TencentCaptcha(document.getElementById('captcha-box'), '${id}', callback, { type: 'embed' });
      captcha.show();
    } catch (error) {
      loadErrorCallback();
    }
  };</script>`,
      ),
  },
  {
    name: 'Tencent 1.0, the element of a click',
    ...mainland,
    press,
    html: ({ src, id }) =>
      page(
        tag(src),
        `${button}<script>${callbacks(id)}
  new TencentCaptcha(document.getElementById('CaptchaId'), '${id}', callback, { bizState: 'sign-up' });</script>`,
      ),
  },
  {
    name: 'Tencent 1.0, bound by its reserved id',
    ...mainland,
    press: '#TencentCaptcha',
    html: ({ src, id }) =>
      page(
        tag(src),
        `<button id="TencentCaptcha" data-appid="${id}" data-cbfn="callback" data-biz-state="state" type="button">Verify</button>
<script>${callbacks(id)}</script>`,
      ),
  },
  {
    name: 'Tencent 1.0 of 2019: jQuery 1.12, inline handlers, tag in head',
    ...mainland,
    press,
    html: ({ src, id }) =>
      page(
        `<script src="/jquery-1.12.js"></script>${tag(src, ' type="text/javascript"')}`,
        `<form id="sms" onsubmit="return false"><input type="hidden" name="ticket"><input type="hidden" name="randstr">
<input type="button" id="CaptchaId" value="Send code" onclick="showCaptcha()"></form>
<script>
  var captcha1;
  function sendCode(res) {
    report('callback', res);
    if (res.ret === 0) {
      $('#sms [name=ticket]').val(res.ticket);
      $('#sms [name=randstr]').val(res.randstr);
    }
  }
  $(document).ready(function () {
    captcha1 = new TencentCaptcha('${id}', sendCode, { bizState: $('#sms').serialize() });
  });
  function showCaptcha() { captcha1.show(); }
</script>`,
      ),
  },
  {
    name: 'Tencent popup, async tag with onload',
    ...mainland,
    press,
    pressable,
    html: ({ src, id }) =>
      page(
        `<script>${callbacks(id)}
  function ready() {
    var bind = function () {
      var captcha = new TencentCaptcha('${id}', callback);
      document.getElementById('CaptchaId').onclick = function () { captcha.show(); };
    };
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', bind);
    else bind();
  }</script>${tag(src, ' async onload="ready()" onerror="loadErrorCallback()"')}`,
        button,
      ),
  },
  {
    name: 'Tencent popup, tag inserted by script',
    ...mainland,
    press,
    pressable,
    html: ({ src, id }) =>
      page(
        '',
        `${button}<script>${callbacks(id)}
  var script = document.createElement('script');
  script.src = '${src}'.replace(/&amp;/g, '&');
  script.onload = function () {
    document.getElementById('CaptchaId').onclick = function () {
      new TencentCaptcha('${id}', callback, { needFeedBack: false }).show();
    };
  };
  script.onerror = function () { loadErrorCallback(); };
  document.body.appendChild(script);</script>`,
      ),
  },
  {
    name: 'Tencent popup, polling for the global',
    ...mainland,
    press,
    pressable,
    html: ({ src, id }) =>
      page(
        tag(src, ' async'),
        `${button}<script>${callbacks(id)}
  var tries = 0;
  var timer = setInterval(function () {
    tries += 1;
    if (typeof window.TencentCaptcha === 'function') {
      clearInterval(timer);
      document.getElementById('CaptchaId').onclick = function () {
        new TencentCaptcha('${id}', callback).show();
      };
    } else if (tries > 100) clearInterval(timer);
  }, 50);</script>`,
      ),
  },
  {
    name: 'Tencent popup, a promise of a module',
    ...mainland,
    press,
    html: ({ src, id }) =>
      page(
        tag(src),
        `${button}<script type="module">
  const verify = () => new Promise((resolve) => {
    const captcha = new window.TencentCaptcha('${id}', resolve, { enableDarkMode: true });
    captcha.show();
  });
  document.getElementById('CaptchaId').addEventListener('click', async () => report('callback', await verify()));
</script>`,
      ),
  },
  {
    name: "Tencent international, checkbox, id 'CaptchaScript'",
    site: 'tencent-intl',
    entry: 'tencent-intl',
    html: ({ src, id }: PageTerms) =>
      page(
        tag(src, ' id="CaptchaScript"'),
        `<div id="cap_iframe"></div><script>${callbacks(id)}
  window.onload = function () {
    var captcha = new TencentCaptcha(document.getElementById('cap_iframe'), '${id}', callback, {});
    captcha.show();
  };</script>`,
      ),
  },
];
