import { element } from './element.js';
import { say } from './language.js';

/** Between these, a page of HTML has what is its own. */
const SHOWN = /<!-- shown -->\n([^]*?) *<!-- end of shown -->/;

/** A card with what the page consists of, as a developer writes it: a file, or the part of the page that is marked. */
export function sourceCard(file: string | undefined): HTMLElement {
  const source = element('pre', {
    id: 'source',
    tabindex: '0',
    'aria-labelledby': 'source-title',
    'data-testid': 'source',
  });
  void readSource(file).then((text) => (source.textContent = text));
  return element(
    'section',
    { class: 'card', 'aria-labelledby': 'source-title' },
    element('h2', { id: 'source-title' }, say('All that the page needs', '页面需要的全部代码')),
    source,
    element(
      'p',
      { class: 'note' },
      say(
        'The library on this page takes the simulated vendors for the real ones; nothing else is special.',
        '本页的库把模拟的厂商当作真实的厂商；除此之外没有特别之处。',
      ),
    ),
  );
}

async function readSource(file: string | undefined): Promise<string> {
  const text = await (await fetch(file ?? location.pathname)).text();
  return file === undefined ? ownPart(text) : text.trim();
}

/** Without what the demo adds: the Chinese texts and the place of its builds. */
function ownPart(page: string): string {
  const [, shown = ''] = SHOWN.exec(page) ?? [];
  const [indent = ''] = /^ */.exec(shown) ?? [];
  return shown
    .replaceAll(new RegExp(`^${indent}`, 'gm'), '')
    .replaceAll(/\s+data-zh="[^"]*"/g, '')
    .replaceAll('"/build/', '"/')
    .trim();
}
