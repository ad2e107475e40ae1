import type { CaptchaEvent, CaptchaStatus, Outcome, Vendor } from '../../../src/index.js';

/** One `verify()`, or the press of a button. */
export interface Caller {
  /** Null when its captcha was destroyed before. */
  session: Session | null;
  readonly button: boolean;
  /** Whether the session ran before. */
  joined: boolean;
  /** It came to share a challenge that turned out to have gone. */
  moved: boolean;
  /** Left while the session ran: the promise has to reject. */
  left: boolean;
  /** Left at its very end, where both is right. */
  mayLeave: boolean;
  outcome?: Outcome;
  settled: boolean;
}

export interface Session {
  readonly number: number;
  readonly captcha: ModelCaptcha;
  readonly callers: Caller[];
  readonly beganAt: number;
  over: boolean;
  /** Its outcome was. */
  told: boolean;
  /** Since when nothing is on screen, `performance.now()`. */
  waitingSince: number;
  shownAt: number;
  outcome?: Outcome;
  /** What the vendor said of the challenge that is on: the ticket of a pass, or closed. */
  verdict?: { ticket: string | null; at: number };
  /** Providers that failed. */
  failed: number;
  /** The vendor's instance whose turn it is. */
  instance: object | null;
  /** Since when its user may have closed its challenge: from the next status on a `verify()` is not part of it. */
  closedAt: number;
  /** Whose turn it is; null from a failure to the next sign of life. */
  vendor: Vendor | null;
  /** Whose script was fetched beside it. */
  standby: Vendor | null;
  /** The last sign of life that the page was told of. */
  signAt: number;
  /** The page cannot tell whose turn it is: what was preloaded comes in the middle of it. */
  isUnclear: boolean;
}

export interface ModelCaptcha {
  /** By which its vendor knows it. */
  readonly id: string;
  readonly deadline: number;
  readonly challengeTimeout: number;
  readonly providers: number;
  /** What is preloaded may tell of its attempts in the middle of a session. */
  preloads: boolean;
  session: Session | null;
  /** From the call of `destroy()` on, and from its end on. */
  destroyed: boolean;
  silent: boolean;
  onScreen: boolean;
  status: CaptchaStatus;
  readonly told: Outcome[];
}

/** That a vendor reported a passed challenge. */
interface PassReport {
  /** What ran when the vendor's instance was made; null when it was made ahead. */
  readonly madeIn: Session | null;
  readonly reportedIn: Session | null;
}

/** A deadline may be told of by a look that comes every 100 ms, and by a timer of ours in the same turn. */
const slackMs = 250;
/** An element of a vendor that nobody confirms extends a turn to this. */
const unconfirmedMs = 20000;
/** A turn gives way to another vendor after so long without a sign of life. */
const quietMs = 3000;
/** A result may follow the closing of its popup. */
const closeMs = 1000;

export type Model = ReturnType<typeof createModel>;

