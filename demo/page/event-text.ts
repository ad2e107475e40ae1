import type { CaptchaEvent, Outcome } from '../../src/index.js';
import { say } from './language.js';
import { duration, vendorNames } from './names.js';

/** An event as a sentence, for the list beside the timeline and for the status line. */
export function eventText(event: CaptchaEvent): string {
  const who = event.provider ? vendorNames[event.provider.vendor] : say('The page', '页面');
  switch (event.type) {
    case 'attempt':
      if (event.standby)
        return say(
          `${who}: the script is fetched ahead, in case its turn comes.`,
          `${who}：提前加载脚本，以备轮到这一家。`,
        );
      return event.attempt === 1
        ? say(`${who}: the script is requested.`, `${who}：请求脚本。`)
        : say(
            `${who}: the script is requested again, attempt ${event.attempt}.`,
            `${who}：再次请求脚本，第 ${event.attempt} 次。`,
          );
    case 'attempt_failed':
      return say(
        `${who}: the attempt failed (${event.error.code}). ${nextAttempt(event.retryInMs)}`,
        `${who}：这次失败了（${event.error.code}）。${nextAttempt(event.retryInMs)}`,
      );
    case 'loaded':
      return say(`${who}: the script is loaded and usable.`, `${who}：脚本已加载，可以使用。`);
    case 'ready':
      return say(`${who}: the challenge is prepared.`, `${who}：验证已准备好。`);
    case 'shown':
      return say(`${who}: the challenge is on screen.`, `${who}：验证出现在屏幕上。`);
    case 'hidden':
      return say(`${who}: the challenge is gone.`, `${who}：验证已消失。`);
    case 'expired':
      return say('The proof is too old to be posted now.', '凭证已过期，不能再提交。');
    case 'late':
      return event.what === 'script'
        ? say(
            `${who}: a script that had been given up arrived late and was ignored.`,
            `${who}：已经放弃的脚本现在才到，已忽略。`,
          )
        : say(`${who}: the vendor called back too late and was ignored.`, `${who}：厂商回调得太晚，已忽略。`);
    case 'provider_failed':
      return say(`${who} is given up: ${codeOf(event.error)}.`, `放弃${who}：${codeOf(event.error)}。`);
    case 'outcome':
      return outcomeText(event.outcome);
  }
}

function nextAttempt(retryInMs: number | 'online' | null): string {
  if (retryInMs === 'online') return say('The next one waits until the device is online.', '等设备恢复联网再试。');
  if (retryInMs === null) return say('No further attempt.', '不再尝试。');
  return say(`Next one in ${duration(retryInMs)}.`, `${duration(retryInMs)} 后再试。`);
}

export function outcomeText(outcome: Outcome): string {
  switch (outcome.status) {
    case 'passed': {
      const vendor = vendorNames[outcome.proof.vendor];
      return say(`Outcome: passed, by ${vendor}.`, `结果：passed，由${vendor}验证。`);
    }
    case 'unverified':
      return say(
        `Outcome: unverified (${codeOf(outcome.error)}). Nobody was checked; the server decides.`,
        `结果：unverified（${codeOf(outcome.error)}）。没有验证过任何人，由服务端决定。`,
      );
    case 'dismissed':
      return say(`Outcome: dismissed (${outcome.reason}).`, `结果：dismissed（${outcome.reason}）。`);
    case 'failed':
      return say(`Outcome: failed (${codeOf(outcome.error)}).`, `结果：failed（${codeOf(outcome.error)}）。`);
  }
}

function codeOf({ code, vendorCode }: { code: string; vendorCode?: string }): string {
  return vendorCode ? `${code}, ${vendorCode}` : code;
}
