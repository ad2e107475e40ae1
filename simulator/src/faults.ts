/** What can go wrong between the page and the answer, and in a script's body. Any place takes any of them. */
export const FAULTS = [
  'ok',
  'refused',
  'dns',
  'hang',
  'hang_after_headers',
  'drip_endless',
  'drip_slow',
  'reset',
  'reset_midbody',
  'truncated',
  'truncated_no_length',
  '404',
  '503',
  'html',
  'html_nosniff',
  'wrong_mime',
  'empty',
  '204',
  'redirect_loop',
  'bad_gzip',
  'syntax_error',
  'throws',
  'throws_after',
  'global_missing',
  'wrong_global',
] as const;

/** Answers of Aliyun's Init that are faults of their own: place `config` only. */
export const INIT_FAULTS = [
  'code_IllegalUserTag',
  'code_IllegalCertifyId',
  'code_IllegalScene',
  'code_Forbidden.AccountAccessDenied',
  'code_Throttling',
  'code_ThrottlingByStrategy',
  'limit_flow',
  '403_auth',
] as const;

export type InitFault = (typeof INIT_FAULTS)[number];
/** `late_1.5` arrives whole after one and a half seconds. */
export type LateFault = `late_${number}`;
export type Fault = (typeof FAULTS)[number] | InitFault | LateFault;

const LATE = /^late_(\d{1,4}(?:\.\d{1,3})?)$/;

export function isFault(word: string): word is Fault {
  return isInitFault(word) || FAULTS.some((fault) => fault === word) || LATE.test(word);
}

export function isInitFault(word: string): word is InitFault {
  return INIT_FAULTS.some((fault) => fault === word);
}

export function isLateFault(fault: Fault): fault is LateFault {
  return LATE.test(fault);
}

/** Delay of a `late_<n>` fault in milliseconds. */
export function latenessOf(fault: LateFault): number {
  return Number(LATE.exec(fault)?.[1] ?? 0) * 1000;
}

/** The fault of the nth request (from 0): the last of a list repeats, no list is `ok`. */
export function nthFault(faults: readonly Fault[] | undefined, n: number): Fault {
  return faults?.[Math.min(n, faults.length - 1)] ?? 'ok';
}

/**
 * The faults of a list that the server makes, of later requests than the entry script's. A vendor script makes `refused`
 * and `dns` itself by asking a host that is not there, so the server must not count them.
 */
export function faultsMadeByServer(faults: readonly Fault[] | undefined): readonly Fault[] | undefined {
  return faults?.filter((fault) => fault !== 'refused' && fault !== 'dns');
}
