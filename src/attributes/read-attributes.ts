import { development } from '../contract/development.js';
import type { AliyunOptions, CaptchaOptions, TencentOptions } from '../contract/options.js';
import type { Provider } from '../contract/vendor.js';
import { warnOfUnknownOptions } from '../parameters/unknown-options.js';
import { aliyun } from '../providers/aliyun/aliyun.js';
import { tencent } from '../providers/tencent/tencent.js';
import { attributeOf, type AttributeProblems } from './attribute-problems.js';
import { fetchPageToken, isOwnAddress } from './page-token.js';

/** `createCaptcha` judges whether the texts of HTML are among its literals. */
export type AttributeOptions = CaptchaOptions & { readonly providers: readonly Provider[] };

const vendorAttributes = {
  'data-tencent-app-id': true,
  'data-tencent-region': true,
  'data-aliyun-scene-id': true,
  'data-aliyun-prefix': true,
  'data-aliyun-region': true,
} as const;

const words = (text = '') => text.split(/\s+/).filter(Boolean);

/**
 * The options that a tag's `data-` attributes stand for. Here is checked what only HTML can say wrongly; the rest is for
 * `createCaptcha`, as with a call by hand.
 */
export function readAttributes(attributes: DOMStringMap, problems: AttributeProblems): AttributeOptions {
  const { mode, language, element, message, pageToken } = attributes;
  const languages = words(language);
  for (const [name, selector] of Object.entries({ element, message }))
    if (selector !== undefined && !isSelector(selector)) problems.note(`data-${name}`, 'a selector', `"${selector}"`);
  if (pageToken !== undefined && !isOwnAddress(pageToken))
    problems.note('data-page-token', 'an address of this site', `"${pageToken}"`);
  const options = {
    providers: readProviders(attributes, problems),
    mode,
    language: languages[1] ? languages : language,
    // A tag in <head> runs before its box is there.
    element: element && (() => document.querySelector(element)),
    pageToken: pageToken && (() => fetchPageToken(pageToken)),
  };
  return options as AttributeOptions;
}

/** The vendors whose ids are given. `data-order` says which comes first, as a minifier may sort attributes. */
function readProviders(attributes: DOMStringMap, { attempt, note }: AttributeProblems): Provider[] {
  const { tencentAppId: appId, aliyunSceneId: sceneId, aliyunPrefix: prefix } = attributes;
  if (development) warnOfUnknownAttributes(attributes);
  const named = words(attributes['order']);
  if (!named.every((vendor) => vendor === 'tencent' || vendor === 'aliyun'))
    note('data-order', '"tencent aliyun" or "aliyun tencent"', `"${attributes['order']}"`);
  if (appId === undefined && sceneId === undefined && prefix === undefined)
    note('data-tencent-app-id or data-aliyun-scene-id', 'the id that its console shows');

  const made: Record<string, Provider | false | undefined> = {
    tencent:
      appId !== undefined &&
      attempt('data-tencent-', () => tencent({ appId, region: attributes['tencentRegion'] } as TencentOptions)),
    aliyun:
      (sceneId !== undefined || prefix !== undefined) &&
      attempt('data-aliyun-', () => aliyun({ sceneId, prefix, region: attributes['aliyunRegion'] } as AliyunOptions)),
  };
  const inOrder = new Set([...named, 'tencent', 'aliyun']);
  return [...inOrder].map((vendor) => made[vendor]).filter((provider): provider is Provider => !!provider);
}

function isSelector(text: string): boolean {
  try {
    document.querySelector(text);
    return true;
  } catch {
    return false;
  }
}

/** A slip in an optional attribute, such as `data-tencent-regoin`, would go unnoticed. */
function warnOfUnknownAttributes(attributes: DOMStringMap): void {
  const ofVendors: Record<string, true> = {};
  for (const name of Object.keys(attributes)) if (/^(tencent|aliyun)/.test(name)) ofVendors[attributeOf(name)] = true;
  warnOfUnknownOptions<typeof vendorAttributes>('<script data-form>', ofVendors, vendorAttributes);
}
