import { cutText } from './cut-text.js';
import type { ErrorEntry, ErrorPlace, ErrorTable } from './error-entry.js';

/** No vendor's code is nearly as long. What is longer is cut for the entry that keeps it. */
const longestCode = 100;

/**
 * What a vendor's table says of a code. Never throws.
 *
 * A program must not repeat on its own what the vendor lets it repeat elsewhere only: there it may cost twice, or be
 * taken for an attack. So:
 * - With `where`, the entry of that place. A code that is not documented for the place, but has one category at this
 *   vendor, keeps its meaning; a rule that would let a program retry becomes `never`. The entry's own `where` shows the
 *   difference. Where the categories differ, none is guessed: the code is unknown.
 * - Without `where`, the first entry of the code; if the others have another rule and the first one's would let a
 *   program retry, it becomes `never`.
 *
 * @param table one vendor's, such as `tencentErrors`
 * @param code as it came: text or number. A code that the table does not have gives an entry of category `unknown` that
 *   keeps it as text, cut to 100 characters; it is as the other side wrote it, so escape it before you show it
 * @param where the place where the code arose, if known
 */
export function lookUpError(table: ErrorTable, code: unknown, where?: ErrorPlace): ErrorEntry {
  const text = codeText(code);
  const entries = table.filter((entry) => entry.code === text);
  const [first] = entries;
  if (!first) return unknownEntry(text, where);
  if (where === undefined) {
    const rule = JSON.stringify(first.retry);
    return entries.every(({ retry }) => JSON.stringify(retry) === rule) ? first : withoutRetry(first);
  }
  const here = entries.find((entry) => entry.where.includes(where));
  if (here) return here;
  return entries.every(({ category }) => category === first.category) ? withoutRetry(first) : unknownEntry(text, where);
}

/** The entry of a code that nothing is known of. */
export function unknownEntry(code: unknown, where?: ErrorPlace): ErrorEntry {
  return {
    code: cutText(codeText(code), longestCode),
    where: where === undefined ? [] : [where],
    category: 'unknown',
    meaning: {
      en: "This code is in none of the vendor's lists that we know.",
      zh: '该错误码不在我们所知的厂商文档之中。',
    },
    advice: {
      en: "Keep the code and the request's id, do not repeat the request by program, and ask the vendor.",
      zh: '请记录该错误码和请求 ID，不要由程序自动重试，并向厂商咨询。',
    },
    retry: { kind: 'never' },
  };
}

function withoutRetry(entry: ErrorEntry): ErrorEntry {
  const { kind } = entry.retry;
  const isForPeople = kind === 'never' || kind === 'after_user_action' || kind === 'new_challenge';
  return isForPeople ? entry : { ...entry, retry: { kind: 'never' } };
}

/** Runs no code of the value: an object's `toString` may throw or never return, and a huge bigint takes seconds. */
function codeText(code: unknown): string {
  if (typeof code === 'string') return code;
  if (typeof code === 'number' || typeof code === 'boolean') return String(code);
  if (typeof code === 'bigint' && Math.abs(Number(code)) < 1e30) return String(code);
  return code === undefined || code === null ? '' : `[${typeof code}]`;
}
