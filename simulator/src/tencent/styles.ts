const STYLE_ID = 'tcaptcha-style';

/** Put on the page once and left there, as the vendor does; a policy without 'unsafe-inline' leaves the widget bare. */
export function addStyles(): void {
  if (document.getElementById(STYLE_ID)) return;
  const style = document.createElement('style');
  style.id = STYLE_ID;
  style.textContent = STYLES;
  document.head.append(style);
}

const LIGHT = `--tc-back:#fff;--tc-ink:#1c2430;--tc-soft:#5a6473;--tc-line:#d5dae2;--tc-track:#eef1f6;--tc-accent:#0a5fd6;--tc-on-accent:#fff;--tc-good:#0f7a4a`;
const DARK = `--tc-back:#1d222b;--tc-ink:#eef1f6;--tc-soft:#aab4c3;--tc-line:#3b4453;--tc-track:#2a313d;--tc-accent:#79aefc;--tc-on-accent:#10141c;--tc-good:#57d39b`;

export const STYLES = `
.tencent-captcha__mask-layer,.tcaptcha__mask{position:fixed;inset:0;z-index:2000000000;background:rgba(10,14,22,.5)}
.tcaptcha-transform{z-index:2000000001;box-sizing:border-box}
.tcaptcha-transform[class*="--popup"]{position:fixed;left:50%;top:50%;width:360px;height:360px;margin:-180px 0 0 -180px}
.tcaptcha-transform[class*="--popup"].is-waiting{top:-10000px;opacity:0}
.tcaptcha-transform[class*="--embed"]{position:relative;width:300px;height:230px}
.tcaptcha-transform[class*="--embed"].is-waiting{visibility:hidden}
#tcaptcha_iframe{display:block;width:100%;height:100%;border:0;border-radius:12px;color-scheme:normal}
html:has(>body>.tencent-captcha-dy__content),body:has(>.tencent-captcha-dy__content){height:100%;margin:0;overflow:hidden;background:none}
.tencent-captcha-dy__content,.tencent-captcha-dy__checkbox,.tencent-captcha__loading,.tcaptcha__loading{${LIGHT};color-scheme:light;
  box-sizing:border-box;background:var(--tc-back);color:var(--tc-ink);border:1px solid var(--tc-line);border-radius:12px;
  font:14px/1.4 system-ui,-apple-system,"Segoe UI","PingFang SC","Noto Sans SC",sans-serif;text-align:start}
.tencent-captcha-dy--dark{${DARK};color-scheme:dark}
.tencent-captcha-dy__content *{box-sizing:border-box}
.tencent-captcha-dy__content{display:flex;flex-direction:column;width:100%;height:100%}
.tencent-captcha-dy__content--popup{gap:14px;padding:14px 16px;box-shadow:0 12px 40px rgba(10,14,22,.35)}
.tencent-captcha-dy__content--embed{gap:5px;padding:7px 12px}
.tencent-captcha-dy__header,.tencent-captcha-dy__footer{display:flex;align-items:center;gap:8px}
.tencent-captcha-dy__footer{margin-top:auto}
.tencent-captcha-dy__title,.tencent-captcha-dy__status{flex:1;min-width:0}
.tencent-captcha-dy__title{font-size:16px;font-weight:600}
.tencent-captcha-dy__status{color:var(--tc-soft);font-size:13px;line-height:1.25}
.tencent-captcha-dy__vendor{color:var(--tc-soft);font-size:12px}
.tencent-captcha-dy--passed .tencent-captcha-dy__status{color:var(--tc-good);font-weight:600}
.tencent-captcha-dy__picture{display:block;width:100%;aspect-ratio:2/1;border-radius:8px;background:var(--tc-track)}
.tencent-captcha-dy__content--embed .tencent-captcha-dy__picture{align-self:center;width:auto;height:134px}
.tencent-captcha-dy__track{position:relative;display:flex;align-items:center;justify-content:center;height:44px;flex:none;padding-left:44px;
  border:1px solid var(--tc-line);border-radius:22px;background:var(--tc-track);color:var(--tc-soft);font-size:13px;overflow:hidden;user-select:none;touch-action:none}
.tencent-captcha-dy__content--embed .tencent-captcha-dy__track{height:36px}
.tencent-captcha-dy__handle{position:absolute;left:0;top:0;width:44px;height:100%;display:grid;place-items:center;border-radius:22px;
  background:var(--tc-accent);color:var(--tc-on-accent);font-size:18px;cursor:grab;touch-action:none}
.tencent-captcha-dy__handle:not([aria-valuenow="0"])~.tencent-captcha-dy__hint{visibility:hidden}
.tencent-captcha-dy__handle[aria-disabled="true"]{opacity:.6;cursor:progress}
.tencent-captcha-dy--passed .tencent-captcha-dy__handle{background:var(--tc-good);opacity:1}
.tencent-captcha-dy__content button,.tencent-captcha-dy__help{display:grid;place-items:center;width:32px;height:32px;flex:none;padding:0;margin:0;
  border:1px solid var(--tc-line);border-radius:8px;background:transparent;color:var(--tc-ink);font:16px/1 system-ui,sans-serif;text-decoration:none;cursor:pointer}
.tencent-captcha-dy__content button:disabled{opacity:.5;cursor:default}
.tencent-captcha-dy__content button:hover:enabled,.tencent-captcha-dy__help:hover{background:var(--tc-track)}
.tencent-captcha-dy__content :focus-visible,.tencent-captcha-dy__checkbox:focus-visible{outline:3px solid var(--tc-accent);outline-offset:2px}
.tencent-captcha-dy__handle:focus-visible{outline-color:var(--tc-on-accent);outline-offset:-6px}
.tencent-captcha__loading,.tcaptcha__loading{position:fixed;left:50%;top:50%;z-index:2000000001;display:flex;align-items:center;justify-content:center;gap:10px;
  width:220px;height:110px;transform:translate(-50%,-50%)}
.tencent-captcha__loading.is-inline{position:static;transform:none;width:300px;max-width:100%;height:56px}
.tencent-captcha-dy__checkbox{display:flex;align-items:center;gap:12px;width:300px;max-width:100%;min-height:56px;padding:8px 16px;cursor:pointer;user-select:none}
.tencent-captcha-dy__tick,.tencent-captcha-dy__spinner{width:24px;height:24px;flex:none;box-sizing:border-box;border:2px solid var(--tc-soft);border-radius:6px}
.tencent-captcha-dy__spinner,[data-state="checking"] .tencent-captcha-dy__tick{border-radius:50%;border-top-color:var(--tc-accent);animation:tencent-captcha-turn 1s linear infinite}
[data-state="checked"] .tencent-captcha-dy__tick{display:grid;place-items:center;border-color:var(--tc-good);background:var(--tc-good);color:var(--tc-back)}
[data-state="checked"] .tencent-captcha-dy__tick::before{content:"✓"}
@keyframes tencent-captcha-turn{to{transform:rotate(1turn)}}
@media (prefers-reduced-motion:reduce){.tencent-captcha-dy__spinner,.tencent-captcha-dy__tick{animation-duration:4s!important}}
`;
