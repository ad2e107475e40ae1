import type { Proof } from '../../src/index.js';
import { requestLogin, type Answer } from './login-request.js';

/** So often the same proof is posted again, where the server asks for that, and no later than after so many ms. */
const maxRepeats = 3;
const maxPauseMs = 6000;

interface Heard {
  readonly answer: Answer;
  /** Whether the same proof is posted once more, in a moment. */
  readonly comesAgain: boolean;
}

/**
 * What the server says of a sign-in. While it has not found out yet whether there is an outage, it asks for the same
 * proof again: then there is another answer.
 *
 * @param isWanted asked before each post
 */
export async function* loginAnswers(user: string, proof: Proof, isWanted: () => boolean): AsyncGenerator<Heard, void> {
  for (let repeats = 0; isWanted(); repeats += 1) {
    const answer = await requestLogin(user, proof);
    const pauseMs = repeats < maxRepeats ? pauseBeforeRepeat(answer) : undefined;
    yield { answer, comesAgain: pauseMs !== undefined };
    if (pauseMs === undefined) return;
    await new Promise((resolve) => window.setTimeout(resolve, pauseMs));
  }
}

/** undefined: the same proof is not to come again. */
function pauseBeforeRepeat(answer: Answer): number | undefined {
  if (!answer || answer.accepted || answer.next !== 'retry') return undefined;
  const { retryAfterMs } = answer;
  return retryAfterMs !== undefined && retryAfterMs <= maxPauseMs ? retryAfterMs : undefined;
}
