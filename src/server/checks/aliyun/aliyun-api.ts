import type { AliyunSite } from '../../sites.js';
import { cleanCode, faultMeaning, verdictMeaning } from '../code-tables.js';
import { networkCode } from '../network-codes.js';
import { ownField } from '../own-field.js';
import { exportsWith } from '../peers.js';
import type { Reply, VerdictMeaning } from '../reply.js';
import { safeUrl } from '../safe-url.js';
import { canaryLimit, type Vendor, type VendorApi } from '../vendor-api.js';
import { ALIYUN_FAULTS, isThrottling } from './fault-codes.js';
import { ALIYUN_VERDICTS } from './verdict-codes.js';

const SDK = '@alicloud/captcha20230305';
const REQUEST = 'VerifyIntelligentCaptchaRequest';
const ORIGINS = {
  cn: 'https://captcha.cn-shanghai.aliyuncs.com',
  sgp: 'https://captcha.ap-southeast-1.aliyuncs.com',
};
/** How far the SDK's own limit stays behind ours, in ms: when both end a call at once, it throws a broken connection. */
const SDK_SLACK_MS = 500;
/** Base64 of a JSON object that names no captcha. */
const DUMMY_PARAM = 'eyJjYW5hcnkiOnRydWV9';
/** Half of a surrogate pair cannot be sent in a form: the SDK would throw. */
const LONE_SURROGATE = /\p{Surrogate}/u;

interface Client {
  verifyIntelligentCaptchaWithOptions: (request: unknown, runtime: object) => Promise<unknown>;
}
type ClientClass = new (config: object) => Client;
type RequestClass = new (fields: { captchaVerifyParam: string; sceneId: string }) => unknown;

/**
 * VerifyIntelligentCaptcha. Source: docs/vendors/aliyun.md, section 9. The endpoint is always set: without one, the SDK
 * asks a host that the vendor does not document. The SDK takes no proxy.
 *
 * @throws TypeError for an endpoint that cannot be
 */
export function aliyunVendor(site: AliyunSite, timeoutMs: number, allowTestMode: boolean): Vendor {
  const url = safeUrl('endpoint', site.endpoint ?? ORIGINS[site.region ?? 'cn']);
  const { sceneId, accessKeyId, accessKeySecret } = site;

  return {
    peer: SDK,
    connect(loaded): VendorApi {
      const Client = exportsWith(loaded, 'default', SDK)['default'] as ClientClass;
      const Request = exportsWith(loaded, REQUEST, SDK)[REQUEST] as RequestClass;
      const limit = timeoutMs + SDK_SLACK_MS;
      const client = new Client({
        accessKeyId,
        accessKeySecret,
        endpoint: url.host,
        protocol: url.protocol.slice(0, -1),
        connectTimeout: limit,
        readTimeout: limit,
      });

      const verify = async (captchaVerifyParam: string, runtime: object = {}): Promise<Reply> => {
        try {
          const request = new Request({ captchaVerifyParam, sceneId });
          const answer = await client.verifyIntelligentCaptchaWithOptions(request, runtime);
          return replyOf(ownField(answer, 'body'), allowTestMode);
        } catch (error) {
          return failureOf(error);
        }
      };
      return {
        callFor(input) {
          if (!('captchaVerifyParam' in input)) return undefined;
          const { captchaVerifyParam: param } = input;
          const isSendable = typeof param === 'string' && param !== '' && !LONE_SURROGATE.test(param);
          return isSendable ? () => verify(param) : undefined;
        },
        canary({ headers }) {
          const limit = canaryLimit(timeoutMs) + SDK_SLACK_MS;
          return verify(DUMMY_PARAM, { connectTimeout: limit, readTimeout: limit, extendsParameters: { headers } });
        },
        // Whatever code the dummy gets, somebody at the vendor's read it.
        canaryReads: { vendorError: 'up', siteFault: 'up' },
      };
    },
  };
}

/** HTTP 200: also faults of the call come so, without a result. */
function replyOf(body: unknown, allowTestMode: boolean): Reply {
  const success = ownField(body, 'success');
  if (success === false) return faultOf(ownField(body, 'code'));
  const verdict = ownField(body, 'result');
  const isPassed = ownField(verdict, 'verifyResult');
  if (success !== true || typeof isPassed !== 'boolean') return { kind: 'unreadable' };
  const code = cleanCode(ownField(verdict, 'verifyCode'));
  return { kind: 'verdict', code, meaning: meaningOf(code, isPassed, allowTestMode) };
}

/** Code and boolean must agree on a pass: see A-SRV-CODES. */
function meaningOf(code: string, isPassed: boolean, allowTestMode: boolean): VerdictMeaning {
  const listed = verdictMeaning(ALIYUN_VERDICTS, code);
  const meaning = listed === 'test_mode' && allowTestMode ? (code === 'T005' ? 'human' : 'challenge_failed') : listed;
  return meaning === 'human' && !isPassed ? 'challenge_failed' : meaning;
}

function failureOf(error: unknown): Reply {
  const status = ownField(error, 'statusCode');
  if (typeof status === 'number') return refusalOf(error, status);
  // First of the others: its message quotes the body.
  if (error instanceof SyntaxError) return { kind: 'unreadable' };
  if (ownField(error, 'name') === 'RequestTimeoutError') return { kind: 'timeout' };
  const code = networkCode(error);
  return code ? { kind: 'network', code } : { kind: 'unreadable' };
}

/** An answer with a status of 400 and above, in JSON. */
function refusalOf(error: unknown, status: number): Reply {
  const code = ownField(error, 'code');
  // The SDK's text for an answer without a code.
  if (code === 'undefined') return { kind: 'status', status };
  const retryAfterMs = ownField(error, 'retryAfter');
  return {
    ...faultOf(code),
    status,
    ...(typeof retryAfterMs === 'number' && { retryAfterMs }),
  };
}

function faultOf(code: unknown): Reply & { kind: 'fault' } {
  const fault = cleanCode(code);
  const meaning = isThrottling(fault) ? 'throttled' : faultMeaning(ALIYUN_FAULTS, fault);
  return { kind: 'fault', code: fault, meaning };
}
