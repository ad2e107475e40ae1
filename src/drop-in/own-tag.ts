/** Which vendor's page it is: Tencent's two sites have one global, and so cannot be told apart by it. */
export type Site = 'tencent' | 'tencent-intl' | 'aliyun';

/** What the page says by the address and the attributes of its tag. */
export interface TagSettings {
  readonly site: Site;
  /** Where the vendor's script is, if not where the vendor documents it: resellers, and tests. */
  readonly scriptUrls: readonly string[];
  /** From a `show()`, an init or a click until a challenge is on screen or the page is called back, in ms. */
  readonly deadline: number;
  /** The page's server can judge a challenge of Aliyun, too. */
  readonly hasSecond: boolean;
  /** The attributes of the tag, for the ids of the second vendor. */
  readonly data: Readonly<DOMStringMap>;
}

const sites: readonly string[] = ['tencent', 'tencent-intl', 'aliyun'] satisfies Site[];
const usualDeadline = 12000;
const leastDeadline = 3000;

const isSite = (word: string): word is Site => sites.includes(word);

/** The tag that this runs in. Of a module there is no current script; and a named image may stand in its place. */
function findOwnTag(): HTMLScriptElement | undefined {
  const { currentScript } = document;
  if (currentScript instanceof HTMLScriptElement) return currentScript;
  return [...document.scripts].filter(({ src }) => src.includes('captcha-failover.drop-in')).pop();
}

/** What is wrong in the tag goes to the console: there is no other place that its author sees. */
function complain(text: string): void {
  console.error(`captcha-failover drop-in: ${text}`);
}

export function readOwnTag(): TagSettings {
  const tag = findOwnTag();
  const query = new URL((tag && tag.src) || document.baseURI, document.baseURI).searchParams;
  const site = query.get('for') || 'tencent';
  const second = query.get('second');
  const accepts = query.get('accepts');
  if (!isSite(site)) complain(`for=${site} is none of ${sites.join(', ')}; taken for tencent.`);
  const isTencent = site !== 'aliyun';
  const hasSecond = isTencent && second === 'aliyun' && accepts === 'aliyun';
  if (second && !hasSecond)
    complain(
      isTencent
        ? 'second=aliyun needs accepts=aliyun beside it, which says that your server can judge its proof; ignored.'
        : 'a page for Aliyun takes no second vendor: what its callback gets is a plain string; ignored.',
    );
  // By this id Tencent's script finds its own tag, and so its API host: it is for the vendor's tag
  // (docs/vendors/tencent.md, T-API-HOST-FROM-TAG).
  if (tag && tag.id === 'CaptchaScript') tag.removeAttribute('id');
  return {
    site: isSite(site) ? site : 'tencent',
    scriptUrls: query.getAll('script'),
    deadline: Math.max(leastDeadline, Number(query.get('deadline')) || usualDeadline),
    hasSecond,
    data: tag ? tag.dataset : {},
  };
}
