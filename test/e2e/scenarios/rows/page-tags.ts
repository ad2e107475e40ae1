import { passed, type Expected } from '../expected.js';
import { rowOf, VENDORS, type PageTerms, type Row, type RowPage } from '../row.js';
import type { Fault } from 'captcha-failover-simulator/cases';

const tag = (url: string, attributes: string) =>
  `<script data-own ${attributes} src="${url.replaceAll('&', '&amp;')}"></script>`;
const ownTag =
  (attributes = '') =>
  ({ urls: [url = ''] }: PageTerms): RowPage => ({ head: tag(url, attributes) });

/** The page's own tag for the vendor's script, and tags that look like it. */
const WAYS: readonly {
  name: string;
  entry?: readonly Fault[];
  page: (terms: PageTerms) => RowPage;
  isEarly?: true;
  expected?: Partial<Expected>;
}[] = [
  { name: 'the global is there already', page: ownTag(), expected: { attempts: 0, requests: { entry: 1 } } },
  {
    name: "the page's own tag is pending",
    entry: ['late_1.2'],
    page: ownTag('async'),
    isEarly: true,
    expected: { attempts: 1, requests: { entry: 1 } },
  },
  {
    name: "the page's own tag is pending, and never answered",
    entry: ['hang', 'ok'],
    page: ownTag('async'),
    isEarly: true,
    expected: { attempts: 2, requests: { entry: 2 } },
  },
  {
    name: "the page's own tag is dead by a 404",
    entry: ['404', 'ok'],
    page: ownTag(),
    expected: { attempts: 1, requests: { entry: 2 } },
  },
  {
    name: "the page's own tag is dead by an empty answer",
    entry: ['empty', 'ok'],
    page: ownTag(),
    expected: { attempts: 1, requests: { entry: 2 } },
  },
  {
    name: "the page's own tag is dead by a throw",
    entry: ['throws', 'ok'],
    page: ownTag(),
    expected: { attempts: 1, requests: { entry: 2 } },
  },
  ...['type="text/plain" data-category="functional"', 'type="application/json"', 'nomodule'].map((attributes) => ({
    name: `a tag of the page that never runs: ${attributes}`,
    page: ownTag(attributes),
    expected: { attempts: 1, requests: { entry: 1 } },
  })),
  {
    name: 'a pending tag of another host with the same file name',
    page: ({ hanging, urls: [url = ''] }) => ({ head: tag(hanging + new URL(url).pathname, 'async') }),
    isEarly: true,
    expected: { attempts: 1, requests: { entry: 1 } },
  },
  {
    name: 'the page has a /js/captcha.js of its own',
    page: () => ({ head: tag('/js/captcha.js', '') }),
    expected: { attempts: 1, requests: { entry: 1 } },
  },
];

export const pageTagRows: readonly Row[] = WAYS.flatMap(({ name, entry, page, isEarly, expected }) =>
  VENDORS.map((vendor) =>
    rowOf(
      name,
      vendor,
      entry ? { entry } : {},
      { ...passed, ...expected },
      {
        page,
        options: { retry: { limit: 1, timeout: 2500 } },
        ...(isEarly && { isEarly }),
      },
    ),
  ),
);
