import type { CaptchaEvent, CaptchaStatus, Outcome } from '../../src/index.js';
import { eventText, outcomeText } from './event-text.js';
import { say } from './language.js';

const texts: Record<CaptchaStatus, string> = {
  idle: say('Nothing is loaded yet.', '还没有加载任何东西。'),
  preloading: say('Loading the first vendor’s script ahead of time.', '正在提前加载第一家厂商的脚本。'),
  ready: say('A challenge can start at once.', '可以马上开始验证。'),
  starting: say('Getting a challenge on screen.', '正在让验证出现在屏幕上。'),
  challenging: say('A challenge is on screen: it is the visitor’s turn.', '验证在屏幕上：轮到访客了。'),
  destroyed: say('Destroyed. The next run makes a new captcha.', '已销毁。下次运行会重新创建。'),
};

/** Says in plain words what is going on: the captcha's status, then each event that a visitor would ask about. */
export function createStatusLine(badge: HTMLElement, line: HTMLElement) {
  return {
    status(status: CaptchaStatus) {
      badge.textContent = status;
      badge.dataset.status = status;
      line.textContent = texts[status];
    },
    event(event: CaptchaEvent) {
      if (event.type === 'attempt_failed' || event.type === 'provider_failed') line.textContent = eventText(event);
    },
    outcome: (outcome: Outcome) => (line.textContent = outcomeText(outcome)),
    tell: (text: string) => (line.textContent = text),
  };
}
