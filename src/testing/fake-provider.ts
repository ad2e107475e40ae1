import type { ErrorDetail } from '../contract/errors.js';
import type { CaptchaErrorCode } from '../contract/error-codes.js';
import type { Provider } from '../contract/vendor.js';
import type { Vendor } from '../contract/vendor.js';
import { pageState } from '../page/page-state.js';
import { checkParameters, ownProperties } from '../parameters/parameter-checks.js';
import { rememberFailure } from '../session/provider-order.js';
import { madeOf, type PassedResult, type Stage, type VendorProvider } from '../providers/provider.js';

/** How the check of a fake ends. */
export type FakeResult = 'pass' | 'close' | 'refuse' | 'hang' | 'script_error';

export interface FakeProviderOptions {
  /** Whose proofs look like these: `tencent`. */
  vendor?: Vendor;
  /**
   * `pass`, the default; `close`: the user closes the challenge; `refuse`: the vendor refuses the configuration; `hang`:
   * nothing comes on screen in the provider's time; `script_error`: the vendor's script cannot be fetched.
   */
  result?: FakeResult;
  /** From the start of the challenge to the result, in ms: `0`, which is the next task. Not for `hang`. */
  after?: number;
}

const faults: Partial<Record<FakeResult, [CaptchaErrorCode, ErrorDetail]>> = {
  refuse: ['vendor_refused', { vendorCode: 'fake' }],
  hang: ['not_shown', {}],
  script_error: ['script_network', {}],
};

const proofLifeMs = 300000;
/** Before the session itself would say that the time is up. */
const aheadMs = 20;
/** Where loaded scripts are kept: neither vendor's place. */
const place = 'fake' as Vendor;

/**
 * A provider for tests: no network, no vendor, nothing to see; everything else is as with a real one. Its tickets and
 * params start with `fake_`, which no vendor and no parser of recovery tickets takes, so that a server refuses them.
 *
 * @throws CaptchaError `invalid_parameter` with every issue found
 */
export function fakeProvider(options: FakeProviderOptions = {}): Provider {
  const { check, finish } = checkParameters();
  const { vendor = 'tencent', result = 'pass', after = 0 } = ownProperties(options);
  check('options', options, 'object');
  check('vendor', vendor, '"tencent" or "aliyun"');
  check('result', result, '"pass" or "close" or "refuse" or "hang" or "script_error"');
  check('after', after, 'number', 0);
  finish();

  let tickets = 0;
  const nextTicket = () => `fake_${result}_${++tickets}`;

  const pass = (): PassedResult => {
    const ticket = nextTicket();
    const proof = vendor === 'tencent' ? { vendor, ticket, randstr: '@fake' } : { vendor, captchaVerifyParam: ticket };
    return { proof, expiresInMs: proofLifeMs };
  };

  const play = (stage: Stage) => {
    const { turn } = stage;
    const fault = faults[result];
    stage.emit({ type: 'ready' });
    if (fault) {
      const wait = result === 'hang' ? Math.max(0, stage.left() - aheadMs) : after;
      turn.soon(() => stage.failed(...fault, { ticket: nextTicket() }), wait);
    } else {
      stage.shown();
      turn.soon(() => stage.end(result === 'pass' ? { passed: pass() } : { dismissed: 'closed' }), after);
    }
  };

  const provider: VendorProvider = {
    [madeOf]: { options, make: fakeProvider },
    vendor,
    id: 'fake',
    script: { vendor: place, globalName: 'captchaFailoverFake', urls: ['about:blank'], tagsAfterTimeout: 0 },
    language: (tag) => tag,
    claimSite() {
      // As if the script were there: nothing is loaded then.
      pageState().globals[place] = () => undefined;
      return true;
    },
    encryptedId: undefined,
    start(stage) {
      play(stage);
      return { box: undefined, nodes: () => ({ usable: [], any: [] }), gate: () => false, vanished: 'removed' };
    },
  };
  // One that failed in an earlier test is not tried last in this one.
  if (typeof document === 'object') rememberFailure(provider, 0);
  return Object.freeze(provider);
}
