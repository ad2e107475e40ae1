import { element } from './element.js';
import { say } from './language.js';

/** How a page's vendors can be broken, by what stands in its address for it; simulated-vendors.js reads that. */
const ofOneVendor = [
  ['', say('Healthy', '正常')],
  ['?fault=hang', say('Its script hangs', '脚本没有响应')],
  ['?fault=503', say('It answers 503', '脚本返回 503')],
  ['?fault=empty', say('It is empty', '脚本是空的')],
] as const;

const ofTwoVendors = [
  ['', say('Healthy', '正常')],
  ['?fault=hang', say('Vendor 1 hangs', '第一家没有响应')],
  ['?fault=503', say('Vendor 1 answers 503', '第一家返回 503')],
  ['?fault=empty', say('Vendor 1 is empty', '第一家的脚本是空的')],
  ['?fault=503&fault2=503', say('Both answer 503 here', '两家在本浏览器都返回 503')],
] as const;

/** Links to the same page with its vendors healthy, or broken. */
export function faultLinks(vendors: 1 | 2): HTMLElement {
  const links = (vendors === 2 ? ofTwoVendors : ofOneVendor).map(([search, text]) => {
    const isCurrent = location.search === search;
    return element('a', { href: location.pathname + search, ...(isCurrent && { 'aria-current': 'true' }) }, text);
  });
  return element('nav', { class: 'faults', 'aria-label': say('Break a vendor', '让厂商出故障') }, ...links);
}
