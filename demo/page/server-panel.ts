import type { Vendor } from '../../src/index.js';
import type { FloodResult } from '../forged-flood.js';
import type { ServerState } from '../server-routes.js';
import { element } from './element.js';
import { incidentText } from './incident-text.js';
import { say } from './language.js';
import type { Answer } from './login-request.js';
import { pollWhileBusy } from './poll-while-busy.js';
import { readServerState, sendForgedTickets, takeDown } from './server-api.js';
import { createVendorRow, type VendorRow } from './server-vendor-row.js';
import { verdictView } from './verdict-view.js';

export interface ServerPanel {
  /** A sign-in was answered: its verdict is shown, and what it set off in the server. */
  showVerdict(answer: Answer): void;
  /** Takes vendors down, and brings the others back, for the server and for every browser. */
  setDown(down: readonly Vendor[]): void;
}

const FLOOD = 2000;

const words = {
  lead: say(
    'The demo’s server runs captcha-failover/server. It asks the vendors itself, through their own SDKs, and believes nothing that a browser says.',
    '演示的服务端运行 captcha-failover/server，用厂商自己的 SDK 向厂商核实，浏览器说的一概不信。',
  ),
  hint: say(
    'To see an outage: choose “Both down” and sign in. The first tries are refused; after about 10 s the server has seen the outage itself, and the form, which asks again, is let in unchecked. The end of an outage is seen as slowly.',
    '想看故障：选择“两家都出故障”并登录。最初几次会被拒绝；大约 10 秒后服务端自己看到了故障，自动再次提交的表单就会未经验证而放行。故障结束也要过这么久才能看到。',
  ),
  idle: say(
    'Recovery tickets are easy to forge. Send some and see how many get in.',
    '容灾票据很容易伪造。发送一些，看看有多少能放行。',
  ),
  flooding: say(
    `Sending ${FLOOD.toLocaleString('en')} forged tickets.`,
    `正在发送 ${FLOOD.toLocaleString('en')} 张伪造的票据。`,
  ),
  noAnswer: say('The server did not answer. Please try again.', '服务端没有应答，请重试。'),
  noVerdict: say('Nobody has signed in yet.', '还没有人登录。'),
};

const incidentCount = (count: number) =>
  say(`Alerts to the site’s owner (${count})`, `发给网站管理者的告警（${count}）`);

/** Fills a section with the server's side: what it sees of each vendor, its latest verdict, and ways to test it. */
export function createServerPanel(section: HTMLElement): ServerPanel {
  const rows = new Map<string, VendorRow>();
  const list = element('ul', {
    class: 'server-vendors',
    'aria-label': say('Vendors as the server sees them', '服务端眼中的厂商'),
  });
  const news = element('p', { class: 'server-news', role: 'status', 'data-testid': 'server-news' });
  const verdict = element('div', { 'data-testid': 'server-verdict' });
  const floodButton = element(
    'button',
    { type: 'button', 'data-testid': 'server-flood' },
    say(`Send ${FLOOD.toLocaleString('en')} forged tickets`, `发送 ${FLOOD.toLocaleString('en')} 张伪造的票据`),
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
    element('h2', { id: 'server-title' }, say('The server’s side', '服务端')),
    element('p', { class: 'hint' }, words.lead),
    list,
    news,
    element('p', { class: 'note' }, words.hint),
    element(
      'div',
      { class: 'server-parts' },
      element('section', {}, element('h3', {}, say('Verdict on the latest sign-in', '对最近一次登录的判定')), verdict),
      element(
        'section',
        {},
        element('h3', {}, say('A flood of forged tickets', '大量伪造的票据')),
        floodButton,
        floodResult,
      ),
    ),
    element('details', {}, incidentTitle, incidentList),
  );
  poll.soon();
  return {
    showVerdict(answer) {
      showVerdict(answer);
      poll.soon();
    },
    setDown(down) {
      const vendors = ['tencent', 'aliyun'] as const;
      Promise.all(vendors.map((vendor) => takeDown(vendor, down.includes(vendor)))).then(
        () => poll.soon(),
        () => (news.textContent = words.noAnswer),
      );
    },
  };
}

function floodView({ sent, accepted, reasons, tookMs }: FloodResult): Node[] {
  const counts = Object.entries(reasons).sort(([, a], [, b]) => b - a);
  return [
    element(
      'p',
      { class: 'flood-sum', 'data-accepted': String(accepted) },
      say(
        `${accepted} of ${sent.toLocaleString('en')} got in. Judged in ${Math.round(tookMs)} ms.`,
        `${sent.toLocaleString('en')} 张中放行了 ${accepted} 张，判定用时 ${Math.round(tookMs)} ms。`,
      ),
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
