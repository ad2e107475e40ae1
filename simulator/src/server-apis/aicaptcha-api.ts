import { readAicaptchaResponse } from './aicaptcha-responses.js';
import { SIMULATED_CREDENTIALS } from './credentials.js';
import { jsonAnswer, type ServerApi, type ServerApiAnswer, type ServerApiRequest } from './server-api.js';

const PATH = '/siteverify';
/** The vendor names no age; this one is ours. */
const MAX_AGE_MS = 5 * 60_000;

/** siteverify of api1.aicaptcha.net. */
export const aicaptchaServerApi: ServerApi = {
  answer(request) {
    if (request.method !== 'POST' || request.path !== PATH) return { status: 404, body: 'Not found\n' };
    return verdict(reasonOf(request));
  },
  fault: verdict,
  verdict,
};

/** Empty for a pass. */
function reasonOf({ body, used }: ServerApiRequest): string {
  const form = new URLSearchParams(body);
  const text = form.get('response') ?? '';
  if (form.get('secret') !== SIMULATED_CREDENTIALS.aicaptcha.secret) return 'sitekey_invalid';
  const response = readAicaptchaResponse(text);
  if (!response) return 'decrypt_fail';
  if (Date.now() - response.issuedAt > MAX_AGE_MS) return 'tno_expired';
  return used.isFirstUse(text) ? response.reason : 'payload_used';
}

function verdict(reason: string): ServerApiAnswer {
  return jsonAnswer({ status: 'success', result: reason ? 'fail' : 'success', reason });
}
