import { disasterCodeOf } from '../case.js';
import { drawChallenge } from './challenge-view.js';
import { loadPicture } from './picture.js';
import { newSeed, puzzleOf } from './puzzle.js';
import type { SessionContext } from './session-context.js';
import { simulation } from './simulation.js';
import { openSurface } from './surface.js';
import { tellPage } from './tell-page.js';
import { askVerify } from './verify.js';

const READY_MS = 20_000;
const ATTEMPTS = 3;
const PASSED_MS = 300;
const PAUSE_MS = 100;
/** When a result that nobody waits for breaks into an open challenge; not divided by `speed`. */
const INTERRUPTION_MS = 400;

let staleSent = false;

/** A slider puzzle on a popup or in the page's box: hidden until its first picture is there. */
export async function openChallenge(context: SessionContext): Promise<void> {
  const { request, life, reply } = context;
  const { options, generation } = request;
  let isReady = false;
  let isPassed = false;
  let readyAt = 0;
  let seed = reply.seed;
  life.after(simulation.vendorMs(READY_MS), () => {
    if (!isReady) context.fail(1008);
  });

  const surface = await openSurface(context);
  if (life.isOver()) return;
  const view = drawChallenge(surface, request, {
    refresh: () => void renew(''),
    close,
    submit: (value) => void submit(value),
  });
  if (await renew('', seed)) ready();

  function close(): void {
    if (!life.isOver() && !isPassed) context.close();
  }

  function ready(): void {
    if (simulation.behave === 'never_ready') return;
    isReady = true;
    readyAt = performance.now();
    context.hideLoading();
    surface.reveal();
    if (surface.kind === 'popup') {
      life.onEnd(onEscape([document, surface.root.ownerDocument], close));
      view.focus();
    }
    interruptLater(context);
    const { width, height } = surface;
    tellPage(options.ready, { state: 1, info: '', fwidth: width, fheight: height, sdkView: { width, height } });
    if (!generation.reportsAttempts) return;
    tellPage(options.showFn, { duration: Math.round(readyAt - context.startedAt), sid: reply.sid });
  }

  /** Three pictures in a row that do not load end the session with 1012; one that never comes just never comes. */
  async function renew(status: string, next = newSeed()): Promise<boolean> {
    seed = next;
    view.busy(status || view.labels.loading);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const picture = await loadPicture(request.apiHost, seed, reply.sid);
      if (life.isOver()) return false;
      if (picture) {
        view.present(picture, puzzleOf(seed), status);
        return true;
      }
      await simulation.pause(PAUSE_MS);
      if (life.isOver()) return false;
      seed = newSeed();
    }
    context.fail(1012);
    return false;
  }

  /** Three failed requests in a row end the session with 1013; a wrong answer brings another puzzle. */
  async function submit(value: number): Promise<void> {
    view.busy(view.labels.checking);
    const startedAt = performance.now();
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const verdict = await askVerify(request, { seed, value, sid: reply.sid });
      if (life.isOver()) return;
      if (!verdict) {
        view.busy(view.labels.networkError);
        await simulation.pause(PAUSE_MS);
        if (life.isOver()) return;
        continue;
      }
      const pass = verdict.errorCode === '0';
      if (generation.reportsAttempts) tellPage(options.verifyFn, { pass, sid: reply.sid });
      if (!pass) {
        await renew(view.labels.wrong);
        return;
      }
      isPassed = true;
      view.passed();
      const now = performance.now();
      const verifyDuration = Math.round(now - startedAt);
      const actionDuration = Math.round(now - readyAt);
      await simulation.pause(PASSED_MS);
      if (life.isOver()) return;
      context.pass({ ticket: verdict.ticket, randstr: verdict.randstr, verifyDuration, actionDuration });
      return;
    }
    context.fail(1013);
  }
}

/** In the page and in the challenge's own document, which are two with 1.0. */
function onEscape(documents: readonly Document[], close: () => void): () => void {
  const listen = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
  };
  documents.forEach((each) => each.addEventListener('keydown', listen));
  return () => documents.forEach((each) => each.removeEventListener('keydown', listen));
}

function interruptLater({ life, fail }: SessionContext): void {
  const asked = disasterCodeOf(simulation.behave);
  if (asked?.afterShown) life.after(INTERRUPTION_MS, () => fail(asked.code));
  // A timer that was forgotten fires once.
  if (simulation.behave !== 'stale_1006' || staleSent) return;
  life.after(INTERRUPTION_MS, () => {
    staleSent = true;
    fail(1006);
  });
}
