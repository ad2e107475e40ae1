import type {
  Backoff,
  ErrorCategory,
  ErrorPlace,
  ErrorTable,
  RetryRule,
  Sentence,
} from '../../src/error-catalog/index.js';
import {
  aicaptchaErrors,
  aliyunErrors,
  captchaaiErrors,
  tencentErrors,
  ucaptchaErrors,
} from '../../src/error-catalog/index.js';

/** The words around the error catalogue, for the panel of the demo and for docs/error-codes.md. */
export type Language = keyof Sentence;

export interface CatalogVendor {
  readonly id: string;
  readonly name: Sentence;
  readonly table: ErrorTable;
}

export const catalogVendors: readonly CatalogVendor[] = [
  { id: 'tencent', name: { en: 'Tencent', zh: '腾讯天御' }, table: tencentErrors },
  { id: 'aliyun', name: { en: 'Aliyun', zh: '阿里云' }, table: aliyunErrors },
  { id: 'aicaptcha', name: { en: 'AICaptcha', zh: 'AICaptcha' }, table: aicaptchaErrors },
  { id: 'captchaai', name: { en: 'CaptchaAI', zh: 'CaptchaAI' }, table: captchaaiErrors },
  { id: 'ucaptcha', name: { en: 'uCaptcha', zh: 'uCaptcha' }, table: ucaptchaErrors },
];

export const placeNames: Record<ErrorPlace, Sentence> = {
  script: { en: 'script', zh: '脚本加载' },
  init: { en: 'init', zh: '初始化' },
  challenge: { en: 'challenge', zh: '验证过程' },
  server_check: { en: 'server check', zh: '服务端校验' },
  submit: { en: 'submit', zh: '提交任务' },
  poll: { en: 'poll', zh: '查询结果' },
};

/** What each category says of the fault, and who can do something about it. */
export const categoryTexts: Record<ErrorCategory, Sentence> = {
  configuration: {
    en: "Ids, keys, parameters or settings are wrong: the site's to mend.",
    zh: '标识、密钥、参数或设置有误，需要网站自己修正。',
  },
  account: {
    en: 'Arrears, no package, a missing permission or a ban: to be settled with the vendor.',
    zh: '欠费、没有资源包、缺少权限或被封禁，需要与厂商处理。',
  },
  page: { en: 'The page around the captcha is at fault.', zh: '验证码所在的页面有问题。' },
  environment: { en: "The user's browser or device is at fault.", zh: '用户的浏览器或设备有问题。' },
  network: { en: 'Something could not be reached.', zh: '网络不可达。' },
  timeout: { en: 'Something did not answer in time.', zh: '没有按时响应。' },
  rate_limit: { en: 'Too much was asked for: wait.', zh: '请求过多，需要等待。' },
  vendor: { en: 'The vendor is at fault.', zh: '厂商一侧的故障。' },
  challenge: {
    en: 'The verdict on the user, a pass included: nothing is out of order.',
    zh: '对用户的判定结果（也包括通过），系统本身没有故障。',
  },
  expired: { en: 'It was good once, and is too old now.', zh: '曾经有效，现在已过期。' },
  replay: { en: 'It has been used before.', zh: '已经使用过。' },
  cancelled: { en: 'The user or the page left.', zh: '用户或页面主动放弃。' },
  pending: { en: 'No error: the answer is still to come.', zh: '不是错误，结果尚未产生。' },
  unknown: { en: 'Nothing is known of it, so nothing is repeated.', zh: '含义不明，因此不重试。' },
};

export const retryKindTexts: Record<RetryRule['kind'], Sentence> = {
  never: {
    en: 'Nothing changes by itself, so a program does not try again.',
    zh: '情况不会自行改变，程序不应重试。',
  },
  now: { en: 'The same may be tried again at once.', zh: '可以立即重试。' },
  after_user_action: {
    en: 'The user tries again, waits or reloads; a program does not.',
    zh: '由用户重试、等待或刷新，程序不应自动重试。',
  },
  new_challenge: {
    en: 'Not with the same ticket, token or task: a new one is needed.',
    zh: '同一票据、令牌或任务不能再用，需要新的。',
  },
  poll: { en: 'Ask again every so often.', zh: '每隔一段时间再查询。' },
  backoff: { en: 'Try again after pauses that grow up to a cap.', zh: '按逐渐变长、有上限的间隔重试。' },
  header: {
    en: 'Wait until the time in a response header, or as with `backoff` where it is missing.',
    zh: '等到响应头所示的时间；没有该响应头时与 `backoff` 相同。',
  },
};

/** A retry rule with its figures, in words. */
export function retryText(rule: RetryRule, language: Language): string {
  const figures = retryFigures(rule, language);
  switch (rule.kind) {
    case 'never':
      return { en: 'never', zh: '不重试' }[language];
    case 'now':
      return { en: 'at once', zh: '立即重试' }[language];
    case 'after_user_action':
      return { en: 'by the user, not by a program', zh: '由用户重试，程序不重试' }[language];
    case 'new_challenge':
      return { en: 'only with a new challenge or task', zh: '仅限新的验证或任务' }[language];
    case 'poll':
      return { en: `ask again ${figures}`, zh: `${figures}查询一次` }[language];
    case 'backoff':
      return figures;
    case 'header':
      return { en: `when the header says so: ${figures}`, zh: `按响应头：${figures}` }[language];
  }
}

/** The header and the pauses of a retry rule; '' where it has none. */
export function retryFigures(rule: RetryRule, language: Language): string {
  switch (rule.kind) {
    case 'poll':
      return { en: `every ${span(rule.everyMs, 'en')}`, zh: `每 ${span(rule.everyMs, 'zh')}` }[language];
    case 'backoff':
      return pausesText(rule.backoff, language);
    case 'header': {
      const pauses = pausesText(rule.backoff, language);
      return { en: `${rule.header}, else ${pauses}`, zh: `${rule.header}，缺少时${pauses}` }[language];
    }
    case 'never':
    case 'now':
    case 'after_user_action':
    case 'new_challenge':
      return '';
  }
}

function pausesText({ firstMs, factor, capMs }: Backoff, language: Language): string {
  return {
    en: `after ${span(firstMs, 'en')}, then × ${factor} up to ${span(capMs, 'en')}`,
    zh: `等 ${span(firstMs, 'zh')}，之后每次 × ${factor}，最长 ${span(capMs, 'zh')}`,
  }[language];
}

function span(ms: number, language: Language): string {
  const [number, unit] = ms % 60_000 === 0 ? [ms / 60_000, minutes] : [ms / 1000, seconds];
  return `${number} ${unit[language]}`;
}

const seconds: Sentence = { en: 's', zh: '秒' };
const minutes: Sentence = { en: 'min', zh: '分钟' };
