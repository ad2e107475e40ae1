import { parseRecoveryTicket } from '../../src/recovery-ticket.js';
import { code, descriptionList, type Row } from './description-list.js';
import { element } from './element.js';
import { say } from './language.js';
import { ticketCodeMeaning } from './ticket-codes.js';

/** A recovery ticket taken apart, or null when the text is none. */
export function ticketView(text: string): HTMLElement | null {
  const ticket = parseRecoveryTicket(text);
  if (!ticket) return null;
  const issuedAt = new Date(ticket.issuedAt);
  const rows: Row[] = [
    [
      say('Prefix', '前缀'),
      element(
        'span',
        {},
        code(ticket.prefix),
        ticket.prefix === 'terror' ? say(' (the vendor’s older form)', '（厂商较早的形式）') : '',
      ),
    ],
    [say('Code', '错误码'), element('span', {}, code(String(ticket.code)), ` ${ticketCodeMeaning(ticket.code)}`)],
    [say('Id', '标识'), code(ticket.id)],
    [say('Issued', '签发时间'), element('time', { datetime: issuedAt.toISOString() }, issuedAt.toLocaleString())],
  ];
  if (ticket.sid) rows.push([say('Session', '会话'), code(ticket.sid)]);
  return element(
    'div',
    { class: 'ticket-view' },
    element('p', { class: 'ticket' }, code(text)),
    descriptionList(rows),
    element(
      'p',
      { class: 'note' },
      say(
        'Every part is public or made up by whoever sends it: a ticket reports an outage and proves nothing.',
        '每一部分都是公开的，或由发送者编造：票据报告故障，什么也证明不了。',
      ),
    ),
  );
}
