import type { Vendor } from '../contract/vendor.js';

/**
 * What is truly page-wide. The vendors keep such state themselves (one live challenge, one global, one shared options
 * object), so all captchas of a page, also those of other copies of this library, older and newer, must agree on it: it
 * hangs on the window under a registered symbol, made at first use.
 *
 * Any of these copies may have made it. So a member is never renamed, taken away or given another meaning; a new one
 * stands at the end, with its first value in `newState`, where `version` goes up by one.
 */
export interface PageState {
  /** Sessions are numbered by age. */
  sessions: number;
  /** Nodes of ours are numbered, for their ids. */
  nodes: number;
  owner: Owner | null;
  /** Tencent's instance whose challenge may be up; its `destroy()` is that of all of them. */
  tencent?: object | undefined;
  /** The first usable global of each vendor wins for good: a second copy of its script replaces it in mid-session. */
  globals: Partial<Record<Vendor, Callable>>;
  /** Functions of ours that hold a vendor's global name; never usable as the vendor's own. */
  ours: WeakSet<object>;
  /** Which of a vendor's sites, prefixes or regions the page has settled on. */
  sites: Partial<Record<Vendor, string>>;
  /** Script URLs asked for before: asking again needs another URL. */
  asked: Set<string>;
  /** Script tags of ours that wait for an answer, and how many loaders wait with each. */
  waiting: Map<Element, number>;
  /**
   * Unanswered tags of ours per origin, removed ones too: they go on holding a connection. Held here, for WebKit throws
   * a removed tag away that nobody holds, and its answer with it.
   */
  unanswered: Partial<Record<string, Set<Element>>>;
  /** Script tags of the page that gave no usable global. */
  dead: WeakSet<Element>;
  /** ms since 1970, by vendor and id; where sessionStorage is blocked. */
  failedAt: Record<string, number>;
  /**
   * Aliyun: how many inits began, the last one's end, when waiting for it stops and when waiting for its instance does
   * (`performance.now()`), and the keys that any of them set.
   */
  inits: { begun: number; last: Promise<unknown>; until: number; readyBy: number; keys: Set<string> };
  /** The site whose script was fetched before the page has settled on one: it tells more than the global does. */
  fetched: Partial<Record<Vendor, string | undefined>>;
  /** The layout of the copy that made this, or was the first with one to meet it. */
  version: number;
  /** The protections of forms, the latest last: of those that are for a form it alone acts. */
  forms: FormProtection[];
  /** URLs and origins of scripts that the Content-Security-Policy has blocked, without their query. */
  blocked: Set<string>;
  /** The same of scripts that have set a plain string where Trusted Types refuse one; '' where no browser tells. */
  refusing: Set<string>;
}

/** What copies of this library need to know of each other's protections of forms. */
export interface FormProtection {
  /** The form, or the selector of several. */
  readonly form: unknown;
  covers(form: unknown): boolean;
  end(): void;
}

export type Callable = (...args: never[]) => unknown;

/** A session that has shown a challenge. */
export interface Owner {
  readonly number: number;
  supersede(): void;
}

const key = Symbol.for('captcha-failover.page');

const newState = (): PageState => ({
  sessions: 0,
  nodes: 0,
  owner: null,
  globals: {},
  ours: new WeakSet(),
  sites: {},
  asked: new Set(),
  waiting: new Map(),
  unanswered: {},
  dead: new WeakSet(),
  failedAt: {},
  inits: { begun: 0, last: Promise.resolve(), until: 0, readyBy: 0, keys: new Set() },
  fetched: {},
  // The first layout had none.
  version: 4,
  forms: [],
  blocked: new Set(),
  refusing: new Set(),
});

/** Gives a state what it lacks. In place: another copy may hold it, or a part of it. */
const fill = <T extends object>(state: Partial<T>, whole: T): T => Object.assign(state, { ...whole, ...state });

/** The state that this copy has made whole. */
let known: PageState | undefined;

export function pageState(): PageState {
  const page = window as unknown as { [key]?: Partial<PageState> | undefined };
  const state = (page[key] ||= {});
  if (state !== known) {
    const whole = newState();
    known = fill(state, whole);
    fill(known.inits, whole.inits);
  }
  return known;
}

/**
 * Makes a session the owner of the vendors' page-wide state, ending the one before as superseded. False where a newer
 * session holds it: then the older one must end.
 */
export function claimPage(session: Owner): boolean {
  const page = pageState();
  const { owner } = page;
  if (owner && owner.number > session.number) return false;
  // While it still owns the page, so that its vendor's challenge goes.
  if (owner && owner !== session) owner.supersede();
  page.owner = session;
  return true;
}

export function ownsPage(session: Owner): boolean {
  return pageState().owner === session;
}

export function releasePage(session: Owner): void {
  if (ownsPage(session)) pageState().owner = null;
}

/** Settles the page on one site, prefix or region of a vendor. False where it is settled on another. */
export function claimSite(vendor: Vendor, site: string): boolean {
  const { sites } = pageState();
  return (sites[vendor] ||= site) === site;
}
