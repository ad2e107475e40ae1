import type { ErrorDetail } from '../contract/errors.js';
import type { CaptchaErrorCode } from '../contract/error-codes.js';
import type { CaptchaEventBody } from '../contract/events.js';
import { createLifetime, type Lifetime } from '../page/lifetime.js';
import { ownsPage, type Callable, type Owner } from '../page/page-state.js';
import type { Challenge, ChallengeNodes, Ending, VendorMade, VendorProvider } from '../providers/provider.js';
import { isWorthWaiting, lookAt, outside, watchForVanishing } from './challenge-watch.js';
import type { ScreenDeadline } from './screen-deadline.js';
import type { SessionOptions, SessionStep } from './session-options.js';

/** What a vendor's challenge needs of the turn that it is shown in. */
export interface ChallengeTerms {
  readonly options: SessionOptions;
  readonly provider: VendorProvider;
  readonly element: HTMLElement | null;
  readonly vendorGlobal: Callable;
  readonly encryptedId: string | undefined;
  readonly owner: Owner;
  /** Its end means that no result is waited for any more. */
  readonly turn: Lifetime;
  /** Its end takes the challenge off the page. */
  readonly stage: Lifetime;
  /** Runs already. */
  readonly deadline: ScreenDeadline;
  /** ms to bring a challenge on screen that is shown again. */
  readonly budget: number;
  tell(body: CaptchaEventBody): void;
  /** The vendor's API has answered; a traceless scene may be passed without anything on screen. */
  alive(isTraceless: boolean): void;
  progress(step: SessionStep, endIfGone?: () => void): void;
  /** Tells that the vendor's challenge is shown again after this failure. */
  repeated(code: CaptchaErrorCode, detail?: ErrorDetail): void;
  end(ending: Ending): void;
  fail(code: CaptchaErrorCode, circumstances: FailureCircumstances): void;
}

export interface FailureCircumstances {
  detail?: ErrorDetail | undefined;
  made?: VendorMade | undefined;
  wasShown: boolean;
  /** Not the vendor's fault: the page, or a box that stayed empty, kept the challenge from its user. */
  isBlameless: boolean;
}

export interface ShownChallenge {
  /** Whether something is there that may be uncovered yet. */
  isWorthWaiting(): boolean;
  /** Whether anything of the vendor is. */
  isInSight(): boolean;
  /** The time to get it on screen is up. */
  miss(): void;
}

/** `waiting` for the vendor's challenge, which is then `shown`: from then on a user can act. */
type Phase = 'waiting' | 'shown';

const lookEveryMs = 100;
/** What is up changes seldom, and measuring costs battery. */
const lookAgainEveryMs = 1000;

/** By key a checkbox may be pressed without a click event. */
const isPress = (event: Event) => event.type === 'click' || /^( |Enter)$/.test((event as KeyboardEvent).key);

