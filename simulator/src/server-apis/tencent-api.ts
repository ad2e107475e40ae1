import { parseRecoveryTicket } from '../../../src/recovery-ticket.js';
import { SIMULATED_CREDENTIALS } from './credentials.js';
import { headerOf, jsonAnswer, type ServerApi, type ServerApiAnswer, type ServerApiRequest } from './server-api.js';
import { tc3Fault } from './tc3-signature.js';
import { readTencentTicket } from './tencent-tickets.js';

const KEYS = SIMULATED_CREDENTIALS.tencent;
const MAX_AGE_MS = 5 * 60_000;
const CAPTCHA_TYPE = 9;

/** DescribeCaptchaResult of captcha.tencentcloudapi.com: all answers have HTTP status 200. */
export const tencentServerApi: ServerApi = {
  answer(request) {
    const fault = callFault(request) ?? tc3Fault(request, KEYS);
    if (fault) return refusal(fault);
    const fields = fieldsOf(request.body);
    return typeof fields === 'string' ? refusal(fields) : describe(fields, request);
  },
  fault: refusal,
  verdict: (code) => verdict(Number(code)),
};

interface Fields {
  Ticket: string;
  Randstr: string;
  CaptchaAppId: number;
  AppSecretKey: string;
}

function describe({ Ticket, Randstr, CaptchaAppId, AppSecretKey }: Fields, { used }: ServerApiRequest) {
  const appId = String(CaptchaAppId);
  if (Ticket.startsWith('trerror')) return verdict(parseRecoveryTicket(Ticket)?.id === appId ? 21 : 16);
  const ticket = readTencentTicket(Ticket);
  if (!ticket) return verdict(15);
  if (AppSecretKey !== KEYS.appSecretKey) return verdict(100);
  if (ticket.appId !== appId) return verdict(16);
  if (ticket.randstr !== Randstr) return verdict(7);
  if (Date.now() - ticket.issuedAt > MAX_AGE_MS) return verdict(8);
  if (!used.isFirstUse(Ticket)) return verdict(9);
  return verdict(ticket.code, ticket.evilLevel);
}

function callFault(request: ServerApiRequest): string | undefined {
  if (request.method !== 'POST' || request.path !== '/') return 'InvalidRequest';
  if (headerOf(request, 'x-tc-version') !== '2019-07-22') return 'InvalidParameterValue';
  return headerOf(request, 'x-tc-action') === 'DescribeCaptchaResult' ? undefined : 'InvalidAction';
}

/** The fields, or the code of what is wrong with them. */
function fieldsOf(body: string): Fields | string {
  const fields = JSON.parse(body) as Record<string, unknown>;
  const { CaptchaType, Ticket, UserIp, Randstr, CaptchaAppId, AppSecretKey } = fields;
  if ([CaptchaType, Ticket, UserIp, Randstr, CaptchaAppId, AppSecretKey].includes(undefined)) return 'MissingParameter';
  // A number here, a string in the browser.
  if (CaptchaType !== CAPTCHA_TYPE || typeof CaptchaAppId !== 'number') return 'InvalidParameterValue';
  const isTexts = [Ticket, UserIp, Randstr, AppSecretKey].every((value) => typeof value === 'string');
  return isTexts ? (fields as unknown as Fields) : 'InvalidParameterValue';
}

function verdict(code: number, evilLevel = 0): ServerApiAnswer {
  const seconds = Math.floor(Date.now() / 1000);
  return respond({
    CaptchaCode: code,
    CaptchaMsg: code === 1 ? 'OK' : `simulated ${code}, see the documentation`,
    EvilLevel: evilLevel,
    GetCaptchaTime: 0,
    EvilBitmap: null,
    SubmitCaptchaTime: seconds,
    DeviceRiskCategory: null,
    Score: 0,
  });
}

function refusal(code: string): ServerApiAnswer {
  return respond({ Error: { Code: code, Message: `simulated ${code}` } });
}

function respond(fields: object): ServerApiAnswer {
  return jsonAnswer({ Response: { ...fields, RequestId: crypto.randomUUID() } });
}
