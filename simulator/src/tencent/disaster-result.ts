import type { TencentCode } from '../case.js';
import { simulation } from './simulation.js';
import type { CaptchaResult } from './vendor-contract.js';

/** The lower-cased internal names. 1085 has no known one. */
const NAMES: Record<TencentCode, string> = {
  1002: 'captcha_show_timeout',
  1003: 'framejs_load_timeout',
  1004: 'framejs_load_error',
  1005: 'framejs_run_error',
  1006: 'get_captcha_config_request_error',
  1007: 'pre_template_load_timeout',
  1008: 'iframe_load_timeout',
  1009: 'lib_jq_load_error',
  1010: 'captcha_js_load_error',
  1011: 'captcha_js_run_error',
  1012: 'refresh_error',
  1013: 'verify_error',
  1014: 'rate_limit',
  1085: 'invisible_verify_error',
};

/** The vendor's own fail-over: `ret` 0 with a ticket that anyone could write. */
export function disasterResult(code: TencentCode, appid: string, sid?: string): CaptchaResult {
  const prefix = simulation.behave === 'terror' ? 'terror' : 'trerror';
  const ticket = [prefix, code, appid, Math.floor(Date.now() / 1000)].join('_');
  return {
    ret: 0,
    randstr: `@${Math.random().toString(36).slice(2)}`,
    ticket: sid ? `${ticket}_${sid}` : ticket,
    errorCode: code,
    errorMessage: NAMES[code],
  };
}
