import { say } from './language.js';

/** What the demo's server made of a proof, as far as a visitor is told. */
export type AnswerKind = 'human' | 'admitted' | 'refused' | 'no_answer';

export const loginTexts = {
  sending: say('Checked. Signing in.', '验证完成，正在登录。'),
  /** Behind an answer, when the same proof is posted again. */
  again: say('Asking once more in a few seconds.', '几秒后再问一次。'),
  noAnswer: say('The server did not answer. Please try again.', '服务端没有应答，请重试。'),
};