/** What the library promises, as what must hold of everything that a page sees of it. */
/** @param isNothingUp whether the page holds no challenge of a vendor */
export function createModel(isNothingUp: () => boolean) {
  const broken: string[] = [];
  const sessions: Session[] = [];
  const captchas: ModelCaptcha[] = [];
  const callers: Caller[] = [];
  const reports = new Map<string, PassReport>();
  /** In the order in which `verify()` was called within `verify()`. */
  const joining: Caller[] = [];
  let drawn = false;

  const must = (holds: boolean, promise: string) => {
    if (!holds) broken.push(promise);
  };
  const running = (captcha: ModelCaptcha) =>
    captcha.session && !captcha.session.over && !captcha.destroyed ? captcha.session : null;

  /** The session that runs of the captcha with this id. */
  const runningOf = (id: unknown) => sessions.find((session) => !session.over && session.captcha.id === id) ?? null;

  const begin = (captcha: ModelCaptcha): Session => {
    const now = performance.now();
    const session: Session = {
      number: sessions.length,
      captcha,
      callers: [],
      beganAt: now,
      over: false,
      told: false,
      waitingSince: now,
      shownAt: NaN,
      failed: 0,
      instance: null,
      closedAt: NaN,
      vendor: null,
      standby: null,
      signAt: now,
      isUnclear: false,
    };
    sessions.push(session);
    captcha.session = session;
    return session;
  };

  /** What a session's events tell of whose turn it is. */
  const hearSign = (session: Session, { type, provider, ...event }: CaptchaEvent) => {
    if (!provider || !/^(attempt|loaded|ready)$/.test(type)) return;
    const { vendor } = provider;
    const now = performance.now();
    const sureMust = (holds: boolean, promise: string) => must(holds || session.captcha.preloads, promise);
    if ('standby' in event) {
      session.standby = vendor;
      sureMust(now - session.signAt >= quietMs / 2, 'another vendor is asked for only after a while');
      return;
    }
    if (type === 'loaded' && session.vendor && session.vendor !== vendor) {
      sureMust(vendor === session.standby, 'a turn gives way only to a vendor that was asked for');
      sureMust(now - session.signAt >= quietMs, 'a turn gives way only after a while without a sign of life');
      sureMust(!Number.isNaN(session.waitingSince), 'a challenge on screen is never left');
      session.isUnclear ||= session.captcha.preloads;
      if (!session.isUnclear) session.instance = null;
      session.vendor = vendor;
    }
    session.vendor ??= vendor;
    if (type !== 'attempt') session.signAt = now;
  };

  /** Its challenge turned out to have gone when this caller came to share it: there is to be another. */
  const moveOn = (caller: Caller, { captcha, callers }: Session) => {
    must(isNothingUp(), 'a challenge that is up is shared');
    callers.splice(callers.indexOf(caller), 1);
    caller.joined = false;
    caller.moved = true;
    caller.session = captcha.destroyed || caller.mayLeave ? null : (running(captcha) ?? begin(captcha));
    caller.session?.callers.push(caller);
  };

  const isLeft = ({ callers }: Session) => callers.every(({ left }) => left);

  const checkOutcome = (session: Session, outcome: Outcome) => {
    const { captcha, verdict, closedAt } = session;
    const reason = outcome.status === 'dismissed' ? outcome.reason : undefined;
    const ended = reason === 'superseded' || reason === 'destroyed' || (reason === 'closed' && closedAt > 0);
    if (verdict && !ended) {
      if (verdict.ticket) must(outcome.status === 'passed', 'a pass of the challenge that is on counts');
      else must(outcome.status === 'dismissed' && outcome.reason === 'closed', 'a closed challenge is dismissed');
    }
    switch (outcome.status) {
      case 'passed': {
        const { proof } = outcome;
        const ticket = proof.vendor === 'tencent' ? proof.ticket : proof.captchaVerifyParam;
        const report = reports.get(ticket);
        must(!!report, 'passed only when the vendor reported a pass');
        if (!report) break;
        must(report.reportedIn === session, 'passed only by a report to the session that was current');
        must(report.madeIn === null || report.madeIn === session, 'passed only by a challenge of this session');
        reports.delete(ticket);
        break;
      }
      case 'unverified':
        must(/^tr?error_/.test(outcome.proof.ticket), 'unverified carries a disaster ticket');
        must(session.failed >= captcha.providers, 'unverified only when all providers failed');
        must(outcome.proof.failures.length === captcha.providers, 'unverified names each failure');
        break;
      case 'failed':
        must(session.failed >= captcha.providers, 'failed only when all providers failed');
        break;
      case 'dismissed':
        if (outcome.reason === 'destroyed') must(captcha.destroyed, 'destroyed only by destroy()');
        if (outcome.reason === 'superseded') {
          const newer = sessions.some((other) => other !== session && other.beganAt >= session.beganAt);
          must(newer, 'superseded only by a newer session');
        }
        if (outcome.reason === 'timeout') {
          const { challengeTimeout } = captcha;
          const open = performance.now() - session.shownAt;
          must(challengeTimeout > 0 && open >= challengeTimeout, 'a challenge is left its time');
        }
    }
  };

  return {
    broken,
    must,
    runningOf,
    /** The session whose challenge is on screen. */
    challenging: () => sessions.find(({ over, captcha }) => !over && captcha.status === 'challenging'),
    /** Sessions that must end by themselves. */
    unsettled: () =>
      sessions.filter(
        ({ over, captcha, shownAt, waitingSince, closedAt }) =>
          !over && (captcha.challengeTimeout || !(shownAt > 0) || waitingSince > 0 || closedAt > 0),
      ),
    get sessions(): readonly Session[] {
      return sessions;
    },
    get callers(): readonly Caller[] {
      return callers;
    },

    createCaptcha(
      plan: Pick<ModelCaptcha, 'id' | 'deadline' | 'challengeTimeout' | 'providers' | 'preloads'>,
    ): ModelCaptcha {
      const captcha: ModelCaptcha = {
        ...plan,
        session: null,
        destroyed: false,
        silent: false,
        onScreen: false,
        status: 'idle',
        told: [],
      };
      captchas.push(captcha);
      return captcha;
    },

    /** `verify()` is about to be called. */
    join(captcha: ModelCaptcha, button = false): Caller {
      const ran = running(captcha);
      const session = ran ?? (captcha.destroyed ? null : begin(captcha));
      const caller: Caller = {
        session,
        button,
        joined: !!ran,
        moved: false,
        left: false,
        mayLeave: false,
        settled: false,
      };
      session?.callers.push(caller);
      callers.push(caller);
      joining.push(caller);
      return caller;
    },
    /** It has returned. */
    joined(): void {
      const caller = joining.pop();
      // Where the page destroyed its captcha meanwhile, it was not told.
      if (caller?.joined && caller.session?.over) moveOn(caller, caller.session);
    },

    /** Its signal is about to abort. */
    leave(caller: Caller): void {
      const { session } = caller;
      if (!session || caller.settled || caller.left) return;
      caller.mayLeave = true;
      if (session.over) return;
      caller.left = true;
      if (isLeft(session)) session.over = true;
    },

    resolved(caller: Caller, outcome: Outcome): void {
      const { session } = caller;
      must(!caller.settled, 'settles once');
      must(!caller.left, 'a caller that aborted is rejected');
      caller.settled = true;
      caller.outcome = outcome;
      const isDestroyed = outcome.status === 'dismissed' && outcome.reason === 'destroyed';
      // Destroyed in what the page was told of the challenge that had gone, its call began nothing.
      if (caller.moved && isDestroyed && session?.captcha.destroyed) return;
      if (!session) {
        must(isDestroyed, 'a destroyed captcha says so');
        return;
      }
      must(session.over || session.captcha.destroyed, 'an outcome ends the session');
      if (!session.outcome) {
        must(!sessions.some((other) => other.outcome === outcome), 'each session has an outcome of its own');
        session.outcome = outcome;
        checkOutcome(session, outcome);
      } else must(session.outcome === outcome, 'one outcome for all callers');
      const times = session.captcha.told.filter((told) => told === outcome).length;
      must(times === 1 || (times === 0 && session.captcha.destroyed), 'the outcome is told once');
    },

    rejected(caller: Caller, isOwnReason: boolean): void {
      must(!caller.settled, 'settles once');
      must(caller.mayLeave && isOwnReason, 'rejects only with the reason of the caller’s own signal');
      caller.settled = true;
    },

    event(captcha: ModelCaptcha, event: CaptchaEvent): void {
      must(!captcha.silent, `silent after destroy(): ${event.type}`);
      const session = running(captcha);
      const now = performance.now();
      if (event.type === 'outcome') {
        must(!captcha.told.includes(event.outcome), 'the outcome is told once');
        captcha.told.push(event.outcome);
        const ended = sessions.find(
          (other) =>
            other.captcha === captcha && (other.over || captcha.session !== other) && !other.told && !isLeft(other),
        );
        must(!!ended, 'an outcome for each session, and no more');
        if (ended) {
          ended.told = true;
          ended.over = true;
          for (const caller of joining) if (caller.joined && caller.session === ended) moveOn(caller, ended);
        }
      }
      if (event.type === 'shown') captcha.onScreen = true;
      if (event.type === 'hidden') {
        must(captcha.onScreen, 'hidden once');
        captcha.onScreen = false;
      }
      if (!session) {
        must(!/shown|provider_failed/.test(event.type), `nothing comes of a session that is over: ${event.type}`);
        return;
      }
      hearSign(session, event);
      if (event.type === 'shown') {
        session.waitingSince = NaN;
        session.shownAt = now;
      }
      if (event.type === 'hidden') session.waitingSince = now;
      if (event.type === 'provider_failed') {
        session.failed++;
        session.instance = null;
        session.vendor = null;
        session.signAt = now;
      }
    },

    status(captcha: ModelCaptcha, status: CaptchaStatus): void {
      must(!captcha.silent, 'destroyed is the last status');
      captcha.status = status;
      if (status === 'challenging') captcha.onScreen = true;
      if (status === 'destroyed') for (const session of sessions) session.over ||= session.captcha === captcha;
      const { session } = captcha;
      if (!session || !/idle|ready/.test(status)) return;
      // Closed by its user, it is nobody's to join, and may have a result all the same.
      if (session.closedAt > 0 && !session.over) captcha.session = null;
      else session.over = true;
    },

    /** The vendor says of a challenge that somebody passed it. */
    reportPass(ticket: string, id: unknown, madeIn: Session | null): void {
      reports.set(ticket, { madeIn, reportedIn: runningOf(id) });
    },
    takeBack(ticket: string): void {
      reports.delete(ticket);
    },
    /** The vendor closed, or passed, the challenge that is on. */
    judge(session: Session, ticket: string | null): void {
      if (!session.isUnclear) session.verdict ??= { ticket, at: performance.now() };
    },
    /** The user closed the challenge that is on. */
    close(session: Session): void {
      session.closedAt = performance.now();
    },
    /** What was solved before it was closed is at the page's own check, for as long as that takes. */
    pageJudges(session: Session): void {
      if (session.closedAt > 0) session.closedAt = Infinity;
    },
    /** A vendor put something on screen that nobody confirms. */
    draw(): void {
      drawn = true;
    },

    /** What must hold at any time. */
    check(): void {
      const now = performance.now();
      must(captchas.filter(({ status }) => status === 'challenging').length <= 1, 'one owner at most');
      for (const { status, session } of captchas)
        must(
          !session || session.over !== /starting|challenging/.test(status),
          'the status says whether a session runs',
        );
      for (const { settled, session, button } of callers) {
        const over = !session || session.over;
        must(settled || !over || (button && session?.captcha.destroyed === true), 'the outcome reaches each caller');
      }
      for (const session of sessions) {
        if (session.over) continue;
        const { deadline, challengeTimeout, providers } = session.captcha;
        const { waitingSince, shownAt, beganAt, verdict, closedAt } = session;
        const isClosed = session !== session.captcha.session;
        if (isClosed) must(now - closedAt <= closeMs + slackMs, 'a closed challenge ends');
        const extension = drawn ? providers * unconfirmedMs : 0;
        if (waitingSince === waitingSince)
          must(
            now - waitingSince <= deadline + extension + slackMs,
            'settles, or shows a challenge, inside the deadline',
          );
        else if (challengeTimeout)
          must(now - shownAt <= challengeTimeout + deadline + slackMs, 'a challenge that is left open ends');
        if (verdict) must(now <= Math.max(verdict.at, beganAt + deadline) + slackMs, 'a verdict is told');
      }
    },
  };
}
