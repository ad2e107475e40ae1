import type { Sentence } from '../../src/error-catalog/index.js';
import { catalogVendors, categoryTexts, placeNames, retryText, type Language } from './catalog-words.js';
import { searchCodes, type CodeMatch } from './code-search.js';
import { code, descriptionList } from './description-list.js';
import { element } from './element.js';
import { language } from './language.js';

const words = {
  title: { en: 'What does this code mean?', zh: '这个错误码是什么意思？' },
  hint: {
    en: 'Every documented error code of five systems. Type a code or words, or paste a line of a log.',
    zh: '五个系统的全部已知错误码。输入错误码或文字，也可以粘贴一行日志。',
  },
  vendor: { en: 'System', zh: '系统' },
  all: { en: 'All', zh: '全部' },
  search: { en: 'Code or words', zh: '错误码或文字' },
  results: { en: 'Codes that fit', zh: '匹配的错误码' },
  todo: { en: 'What to do: ', zh: '处理方法：' },
  category: { en: 'Category', zh: '类别' },
  retry: { en: 'Try again', zh: '重试' },
} satisfies Record<string, Sentence>;

/** How many are listed before the rest is asked for. */
const firstFew = 8;

/** Fills a section with a search over the error catalogue. In the language of the page. */
export function createCodePanel(section: HTMLElement): void {
  const title = element('h2', { id: 'codes-title' }, words.title[language]);
  const hint = element('p', { class: 'hint' }, words.hint[language]);
  const vendor = element('select', { id: 'codes-vendor', 'data-testid': 'codes-vendor' });
  vendor.append(
    element('option', { value: '' }, words.all[language]),
    ...catalogVendors.map(({ id, name }) => element('option', { value: id }, name[language])),
  );
  const search = element('input', {
    id: 'codes-search',
    type: 'search',
    maxlength: '500',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    placeholder: '1006',
    'data-testid': 'codes-search',
  });
  const count = element('p', { class: 'code-count', role: 'status', 'data-testid': 'codes-count' });
  const list = element('ul', {
    class: 'code-list',
    'data-testid': 'codes-list',
    tabindex: '-1',
    'aria-label': words.results[language],
  });
  const more = element('button', { type: 'button', class: 'code-more', 'data-testid': 'codes-more' });

  const matches = () => searchCodes(catalogVendors, { vendor: vendor.value, text: search.value });
  const show = (limit = firstFew) => {
    const found = matches();
    const isAsked = vendor.value !== '' || search.value.trim() !== '';
    const shown = isAsked ? found.slice(0, limit) : [];
    list.replaceChildren(...shown.map((match) => entryView(match, language)));
    count.textContent = countText(found.length, shown.length, isAsked, language);
    const rest = isAsked ? found.length - shown.length : 0;
    more.hidden = rest === 0;
    more.textContent = { en: `Show ${rest} more`, zh: `再显示 ${rest} 个` }[language];
  };
  search.addEventListener('input', () => show());
  vendor.addEventListener('change', () => show());
  more.addEventListener('click', () => {
    const seen = list.childElementCount;
    show(Infinity);
    // The button is gone: the reader goes on where the new ones begin.
    const next = list.children[seen];
    if (next instanceof HTMLElement) next.focus();
  });

  section.replaceChildren(
    title,
    hint,
    element(
      'div',
      { class: 'code-query', role: 'search', 'aria-labelledby': title.id },
      field(element('label', { for: vendor.id }, words.vendor[language]), vendor),
      field(element('label', { for: search.id }, words.search[language]), search),
    ),
    count,
    list,
    more,
  );
  show();
}

const field = (label: HTMLElement, control: HTMLElement) => element('div', { class: 'field' }, label, control);

function countText(found: number, shown: number, isAsked: boolean, language: Language): string {
  if (!isAsked) return { en: `${found} codes are listed.`, zh: `共收录 ${found} 个错误码。` }[language];
  if (found === 0) {
    return {
      en: 'No code fits. An unknown code is kept as it is, and nothing is repeated for it.',
      zh: '没有匹配的错误码。未知的错误码会原样保留，不会因此重试。',
    }[language];
  }
  const rest = shown < found;
  return {
    en: `${found} ${found === 1 ? 'code fits' : 'codes fit'}${rest ? `, the first ${shown} are shown` : ''}.`,
    zh: `有 ${found} 个错误码匹配${rest ? `，显示前 ${shown} 个` : ''}。`,
  }[language];
}

function entryView({ vendor, entry }: CodeMatch, language: Language): HTMLElement {
  const places = entry.where.map((place) => placeNames[place][language]);
  const category = element(
    'span',
    {},
    code(entry.category),
    element('span', { class: 'code-gloss' }, categoryTexts[entry.category][language]),
  );
  return element(
    'li',
    { class: 'code-entry', 'data-code': entry.code, 'data-vendor': vendor.id, tabindex: '-1' },
    element(
      'h3',
      {},
      code(entry.code),
      ' ',
      element('span', { class: 'code-source' }, [vendor.name[language], ...places].join(' · ')),
    ),
    element('p', { class: 'code-meaning' }, entry.meaning[language]),
    element('p', {}, element('strong', {}, words.todo[language]), entry.advice[language]),
    descriptionList([
      [words.category[language], category],
      [words.retry[language], retryText(entry.retry, language)],
    ]),
  );
}
