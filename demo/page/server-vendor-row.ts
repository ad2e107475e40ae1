import type { ServerState } from '../server-routes.js';
import { element } from './element.js';
import { say } from './language.js';
import { serverVendorNames } from './names.js';

type SeenVendor = ServerState['vendors'][number];

export interface VendorRow {
  item: HTMLElement;
  /** Shows what the server sees. The sentence is there when the state is another than before. */
  show(seen: SeenVendor): string | undefined;
}

const meanings: Record<SeenVendor['state'], string> = {
  healthy: say('It answers. Recovery tickets are refused.', '有应答。容灾票据会被拒绝。'),
  suspected: say('Being asked. Nobody is let in unchecked yet.', '正在探测。未经验证的还不会放行。'),
  outage: say('Seen down by the server itself.', '服务端自己看到它出了故障。'),
};

/** One vendor: its state in the server's eyes, and the switch that takes it down. */
export function createVendorRow(vendor: SeenVendor['vendor'], setDown: (down: boolean) => Promise<void>): VendorRow {
  const name = serverVendorNames[vendor];
  const badge = element('span', { class: 'badge', 'data-testid': `server-state-${vendor}` });
  const meaning = element('p', { class: 'server-meaning' });
  const why = element('p', { class: 'server-why' });
  const input = element('input', { type: 'checkbox', role: 'switch', 'data-testid': `server-down-${vendor}` });
  let before: string | undefined;
  /** While the server has not answered, the switch shows what was asked for. */
  let pending = false;

  input.addEventListener('change', () => {
    pending = true;
    setDown(input.checked)
      .catch(() => (input.checked = !input.checked))
      .finally(() => (pending = false));
  });

  return {
    item: element(
      'li',
      { class: 'server-vendor' },
      element('div', { class: 'server-vendor-head' }, element('h3', {}, name), badge),
      meaning,
      why,
      element('label', { class: 'switch' }, input, element('span', {}, say(`${name} down`, `让${name}出故障`))),
    ),
    show({ state, since, why: reason, down }) {
      badge.textContent = state;
      badge.dataset.state = state;
      meaning.textContent = meanings[state];
      why.replaceChildren(
        say(
          `Since ${new Date(since).toLocaleTimeString('en-GB')}: `,
          `自 ${new Date(since).toLocaleTimeString('en-GB')}：`,
        ),
        element('code', {}, reason || say('nothing to report', '无')),
      );
      if (!pending) input.checked = down;
      const changed = before !== undefined && before !== state;
      before = state;
      return changed
        ? say(`${name} is now “${state}” in the server’s eyes.`, `在服务端看来，${name}现在是 ${state}。`)
        : undefined;
    },
  };
}
