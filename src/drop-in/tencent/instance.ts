import { whenBody } from '../../page/body.js';
import { createLifetime, type Lifetime } from '../../page/lifetime.js';
import { callPage, reportPageError } from '../../page/page-callback.js';
import { claimPage, ownsPage, pageState, releasePage, type Callable, type Owner } from '../../page/page-state.js';
import { readTencentResult } from '../../providers/tencent/results.js';
import { ignoreErrors } from '../../providers/vendor-nodes.js';
import { outside } from '../../session/challenge-watch.js';
import { waitForScreen } from '../screen-wait.js';
import type { TencentTerms } from './constructor.js';
import { disasterResult, disasters, type Disaster } from './disaster.js';
import type { Signature } from './signature.js';
import { holdInstance, type HeldInstance, type VendorInstance } from './vendor-instance.js';

/** Those that the vendor's instance has, by its page and by its code (docs/vendors/tencent.md, T-METHODS). */
export type Methods = VendorInstance;

/** One `show()` of the page, until it is answered. */
interface Turn {
  readonly life: Lifetime;
  readonly owner: Owner;
  /** For the challenge to come on screen. */
  wait: Lifetime;
}

const noNodes = () => ({ usable: [], any: [] });

/**
 * Gives an object the methods of the vendor's instance. They pass on to the vendor's own, which is made as soon as its
 * script is there, and each `show()` ends in the page's callback: with the vendor's result as it is, or, when nothing is
 * on screen at the deadline, with the ticket that the vendor documents for it.
 */
export function createInstance(facade: object, signature: Signature, terms: TencentTerms): void {
  const { element, callback, options } = signature;
  const { script, deadline, second } = terms;
  const type = options['type'];
  /** Of the deadline, in ms: two vendors have half of it each. */
  const share = second ? deadline / 2 : deadline;
  /** The vendor draws in it; else its clicks are what shows the challenge. */
  const container = element && (terms.drawsInElement || (type && type !== 'popup')) ? element : null;
  let held: HeldInstance | undefined;
  let turn: Turn | undefined;
  /** Of the last `show()` nothing is waited for any more. */
  let hasGivenUp = false;
  /** The vendor's own `show()` is running. */
  let isShowing = false;

  const endTurn = () => {
    const ended = turn;
    turn = undefined;
    if (!ended) return;
    ended.life.end();
    releasePage(ended.owner);
  };

  /** After the deadline, nothing of that `show()` may appear. */
  const giveUp = () => {
    hasGivenUp = true;
    if (!held) return;
    const { instance, unqueue } = held;
    const page = pageState();
    unqueue();
    if (page.tencent !== instance) return;
    page.tencent = undefined;
    ignoreErrors(() => instance.destroy());
  };

  const deliver = (result: Record<string, unknown>) => {
    endTurn();
    callPage(callback, result);
  };

  /** The page's own vendor has failed: the second one is asked, where the page's server can judge it. */
  const deliverDisaster = (result: Record<string, unknown>) => {
    if (!second || !turn) {
      deliver(result);
      return;
    }
    const { life, owner } = turn;
    releasePage(owner);
    second.ask({
      life,
      deadline: share,
      language: options['userLanguage'],
      settle(end) {
        if (end === 'superseded') endTurn();
        else if (end === 'closed') deliver({ ret: 2, ticket: null });
        else deliver(end === 'failed' ? result : { ...result, proof: end });
      },
    });
  };

  const fail = (disaster: Disaster) => {
    if (!turn) return;
    turn.wait.end();
    giveUp();
    deliverDisaster(disasterResult(signature, disaster));
  };

  const hear = (value: unknown) => {
    if (hasGivenUp) return;
    if (turn) turn.wait.end();
    const reading = readTencentResult(value);
    const result = value as Record<string, unknown>;
    // The checkbox of the international site goes on after it was closed, and calls back once more.
    if (reading && 'code' in reading) deliverDisaster(result);
    else deliver(result);
  };

  const sign = () => {
    if (turn) turn.wait.end();
    // What a `show()` that was given up had queued.
    else if (hasGivenUp && held && !pageState().tencent) ignoreErrors(held.instance.destroy.bind(held.instance));
  };

  const hold = (vendorGlobal: Callable): HeldInstance =>
    (held ||= passOn(
      facade,
      holdInstance(vendorGlobal, signature, {
        container,
        drawsGate: terms.drawsInElement,
        // In a task of its own, if it comes within `show()`: a page that shows again in it would recurse
        // (docs/vendors/tencent.md, T-SHOW-RECURSION).
        result: (value) => (isShowing ? void setTimeout(hear, 0, value) : hear(value)),
        drawn: () => hasGivenUp && sign(),
        shown: sign,
      }),
    ));

  /** Fails in a task of its own, unless the page has ended that `show()` by then: it may call us from its callback. */
  const failSoon = (begun: Turn, disaster: Disaster) => void setTimeout(() => turn === begun && fail(disaster));

  const open = (vendorGlobal: Callable, begun: Turn) => {
    // A newer captcha of the page is on screen, and the vendor has one only: as with it, nobody hears of this one.
    if (!claimPage(begun.owner)) {
      endTurn();
      return;
    }
    isShowing = true;
    try {
      const { instance, show } = hold(vendorGlobal);
      pageState().tencent = instance;
      show();
    } catch (error) {
      reportPageError(error);
      failSoon(begun, disasters.threw);
    }
    isShowing = false;
  };

  const nodes = () => (held ? held.nodes() : noNodes());
  const miss = () => fail(script.found() ? disasters.notShown : disasters.notLoaded);

  const show = () => {
    endTurn();
    hasGivenUp = false;
    const life = createLifetime();
    const begun: Turn = {
      life,
      owner: { number: ++pageState().sessions, supersede: endTurn },
      wait: waitForScreen(life, share, nodes, miss),
    };
    turn = begun;
    script.want(begun.wait, (result) => {
      if (typeof result !== 'function') failSoon(begun, disasters.notLoaded);
      else whenBody(begun.life, () => turn === begun && open(result, begun));
    });
  };

  /** The checkbox was pressed: its challenge is to come. */
  const press = () => {
    if (!turn || !ownsPage(turn.owner) || !turn.wait.over) return;
    turn.wait = waitForScreen(turn.life, deadline, () => outside(container as HTMLElement, nodes()), miss);
  };

  Object.assign(facade, {
    show,
    destroy() {
      endTurn();
      if (held) {
        held.unqueue();
        held.instance.destroy();
      }
    },
    refresh: () => held && held.instance.refresh(),
    getTicket: () => (held ? held.instance.getTicket() : null),
  } satisfies Record<keyof Methods, unknown>);

  if (container && terms.drawsInElement) container.addEventListener('click', press);
  else if (element && !container) element.addEventListener('click', show);
  script.wantAhead((result) => {
    try {
      if (typeof result === 'function') hold(result);
    } catch {
      // The page's arguments are right, so this is the vendor's fault, which `show()` meets again and tells.
    }
  });
}

/** Methods that only some builds have, such as `reload`, pass on to the vendor's instance, too. */
function passOn(facade: object, held: HeldInstance): HeldInstance {
  const vendorMethods = Object.getPrototypeOf(held.instance) as Record<string, unknown>;
  for (const name of Object.getOwnPropertyNames(vendorMethods)) {
    if (name in facade) continue;
    Object.assign(facade, {
      [name]: (...given: unknown[]) =>
        (held.instance as unknown as Record<string, (...given: unknown[]) => unknown>)[name]?.(...given),
    });
  }
  return held;
}
