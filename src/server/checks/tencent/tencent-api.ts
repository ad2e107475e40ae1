import { EventEmitter } from 'node:events';
import { createRecoveryTicket } from '../../../recovery-ticket.js';
import type { TencentSite } from '../../sites.js';
import { cleanCode, faultMeaning, verdictMeaning } from '../code-tables.js';
import { networkCode } from '../network-codes.js';
import { ownField } from '../own-field.js';
import { exportsWith } from '../peers.js';
import { proxyOfEnvironment } from '../proxy.js';
import type { Reply, VerdictMeaning } from '../reply.js';
import { safeUrl } from '../safe-url.js';
import { canaryLimit, type TencentTicket, type Vendor, type VendorApi } from '../vendor-api.js';
import { TENCENT_FAULTS } from './fault-codes.js';
import { TENCENT_VERDICTS } from './verdict-codes.js';

const SDK = 'tencentcloud-sdk-nodejs-common';
const ORIGINS = { cn: 'https://captcha.tencentcloudapi.com', intl: 'https://captcha.intl.tencentcloudapi.com' };
const VERSION = '2019-07-22';
/** The one value that the API documents. */
const CAPTCHA_TYPE = 9;
const EVIL = 100;
/** How far the SDK's own limit, which restarts with the body, stays behind ours, in ms. */
const SDK_SLACK_MS = 500;
const SCRIPT_FAILED = 1001;

interface RequestOptions {
  signal: AbortSignal;
  headers?: Record<string, string>;
}
interface Client {
  request: (action: string, body: object, options: RequestOptions) => Promise<unknown>;
}
type ClientClass = new (endpoint: string, version: string, config: object) => Client;

/**
 * DescribeCaptchaResult. Source: docs/vendors/tencent.md, section 9. The SDK signs for the service that the first label
 * of the host names, so a host other than the vendor's must begin with `captcha.` too; it honours `http_proxy`.
 *
 * @throws TypeError for an endpoint or an appId that cannot be
 */
export function tencentVendor(site: TencentSite, timeoutMs: number): Vendor {
  const url = safeUrl('endpoint', site.endpoint ?? ORIGINS[site.region ?? 'cn']);
  const { appId, appSecretKey, secretId, secretKey } = site;
  // A number here, a string in the browser.
  const captchaAppId = Number(appId);
  if (!/^\d+$/.test(appId) || !Number.isSafeInteger(captchaAppId)) throw new TypeError('appId: digits only');

  return {
    peer: SDK,
    connect(loaded): VendorApi {
      const CommonClient = exportsWith(loaded, 'CommonClient', SDK)['CommonClient'] as ClientClass;
      // The signal ends a call of ours in its time: this is for what does not hear it, and not for the canary.
      const reqTimeout = (canaryLimit(timeoutMs) + SDK_SLACK_MS) / 1000;
      const client = new CommonClient(url.host, VERSION, {
        credential: { secretId, secretKey },
        profile: { httpProfile: { endpoint: url.host, protocol: `${url.protocol}//`, reqTimeout } },
      });

      const describe = async ({ ticket, randstr }: TencentTicket, UserIp: string, options: RequestOptions) => {
        try {
          const answer = await client.request(
            'DescribeCaptchaResult',
            {
              CaptchaType: CAPTCHA_TYPE,
              Ticket: ticket,
              Randstr: randstr,
              UserIp,
              CaptchaAppId: captchaAppId,
              AppSecretKey: appSecretKey,
            },
            options,
          );
          silenceStream(answer);
          return verdictOf(answer, ticket);
        } catch (error) {
          return failureOf(error);
        }
      };
      return {
        callFor(input) {
          if (!('ticket' in input) || !isText(input.ticket) || !isText(input.randstr)) return undefined;
          return (signal) => describe(input, input.remoteIp, { signal });
        },
        canary({ signal, headers }) {
          const ticket = createRecoveryTicket({ code: SCRIPT_FAILED, id: appId });
          return describe({ ticket, randstr: '@canary' }, '127.0.0.1', { signal, headers });
        },
        // Every answer has HTTP status 200, so that the vendor's own failures show in the codes alone.
        canaryReads: { vendorError: 'down', siteFault: 'unknown' },
        proxy: proxyOfEnvironment,
      };
    },
  };
}

/**
 * For an answer that calls itself an event stream the SDK hands over its parts, unread. An error of theirs that nobody
 * listens to, such as the end of the connection, would end the process.
 */
function silenceStream(answer: unknown): void {
  for (const part of ['stream', 'readline', 'eventSource']) {
    const emitter = ownField(answer, part);
    if (emitter instanceof EventEmitter) emitter.on('error', () => undefined);
  }
}

function verdictOf(answer: unknown, ticket: string): Reply {
  const captchaCode = ownField(answer, 'CaptchaCode');
  if (!Number.isInteger(captchaCode)) return { kind: 'unreadable' };
  const code = String(captchaCode);
  return { kind: 'verdict', code, meaning: meaningOf(code, answer, ticket) };
}

function meaningOf(code: string, answer: unknown, ticket: string): VerdictMeaning {
  // The answer of a disaster ticket, forged or not: see T-SRV-DISASTER.
  if ((code === '21' || code === '16') && /^tr?error_/.test(ticket)) return 'failover';
  const meaning = verdictMeaning(TENCENT_VERDICTS, code);
  // The verdict of the invisible mode: see T-SRV-EVIL.
  return meaning === 'human' && Number(ownField(answer, 'EvilLevel')) === EVIL ? 'risk_refused' : meaning;
}

function failureOf(error: unknown): Reply {
  const code = ownField(error, 'code');
  // Only the SDK's own errors have a trace id: what else carries a code is no answer of the API.
  if (code !== undefined && ownField(error, 'traceId') !== undefined) {
    const fault = cleanCode(code);
    return { kind: 'fault', code: fault, meaning: faultMeaning(TENCENT_FAULTS, fault) };
  }
  const status = ownField(error, 'httpCode');
  if (typeof status === 'number') return { kind: 'status', status };
  const network = networkCode(error);
  if (network) return { kind: 'network', code: network };
  const message = ownField(error, 'message');
  const isTimeout = typeof message === 'string' && /^(?:network|Response) timeout\b/.test(message);
  return { kind: isTimeout ? 'timeout' : 'unreadable' };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
