import { disasterCodeOf, type TencentCode } from '../case.js';
import { openChallenge } from './challenge.js';
import { openCheckbox } from './checkbox.js';
import { closedResult, createDelivery } from './delivery.js';
import { disasterResult } from './disaster-result.js';
import { createLifetime } from './lifetime.js';
import { showLoading } from './loading-box.js';
import { askPrehandle, RATE_LIMIT_STATE } from './prehandle.js';
import type { FrameBuild, Passed, SessionContext } from './session-context.js';
import { simulation } from './simulation.js';
import type { ShowRequest, TicketView } from './vendor-contract.js';

export interface Session {
  readonly owner: object;
  getTicket(): TicketView;
  /** Takes everything off the page; nothing is delivered. */
  teardown(): void;
  /** The same, delivered as closed by the user: what a more careful vendor would do. */
  dismiss(): void;
}

/** One `show()`: prehandle, then a ticket at once or a challenge, then a result. */
export function startSession(request: ShowRequest, build: FrameBuild): Session {
  const { options, generation } = request;
  const staysOnPage = generation.checkbox || (options.type === 'embed' && request.element !== null);
  const life = createLifetime();
  const onPage = createLifetime();
  const hideLoading = showLoading(request, build);
  onPage.onEnd(hideLoading);
  let deliver = createDelivery(request);
  let ticket = { ticket: '', randstr: '' };
  let sid = simulation.behave === 'sid' ? '7000000000000000001' : '';

  function teardown(): void {
    life.end();
    onPage.end();
  }

  function fail(code: TencentCode): void {
    if (life.isOver()) return;
    teardown();
    // The code of 1.0 appends the session id when it has one.
    const appendsSid = build.inIframe || simulation.behave === 'sid';
    deliver(disasterResult(code, request.appid, appendsSid ? sid : ''));
  }

  function pass(passed: Passed): void {
    ticket = { ticket: passed.ticket, randstr: passed.randstr };
    hideLoading();
    life.end();
    if (!staysOnPage) onPage.end();
    const { verifyDuration, actionDuration } = passed;
    const durations = verifyDuration === undefined ? {} : { verifyDuration, actionDuration };
    deliver({ ret: 0, ...ticket, ...(generation.reportsAttempts ? { ...durations, sid } : {}) });
  }

  function close(): void {
    deliver(closedResult());
    if (generation.checkbox) deliver = createDelivery(request);
    else teardown();
  }

  async function run(): Promise<void> {
    const early = codeBeforeShown();
    if (early) {
      life.after(0, () => fail(early));
      return;
    }
    const startedAt = performance.now();
    const reply = await askPrehandle(request, life, () => fail(1006));
    if (life.isOver()) return;
    if (!reply) {
      fail(1006);
      return;
    }
    sid = reply.sid;
    if (reply.state === RATE_LIMIT_STATE) {
      fail(1014);
      return;
    }
    if (simulation.behave === 'loading_only') return;
    if (simulation.behave === 'show_never_opens') {
      hideLoading();
      return;
    }

    const context: SessionContext = { request, build, life, onPage, startedAt, reply, hideLoading, pass, close, fail };
    if (generation.checkbox) openCheckbox(context);
    else if (reply.ticket) pass(reply);
    else await openChallenge(context);
  }

  // An exception while the challenge is built is 1005.
  run().catch(() => fail(1005));
  return {
    owner: request.owner,
    getTicket: () => ({ bizState: options.bizState, appid: request.appid, ...ticket }),
    teardown,
    dismiss() {
      const unfinished = !life.isOver();
      teardown();
      if (unfinished) deliver(closedResult());
    },
  };
}

/** 1014 is missing here: the server's answer to prehandle makes it. */
function codeBeforeShown(): TencentCode | undefined {
  if (simulation.behave === 'terror' || simulation.behave === 'sid') return 1006;
  const asked = disasterCodeOf(simulation.behave);
  return asked && !asked.afterShown && asked.code !== 1014 ? asked.code : undefined;
}
