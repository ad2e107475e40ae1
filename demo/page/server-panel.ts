import type { FloodResult } from '../forged-flood.js';
import type { ServerState } from '../server-routes.js';
import { element } from './element.js';
import { incidentText } from './incident-text.js';
import type { Answer } from './login-request.js';
import { pollWhileBusy } from './poll-while-busy.js';
import { readServerState, sendForgedTickets, takeDown } from './server-api.js';
import { createVendorRow, type VendorRow } from './server-vendor-row.js';
import { verdictView } from './verdict-view.js';

export interface ServerPanel {
  /** A sign-in was answered: its verdict is shown, and what it set off in the server. */
  showVerdict(answer: Answer): void;
}

const FLOOD = 2000;

const words = {
  lead: 'The demo’s server runs captcha-failover/server. It asks the vendors itself, through their own SDKs, and believes nothing that a browser says.',
  hint: 'To see an outage: take both vendors down and sign in. The first tries are refused; after about 10 s the server has seen the outage itself, and the form, which asks again, is let in unchecked. The end of an outage is seen as slowly.',
  idle: 'Recovery tickets are easy to forge. Send some and see how many get in.',
  flooding: `Sending ${FLOOD.toLocaleString('en')} forged tickets.`,
  noAnswer: 'The server did not answer. Please try again.',
  noVerdict: 'Nobody has signed in yet.',
};

const incidentCount = (count: number) => `Incidents that a person would hear of (${count})`;

/** Fills a section with the server's side: what it sees of each vendor, its latest verdict, and ways to test it. */
export function createServerPanel(section: HTMLElement): ServerPanel {
  const rows = new Map<string, VendorRow>();
  const list = element('ul', { class: 'server-vendors', 'aria-label': 'Vendors as the server sees them' });
  const news = element('p', { class: 'server-news', role: 'status', 'data-testid': 'server-news' });
  const verdict = element('div', { 'data-testid': 'server-verdict' });
  const floodButton = element(
    'button',
    { type: 'button', 'data-testid': 'server-flood' },
    `Send ${FLOOD.toLocaleString('en')} forged tickets`,
  );
  const floodResult = element('div', { class: 'flood-result', role: 'status', 'data-testid': 'server-flood-result' });
  const incidentTitle = element('summary', {}, incidentCount(0));
  const incidentList = element('ol', { class: 'incident-list', 'data-testid': 'server-incidents' });

  const show = (state: ServerState): boolean => {
    const changes: string[] = [];
    for (const seen of state.vendors) {
      let row = rows.get(seen.vendor);
      if (!row) {
        row = createVendorRow(seen.vendor, async (down) => {
          await takeDown(seen.vendor === 'aliyun' ? 'aliyun' : 'tencent', down);
          poll.soon();
        });
        rows.set(seen.vendor, row);
        list.append(row.item);
      }
      const change = row.show(seen);
      if (change) changes.push(change);
    }
    // Only what has changed is announced.
    if (changes.length > 0) news.textContent = changes.join(' ');
    incidentTitle.textContent = incidentCount(state.incidents.length);
    incidentList.replaceChildren(
      ...[...state.incidents].reverse().map((incident) => element('li', {}, ...incidentText(incident))),
    );
    return state.vendors.some(({ state: name, down }) => down || name !== 'healthy');
  };

  const poll = pollWhileBusy(async () => {
    try {
      return show(await readServerState());
    } catch {
      news.textContent = words.noAnswer;
      return false;
    }
  });

  floodButton.addEventListener('click', () => {
    // Not disabled, so that it keeps the focus.
    if (floodButton.getAttribute('aria-disabled') === 'true') return;
    floodButton.setAttribute('aria-disabled', 'true');
    floodResult.replaceChildren(words.flooding);
    sendForgedTickets(FLOOD)
      .then(
        (result) => floodResult.replaceChildren(...floodView(result)),
        () => floodResult.replaceChildren(words.noAnswer),
      )
      .finally(() => {
        floodButton.removeAttribute('aria-disabled');
        poll.soon();
      });
  });

  const showVerdict = (answer: Answer | undefined) => {
    verdict.replaceChildren(
      answer === undefined ? element('p', { class: 'empty' }, words.noVerdict) : verdictView(answer),
    );
  };

  floodResult.append(words.idle);
  showVerdict(undefined);
  section.replaceChildren(
    element('h2', { id: 'server-title' }, 'The server’s side'),
    element('p', { class: 'hint' }, words.lead),
    list,
    news,
    element('p', { class: 'note' }, words.hint),
    element(
      'div',
      { class: 'server-parts' },
      element('section', {}, element('h3', {}, 'Verdict on the latest sign-in'), verdict),
      element('section', {}, element('h3', {}, 'A flood of forged tickets'), floodButton, floodResult),
    ),
    element('details', {}, incidentTitle, incidentList),
  );
  poll.soon();
  return {
    showVerdict(answer) {
      showVerdict(answer);
      poll.soon();
    },
  };
}

function floodView({ sent, accepted, reasons, tookMs }: FloodResult): Node[] {
  const counts = Object.entries(reasons).sort(([, a], [, b]) => b - a);
  return [
    element(
      'p',
      { class: 'flood-sum', 'data-accepted': String(accepted) },
      `${accepted} of ${sent.toLocaleString('en')} got in. Judged in ${Math.round(tookMs)} ms.`,
    ),
    element(
      'ul',
      { class: 'reason-counts' },
      ...counts.map(([reason, count]) =>
        element('li', {}, element('code', {}, reason), ` ${count.toLocaleString('en')}`),
      ),
    ),
  ];
}
