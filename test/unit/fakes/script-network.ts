import { later } from './later.js';

/** One script tag, as it came into the document. */
export interface ScriptRequest {
  readonly tag: HTMLScriptElement;
  readonly url: string;
  /** `performance.now()` */
  readonly at: number;
  load(): void;
  fail(): void;
}

/** `ok` runs the vendor's script and fires `load`; `empty` fires `load` only; `late` is an `ok` after so many ms. */
export type Answer = 'ok' | 'error' | 'hang' | 'empty' | { late: number } | ((request: ScriptRequest) => void);

export interface ScriptNetwork {
  /** Tags of the library, in the order in which they came. */
  readonly requests: readonly ScriptRequest[];
  /** The nth tag whose URL has this part gets the nth answer, the last repeats. Without any it gets `ok`. */
  answer(urlPart: string, ...answers: Answer[]): void;
  to(urlPart: string): ScriptRequest[];
  /** A script tag that the page itself put there; it answers when the test says so. */
  pageTag(url: string): ScriptRequest;
  close(): void;
}

/** How long an answer takes, in ms. */
export const answerMs = 10;

/**
 * Stands for the network behind script tags: happy-dom loads none. It answers an insertion at once by itself, and that
 * answer is held back here.
 */
export function openNetwork(run: (url: string) => void): ScriptNetwork {
  const requests: ScriptRequest[] = [];
  const plans: { urlPart: string; answers: Answer[]; used: number }[] = [];
  const sent = new WeakSet<Event>();
  const pageTags = new WeakSet<HTMLScriptElement>();

  const dispatch = (tag: HTMLScriptElement, type: 'load' | 'error') => {
    const event = new Event(type);
    sent.add(event);
    tag.dispatchEvent(event);
  };
  const requestOf = (tag: HTMLScriptElement): ScriptRequest => ({
    tag,
    url: tag.src,
    at: performance.now(),
    load: () => dispatch(tag, 'load'),
    fail: () => dispatch(tag, 'error'),
  });
  const answerFor = (url: string): Answer => {
    const plan = plans.find(({ urlPart }) => url.includes(urlPart));
    return plan?.answers[Math.min(plan.used++, plan.answers.length - 1)] ?? 'ok';
  };
  const give = (request: ScriptRequest) => {
    const answer = answerFor(request.url);
    if (answer === 'hang') return;
    later(typeof answer === 'object' ? answer.late : answerMs, () => {
      if (typeof answer === 'function') answer(request);
      else if (answer === 'error') request.fail();
      else {
        if (answer !== 'empty') run(request.url);
        request.load();
      }
    });
  };

  const holdBack = (event: Event) => {
    if (event.target instanceof HTMLScriptElement && !sent.has(event)) event.stopImmediatePropagation();
  };
  document.addEventListener('load', holdBack, true);
  document.addEventListener('error', holdBack, true);
  const observer = new MutationObserver((records) => {
    for (const node of records.flatMap((record) => [...record.addedNodes])) {
      if (!(node instanceof HTMLScriptElement) || !node.src || pageTags.has(node)) continue;
      // A browser fetches no script of a type that it does not run.
      if (node.type === 'text/plain') continue;
      const request = requestOf(node);
      requests.push(request);
      give(request);
    }
  });
  observer.observe(document, { childList: true, subtree: true });

  return {
    requests,
    answer(urlPart, ...answers) {
      plans.unshift({ urlPart, answers, used: 0 });
    },
    to: (urlPart) => requests.filter(({ url }) => url.includes(urlPart)),
    pageTag(url) {
      const tag = document.createElement('script');
      tag.src = url;
      pageTags.add(tag);
      document.head.append(tag);
      return requestOf(tag);
    },
    close() {
      observer.disconnect();
      document.removeEventListener('load', holdBack, true);
      document.removeEventListener('error', holdBack, true);
    },
  };
}
