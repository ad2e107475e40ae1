import { BRIEF, network, passed, timeout, type Expected } from '../expected.js';
import { rowsOf, VENDORS, type Row } from '../row.js';
import { triedLast } from './failover.js';

/** Names that our options and the vendors' results know. */
const polluted = `<script>
for (const [name, value] of Object.entries({ recovery: 'none', challengeTimeout: 1, pageToken: 'x', failover: 'T', extra: 1 }))
  Object.prototype[name] = value;
</script>`;
/** The runner begins while the parser waits for a script of the page's. */
const bodyLater = '<script type="module" async src="/runner.js"></script><script src="/late.js"></script>';
const blockedStorage = `<script>
for (const name of ['sessionStorage', 'localStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
</script>`;

const offline: Expected = {
  ...BRIEF,
  status: 'unverified',
  code: 'offline',
  category: 'network',
  errorCode: 1001,
  sees: { first: 'offline' },
};
const once = { options: { retry: { limit: 0, timeout: 2000 } } };
const bugs = { sees: { bugs: ['bug of the page'] } };

/** What pages do around the library, and what the device does to them. */
export const pageStateRows: readonly Row[] = [
  ...rowsOf(
    'offline, then online',
    { entry: ['503', 'ok'] },
    { ...passed, sees: { first: 'offline' } },
    {
      ...once,
      play: 'offline',
      how: 'online again',
    },
  ),
  ...rowsOf('offline to the end', { entry: ['503'] }, offline, { ...once, play: 'offline' }),
  ...rowsOf(
    'a hidden tab',
    { entry: ['late_3.2'] },
    { ...passed, deadline: 3000, speed: 1, attempts: 1, sees: { 'ended while hidden': 0 }, slack: 9000 },
    { play: 'hidden_tab' },
  ),
  ...rowsOf(
    'the main thread is blocked for 2 s',
    { entry: ['late_0.5'] },
    { ...passed, attempts: 1 },
    {
      play: 'blocked_main_thread',
      options: { retry: { limit: 1, timeout: 900 } },
    },
  ),
  ...rowsOf('the wall clock jumps, healthy load', { entry: ['late_0.5'] }, passed, { play: 'clock_jumps' }),
  ...rowsOf('the wall clock jumps, the script hangs', { entry: ['hang'] }, timeout, { play: 'clock_jumps' }),
  ...(['verify', 'preload'] as const).flatMap((how) =>
    rowsOf(
      `${how}() before the page has a body`,
      {},
      { ...passed, sees: { body: false, errors: [] } },
      { play: 'before_body', how, isEarly: true, page: () => ({ head: bodyLater }) },
    ),
  ),
  ...rowsOf("the page's callbacks throw, healthy load", {}, { ...passed, ...bugs }, { play: 'callbacks_throw' }),
  ...rowsOf(
    "the page's callbacks throw, 404",
    { entry: ['404'] },
    { ...network, ...bugs },
    { play: 'callbacks_throw' },
  ),
  ...rowsOf(
    'pageToken hangs',
    {},
    { ...passed, deadline: 6000, speed: 1, sees: { token: 'none' } },
    {
      play: 'page_token',
      how: 'hangs',
    },
  ),
  ...rowsOf(
    'pageToken hangs, 404',
    { entry: ['404'] },
    { ...network, deadline: 6000, sees: { token: 'none' } },
    {
      play: 'page_token',
      how: 'hangs',
      options: { retry: { limit: 1, timeout: 6000 } },
    },
  ),
  ...rowsOf('pageToken rejects', {}, { ...passed, sees: { token: 'none' } }, { play: 'page_token', how: 'rejects' }),
  ...rowsOf(
    'pageToken comes',
    {},
    { ...passed, sees: { token: 'page-token-1' } },
    { play: 'page_token', how: 'comes' },
  ),
  ...rowsOf('a polluted Object.prototype', {}, passed, { page: () => ({ head: polluted }) }),
  ...rowsOf('a polluted Object.prototype, 404', { entry: ['404'] }, network, { page: () => ({ head: polluted }) }),
  ...VENDORS.flatMap((vendor) =>
    rowsOf(
      'frozen options',
      {},
      { ...passed, sees: { keys: [vendor === 'tencent' ? 'bizState' : 'zIndex'] } },
      {
        play: 'frozen',
      },
    ).filter(({ providers }) => providers[0]?.vendor === vendor),
  ),
  ...rowsOf('blocked storage', {}, passed, { page: () => ({ head: blockedStorage }) }),
  ...VENDORS.map((vendor): Row => ({
    ...triedLast(vendor),
    name: 'blocked storage: the vendor that just failed is tried last',
    options: { deadline: 20_000, retry: { limit: 0, timeout: 6000 } },
    page: () => ({ head: blockedStorage }),
  })),
];
