import type { ScriptSource } from '../loading/script-source.js';
import { pageState, type Callable } from '../page/page-state.js';
import { scriptUrl as aliyunUrl } from '../providers/aliyun/aliyun.js';
import { scriptUrls as tencentUrls } from '../providers/tencent/tencent.js';
import { createInit } from './aliyun/init.js';
import { holdGlobal } from './hold-global.js';
import type { TagSettings } from './own-tag.js';
import { bindMarkedElement } from './tencent/auto-bind.js';
import { createConstructor } from './tencent/constructor.js';
import { readSecond } from './tencent/second-vendor.js';
import { createVendorScript } from './vendor-script.js';

function sourceOf({ site, scriptUrls }: TagSettings): ScriptSource {
  if (site === 'aliyun')
    return {
      vendor: 'aliyun',
      globalName: 'initAliyunCaptcha',
      urls: scriptUrls[0] ? scriptUrls : [aliyunUrl],
      tagsAfterTimeout: 1,
    };
  const region = site === 'tencent' ? 'cn' : 'intl';
  return {
    vendor: 'tencent',
    globalName: 'TencentCaptcha',
    site: region,
    urls: scriptUrls[0] ? scriptUrls : [tencentUrls[region]],
    tagId: 'CaptchaScript',
    tagsAfterTimeout: Infinity,
  };
}

/**
 * Takes the place of a vendor's script: its global is there at once, and the script itself is fetched when the page has
 * loaded, or when it is needed. Of a second tag for the same vendor nothing comes, as with the vendor's.
 */
export function install(settings: TagSettings): void {
  const { site, scriptUrls, deadline } = settings;
  const source = sourceOf(settings);
  const page = pageState();
  const before = (window as unknown as Record<string, Callable | undefined>)[source.globalName];
  if (before && page.ours.has(before)) return;
  const script = createVendorScript(source, deadline);
  if (site === 'aliyun') holdGlobal(source, createInit({ script, deadline }), () => {});
  else {
    const TencentCaptcha = createConstructor({
      script,
      deadline,
      // Another script than the documented one may be of a generation that takes more.
      needsElement: site === 'tencent-intl' && !scriptUrls[0],
      drawsInElement: site === 'tencent-intl',
      second: readSecond(settings),
    });
    holdGlobal(source, TencentCaptcha as unknown as Callable, bindMarkedElement(TencentCaptcha, script));
  }
  if (script.found()) return;
  script.wantAhead((result) => {
    // What is fetched here tells its site better than its global does.
    if (typeof result === 'function') page.fetched[source.vendor] ||= source.site;
  });
}