/** Has a vendor show its challenge, and watches it. */
export function showChallenge(terms: ChallengeTerms): ShownChallenge {
  const { options, provider, turn, stage, deadline, tell, progress } = terms;
  const { mode } = options;
  // Asked anew each time: any call that reaches the page may end the turn.
  const isOver = () => turn.over;
  let phase: Phase = 'waiting';
  let challenge: Challenge | undefined;
  let isShownByWord = false;
  let wasRepeated = false;
  let wasClosed = false;
  /** Of the challenge that is shown. */
  let shownLife = createLifetime(turn);
  /** From the press of a checkbox until its challenge is up. */
  let openingLife = createLifetime(turn);

  const fail = (code: CaptchaErrorCode, detail?: ErrorDetail, made?: VendorMade, isBlameless = false) =>
    terms.fail(code, { detail, made, wasShown: phase === 'shown', isBlameless });

  /** Nobody asks before there is one. */
  const nodes = (): ChallengeNodes => (challenge as Challenge).nodes();

  /** What a look finds, with the vendor's own word for it that its challenge is there. */
  const find = ({ usable, any }: ChallengeNodes) => {
    const finding = lookAt({ usable: isShownByWord ? any : usable, any });
    return { finding, canAct: finding === 'reachable' || (isShownByWord && finding !== 'forbidden') };
  };

  const miss = () => {
    const { finding } = find(nodes());
    fail('not_shown', undefined, undefined, finding === 'forbidden' || finding === 'blank');
  };

  const show = () => {
    if (wasClosed) return;
    deadline.stop();
    const hasVanished = watchForVanishing();
    const lookAgain = (isUrgent?: boolean) => {
      if (phase !== 'shown' || isOver() || !challenge || isRemoved()) return;
      const { box, vanished, busy, gate } = challenge;
      if (mode === 'embed' || gate() || (busy && busy())) return;
      if (hasVanished(outside(box, nodes()), isUrgent)) terms.end({ dismissed: vanished });
    };
    progress('challenging', () => lookAgain(true));
    // A listener of the status may have ended what there is to tell.
    if (isOver()) return;
    phase = 'shown';
    shownLife = createLifetime(turn);
    tell({ type: 'shown' });
    if (options.challengeTimeout) shownLife.after(options.challengeTimeout, () => terms.end({ dismissed: 'timeout' }));
    shownLife.every(lookAgainEveryMs, () => lookAgain());
    // Its nodes must have been seen once to be missed.
    lookAgain();
  };

  const hide = () => {
    if (phase !== 'shown') return;
    // Before it is told, because the page may end the session in it, which hides the challenge again.
    phase = 'waiting';
    shownLife.end();
    tell({ type: 'hidden' });
  };

  const isRemoved = () => {
    const box = challenge && challenge.box;
    const removed = !!box && !box.isConnected;
    if (removed) terms.end({ dismissed: 'removed' });
    return removed;
  };

  const look = () => {
    if (phase === 'shown' || isOver() || !challenge || isRemoved()) return;
    const { finding, canAct } = find(nodes());
    if (canAct) show();
    // It is there, so a page's spinner may go, under which it may lie.
    else if (finding === 'covered' || finding === 'forbidden') progress('challenging');
  };

  /** A checkbox or a button was pressed, and its challenge is to come. */
  const open = () => {
    openingLife.end();
    openingLife = createLifetime(shownLife);
    isShownByWord = false;
    openingLife.after(options.deadline, miss);
    openingLife.every(lookEveryMs, lookForOpened);
  };

  const lookForOpened = () => {
    if (challenge && find(outside(challenge.box, nodes())).canAct) openingLife.end();
  };

  /** Only a real user makes trusted input: in the vendor's nodes it proves that there is something to act on. */
  const onInput = (event: Event) => {
    if (!challenge || !event.isTrusted) return;
    const path = event.composedPath();
    const { box } = challenge;
    if (phase !== 'shown' && nodes().any.some((node) => path.includes(node))) show();
    if (isPress(event) && box && path.includes(box) && challenge.gate()) open();
  };

  const repeat = () => {
    wasRepeated = true;
    isShownByWord = false;
    deadline.start(terms.budget);
    // In a task of its own: inside the vendor's callback it would recurse (docs/vendors/tencent.md, T-SHOW-RECURSION).
    turn.soon(() => challenge && challenge.showAgain && challenge.showAgain());
  };

  stage.defer(hide);
  for (const type of ['pointerdown', 'keydown', 'click']) turn.listen(document, type, onInput);
  turn.every(lookEveryMs, look);
  try {
    challenge = provider.start({
      vendorGlobal: terms.vendorGlobal,
      mode,
      element: terms.element,
      language: options.language(provider),
      encryptedId: terms.encryptedId,
      left: deadline.left,
      life: stage,
      turn,
      emit: tell,
      owns: () => ownsPage(terms.owner),
      shown() {
        isShownByWord = true;
        look();
        lookForOpened();
      },
      alive: terms.alive,
      answered: () => openingLife.end(),
      closed() {
        wasClosed = true;
        if (!isOver()) progress('closed');
      },
      end: terms.end,
      reportIfLate() {
        if (turn.over) tell({ type: 'late', what: 'callback' });
        return turn.over;
      },
      failed(code, detail, made) {
        if (wasClosed) terms.end({ dismissed: 'closed' });
        else if (!made || !made.again || phase !== 'shown' || wasRepeated || isOver()) {
          fail(code, detail, made);
        } else {
          hide();
          progress('starting');
          if (isOver()) return;
          terms.repeated(code, detail);
          repeat();
        }
      },
    });
  } catch (cause) {
    fail('vendor_threw', { cause });
  }
  look();
  return { isWorthWaiting: () => isWorthWaiting(nodes()), isInSight: () => lookAt(nodes()) !== 'nothing', miss };
}
