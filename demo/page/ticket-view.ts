import { parseRecoveryTicket } from '../../src/recovery-ticket.js';
import { code, descriptionList, type Row } from './description-list.js';
import { element } from './element.js';
import { ticketCodeMeaning } from './ticket-codes.js';

/** A recovery ticket taken apart, or null when the text is none. */
export function ticketView(text: string): HTMLElement | null {
  const ticket = parseRecoveryTicket(text);
  if (!ticket) return null;
  const issuedAt = new Date(ticket.issuedAt);
  const rows: Row[] = [
    [
      'Prefix',
      element('span', {}, code(ticket.prefix), ticket.prefix === 'terror' ? ' (the vendor’s older form)' : ''),
    ],
    ['Code', element('span', {}, code(String(ticket.code)), ` ${ticketCodeMeaning(ticket.code)}`)],
    ['Id', code(ticket.id)],
    ['Issued', element('time', { datetime: issuedAt.toISOString() }, issuedAt.toLocaleString())],
  ];
  if (ticket.sid) rows.push(['Session', code(ticket.sid)]);
  return element(
    'div',
    { class: 'ticket-view' },
    element('p', { class: 'ticket' }, code(text)),
    descriptionList(rows),
    element(
      'p',
      { class: 'note' },
      'Every part is public or made up by whoever sends it: a ticket reports an outage and proves nothing.',
    ),
  );
}
