import type { ErrorEntry } from '../../src/error-catalog/index.js';
import { placeNames, retryText, type CatalogVendor } from './catalog-words.js';

export interface CodeMatch {
  readonly vendor: CatalogVendor;
  readonly entry: ErrorEntry;
}

export interface CodeQuery {
  /** The id of a vendor; '' for all of them. */
  readonly vendor: string;
  /** A code, words, or a line of a log with a code or a recovery ticket in it. */
  readonly text: string;
}

/**
 * The entries that fit, the best first: codes that stand in the text as a whole, the longest before the others since it
 * tells the most; then codes that begin with the text or contain it; then entries that have all of its words.
 */
export function searchCodes(vendors: readonly CatalogVendor[], { vendor, text }: CodeQuery): CodeMatch[] {
  const words = wordsOf(text);
  return vendors
    .filter(({ id }) => vendor === '' || id === vendor)
    .flatMap((candidate) => candidate.table.map((entry) => ({ vendor: candidate, entry })))
    .map((match) => ({ match, rank: rankOf(match, words) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => Number(a.rank) - Number(b.rank))
    .map(({ match }) => match);
}

/** Lower is better; `null` does not fit. */
function rankOf({ vendor, entry }: CodeMatch, words: readonly string[]): number | null {
  const code = entry.code.toLowerCase();
  if (words.includes(code)) return -code.length;
  if (words.length === 1 && code.startsWith(words[0] ?? '')) return 1;
  if (words.length === 1 && code.includes(words[0] ?? '')) return 2;
  const texts = textsOf(vendor, entry);
  return words.every((word) => texts.includes(word)) ? 3 : null;
}

/** Everything that is said of an entry, in both languages: somebody may know the word in one only. */
function textsOf(vendor: CatalogVendor, entry: ErrorEntry): string {
  const { code, where, category, meaning, advice, retry } = entry;
  const sentences = [meaning, advice, vendor.name, ...where.map((place) => placeNames[place])];
  const rules = [retry.kind, retryText(retry, 'en'), retryText(retry, 'zh')];
  return [vendor.id, code, category, ...rules, ...sentences.flatMap(({ en, zh }) => [en, zh])].join('\n').toLowerCase();
}

/** Words between the punctuation of sentences, JSON and query strings; of a recovery ticket its code. */
function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s"'`=:,;&?|{}()[\]<>，。：；、？（）“”]+/)
    .map((word) => /^tr?error_(\d{4})_/.exec(word)?.[1] ?? word.replace(/^\.+|[.!]+$/g, ''))
    .filter(Boolean);
}
