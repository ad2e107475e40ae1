import { createLifetime, type Lifetime } from '../page/lifetime.js';
import { joinTag, onAnswer } from './script-tags.js';

/** ms, twice, in which the browser may still tell why a script brought nothing: a busy WebKit does so tasks later. */
const reasonMs = 50;

export interface TagWait {
  /** Of the load: its end ends the waiting. */
  life: Lifetime;
  /** ms */
  timeout: number;
  /** Hears every answer of the tag, also those that come after the waiting. False where it brought nothing. */
  answered(): boolean;
  /** Called once, when an answer brought nothing or there was none in time. */
  failed(answer: 'load' | 'error' | 'none'): void;
}

/** Waits for a tag to answer in time, which is one attempt. */
export function awaitTag(tag: HTMLScriptElement, { life: load, timeout, answered, failed }: TagWait): void {
  const life = createLifetime(load);
  const leave = joinTag(tag);
  let gaveNothing = false;
  const fail = (answer: 'load' | 'error' | 'none') => {
    if (life.over) return;
    gaveNothing = true;
    life.end();
    failed(answer);
  };
  life.defer(() => leave(gaveNothing));
  life.after(timeout, () => fail('none'));
  onAnswer(tag, (answer) => {
    if (answered()) return;
    if (answer === 'error') fail(answer);
    // After a blocked main thread the first timer may fire before the task that tells it.
    else life.soon(() => life.soon(() => fail(answer), reasonMs), reasonMs);
  });
}
