import { formatRecoveryTicket } from '../../recovery-ticket.js';
import { randomRandstr } from '../../session/recovery.js';
import type { Signature } from './signature.js';

/** Why the page gets a ticket of ours, in the numbers and words of Tencent's table (docs/vendors/tencent.md, T-CODES). */
export const disasters = {
  notLoaded: { errorCode: 1001, errorMessage: 'jsload_error' },
  notShown: { errorCode: 1002, errorMessage: 'captcha_show_timeout' },
  threw: { errorCode: 1005, errorMessage: 'framejs_run_error' },
} as const;

export type Disaster = (typeof disasters)[keyof typeof disasters];

/** What Tencent documents for a captcha that could not be shown. It proves nothing: everybody can write one. */
export function disasterResult({ appId, options }: Signature, disaster: Disaster): Record<string, unknown> {
  const { bizState } = options;
  return {
    ret: 0,
    ticket: formatRecoveryTicket(disaster.errorCode, appId, Date.now()),
    randstr: randomRandstr(),
    ...disaster,
    appid: appId,
    ...(bizState !== undefined && { bizState }),
  };
}
