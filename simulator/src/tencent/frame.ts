import type { TencentTrap } from '../case.js';
import type { FrameBuild } from './session-context.js';
import { startSession, type Session } from './session.js';
import { simulation } from './simulation.js';
import type { FrameApi, ShowRequest } from './vendor-contract.js';

/** One live captcha for the whole page, whichever instance showed it. */
export function createFrame(build: FrameBuild): FrameApi {
  let current: Session | null = null;
  let last: { session: Session; request: ShowRequest } | null = null;

  function create(request: ShowRequest): void {
    if (simulation.behave === 'frame_create_throws') throw new TypeError('The captcha could not be created');
    interrupt(current?.owner === request.owner ? 'destroy-suppresses-callback' : 'show-kills-other');
    current = startSession(request, build);
    last = { session: current, request };
  }

  /** Nothing is delivered for a session that is interrupted. */
  function interrupt(silently: TencentTrap): void {
    const session = current;
    current = null;
    if (simulation.has(silently)) session?.teardown();
    else session?.dismiss();
  }

  return {
    create,
    destroy(owner) {
      if (simulation.has('destroy-page-wide') || current?.owner === owner) interrupt('destroy-suppresses-callback');
    },
    getTicket: () => last?.session.getTicket() ?? null,
    refresh() {
      if (last) create(last.request);
    },
  };
}
