import { ENTRY_SCRIPTS } from '../entry-scripts.js';
import { mintTencentTicket } from '../server-apis/tencent-tickets.js';
import type { VendorAnswer, VendorHandler, VendorRequest } from '../vendor-handler.js';
import { vendorScript } from '../vendor-script.js';
import { FRAME_SCRIPTS } from './generation.js';
import { puzzleImage } from './puzzle-image.js';
import { newSeed, puzzleOf, TOLERANCE } from './puzzle.js';
import type { PrehandleReply, VerifyReply } from './vendor-contract.js';

const RATE_LIMIT_STATE = 217;
const BAD_REQUEST_STATE = 12;
const ENTRIES = [
  { ...ENTRY_SCRIPTS['tencent-cn'], script: 'entry-cn' },
  { ...ENTRY_SCRIPTS['tencent-cn-1.0'], script: 'entry-cn-1.0' },
  { ...ENTRY_SCRIPTS['tencent-intl'], script: 'entry-intl' },
  { ...ENTRY_SCRIPTS['tencent-intl-2.0'], script: 'entry-intl-2.0' },
] as const;

/** Tencent's hosts: entry scripts, secondary scripts (CDN and API host), prehandle, images, verification. */
export const tencentHandler: VendorHandler = (request) => {
  const entry = ENTRIES.find(({ host, path }) => host === request.host && path === request.path);
  if (entry) return script(request, 'entry', entry.script, 'TencentCaptcha');
  const isApiHost = request.host === 'tencentEntry' || request.host === 'tencentIntlEntry';
  if (isFramePath(request.path) && (isApiHost || request.host === 'tencentCdn')) {
    return script(request, 'secondary', FRAME_SCRIPTS[request.path], 'AqSCode');
  }
  if (!isApiHost) return undefined;
  switch (request.path) {
    case '/cap_union_prehandle':
      return prehandle(request);
    case '/cap_union_new_verify':
      return verify(request);
    case '/hycdn':
      return {
        place: 'image',
        headers: { 'content-type': 'image/svg+xml' },
        body: puzzleImage(seedOf(request.query)),
      };
    default:
      return undefined;
  }
};

async function script(
  request: VendorRequest,
  place: 'entry' | 'secondary',
  name: string,
  global: string,
): Promise<VendorAnswer> {
  const body = await vendorScript(`tencent/${name}`, request.hosts, request.query.toString());
  return { place, headers: { 'content-type': 'text/javascript; charset=utf-8' }, body, global };
}

function prehandle({ query, case: { behave } }: VendorRequest): VendorAnswer {
  const rateLimited = behave === 'code_1014';
  const appId = query.get('aid') ?? '';
  const validAppId = /^\d+$/.test(appId);
  const reply: PrehandleReply = {
    state: rateLimited ? RATE_LIMIT_STATE : validAppId ? 1 : BAD_REQUEST_STATE,
    sid: String(7_000_000_000_000 + newSeed()) + String(newSeed()).padStart(6, '0').slice(0, 6),
    seed: newSeed(),
    ...(behave === 'smart_pass' ? mintTencentTicket({ appId }) : { ticket: '', randstr: '' }),
  };
  // A name, and nothing else: the answer is a script.
  const callback = /^[\w$]+$/.exec(query.get('callback') ?? '')?.[0] ?? '_aq_0';
  return {
    place: 'config',
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
    body: `${callback}(${JSON.stringify(reply)})`,
  };
}

function verify({ body }: VendorRequest): VendorAnswer {
  const form = new URLSearchParams(body);
  const answer = Number(form.get('ans') ?? NaN);
  const appId = form.get('aid') ?? '';
  const fits = Math.abs(answer - puzzleOf(seedOf(form)).solution) <= TOLERANCE;
  const reply: VerifyReply = fits
    ? { errorCode: '0', ...mintTencentTicket({ appId }) }
    : { errorCode: '50', ticket: '', randstr: '' };
  return {
    place: 'verify',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(reply),
  };
}

function seedOf(parameters: URLSearchParams): number {
  return Number(parameters.get('seed')) || 1;
}

function isFramePath(path: string): path is keyof typeof FRAME_SCRIPTS {
  return Object.hasOwn(FRAME_SCRIPTS, path);
}
