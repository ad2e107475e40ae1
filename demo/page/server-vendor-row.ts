import type { ServerState } from '../server-routes.js';
import { element } from './element.js';
import { serverVendorNames } from './names.js';

type SeenVendor = ServerState['vendors'][number];

export interface VendorRow {
  item: HTMLElement;
  /** Shows what the server sees. The sentence is there when the state is another than before. */
  show(seen: SeenVendor): string | undefined;
}

const meanings: Record<SeenVendor['state'], string> = {
  healthy: 'It answers. Recovery tickets are refused.',
  suspected: 'Being asked. Nobody is let in unchecked yet.',
  outage: 'Seen down by the server itself.',
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
      element('label', { class: 'switch' }, input, element('span', {}, `Take ${name} down`)),
    ),
    show({ state, since, why: reason, down }) {
      badge.textContent = state;
      badge.dataset.state = state;
      meaning.textContent = meanings[state];
      why.replaceChildren(
        `Since ${new Date(since).toLocaleTimeString('en-GB')}: `,
        element('code', {}, reason || 'nothing to report'),
      );
      if (!pending) input.checked = down;
      const changed = before !== undefined && before !== state;
      before = state;
      return changed ? `${name} is now “${state}” in the server’s eyes.` : undefined;
    },
  };
}
