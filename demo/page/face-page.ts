import { faultLinks } from './fault-links.js';
import { sourceCard } from './page-source.js';
import { answerLine } from './post-by-fetch.js';
import { toldList } from './told-list.js';

/**
 * What every small page has around its own part: what came of it, links that break its vendors, and its source. The page
 * says by `data-vendors` how many it has, and by `data-source` which file it shows instead of itself.
 */
const main = document.querySelector<HTMLElement>('main.face');
const { vendors, source } = main?.dataset ?? {};
const hasTwo = vendors === '2';
main?.querySelector('#try')?.append(hasTwo ? answerLine() : toldList(), faultLinks(hasTwo ? 2 : 1));
main?.append(sourceCard(source));

// On a telephone the links to the pages are wider than the screen.
document.querySelector('nav [aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
