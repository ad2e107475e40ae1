import type { ErrorTable, RetryRule } from './error-entry.js';
import { never, newChallenge, pollEveryFiveSeconds } from './retry-rules.js';

/** The service says "after seconds"; the figures are ours. */
const backOffFromFiveSeconds: RetryRule = {
  kind: 'backoff',
  backoff: { firstMs: 5_000, factor: 2, capMs: 60_000 },
};

/** The limit counts windows of 10 s, so that is the first pause when the header is missing. */
const waitForReset: RetryRule = {
  kind: 'header',
  header: 'X-RateLimit-Reset',
  backoff: { firstMs: 10_000, factor: 2, capMs: 60_000 },
};

/**
 * uCaptcha, a solver service, of which this project describes the error responses only: those of its JSON, its legacy
 * and its DeathByCaptcha protocol. Sources: ucaptcha.net/docs/api/error-codes, /docs/api/legacy/res-php,
 * /docs/api/deathbycaptcha/report.
 */
export const ucaptchaErrors: ErrorTable = [
  {
    code: 'CAPCHA_NOT_READY',
    where: ['poll'],
    category: 'pending',
    meaning: {
      en: 'The task is still being worked on, which is no error; legacy protocol, HTTP 200.',
      zh: '任务仍在处理，不是错误；旧版协议，HTTP 200。',
    },
    advice: {
      en: 'Ask again every 5 s, and mind the spelling, which lacks a T.',
      zh: '每 5 秒再查询一次，注意错误码的拼写就是少一个 T。',
    },
    retry: pollEveryFiveSeconds,
  },
  {
    code: 'ERROR_CAPTCHA_UNSOLVABLE',
    where: ['poll'],
    category: 'challenge',
    meaning: {
      en: 'The provider gave up on this task, on HTTP 200.',
      zh: '服务商放弃了这个任务，HTTP 状态为 200。',
    },
    advice: {
      en: 'Submit a new task; the money for this one comes back by itself.',
      zh: '提交新任务，本次费用会自动退还。',
    },
    retry: newChallenge,
  },
  {
    code: 'RATE_LIMITED',
    where: ['submit', 'poll'],
    category: 'rate_limit',
    meaning: {
      en: 'Your address sent over 10,000 requests in 10 s, on HTTP 429.',
      zh: '你的地址在 10 秒内发送了超过一万个请求，HTTP 状态为 429。',
    },
    advice: {
      en: 'Stop until the time in X-RateLimit-Reset, and poll less often.',
      zh: '停到 X-RateLimit-Reset 所示的时间再继续，并降低查询频率。',
    },
    retry: waitForReset,
  },
  {
    code: 'NO_PROVIDERS_AVAILABLE',
    where: ['submit'],
    category: 'vendor',
    meaning: {
      en: 'No provider can take the task now; it is retryable although HTTP 400 otherwise means a wrong request.',
      zh: '目前没有可用的服务商；虽然 HTTP 400 通常表示请求有误，这个错误码可以重试。',
    },
    advice: {
      en: 'Submit again after some seconds.',
      zh: '等待几秒后重新提交。',
    },
    retry: backOffFromFiveSeconds,
  },
  {
    code: 'ERROR_ZERO_BALANCE',
    where: ['submit'],
    category: 'account',
    meaning: {
      en: 'The account has no funds, on HTTP 402; at CaptchaAI the same code can mean busy threads.',
      zh: '账号余额不足，HTTP 状态为 402；在 CaptchaAI，同一错误码还可能表示线程被占满。',
    },
    advice: {
      en: 'Top up the account.',
      zh: '为账号充值。',
    },
    retry: never,
  },
  {
    code: 'ERROR_KEY_DOES_NOT_EXIST',
    where: ['submit', 'poll'],
    category: 'configuration',
    meaning: {
      en: 'No account has this key, on HTTP 401.',
      zh: '没有账号使用该密钥，HTTP 状态为 401。',
    },
    advice: {
      en: 'Copy the key from the dashboard once more.',
      zh: '从控制台重新复制密钥。',
    },
    retry: never,
  },
  {
    code: 'ERROR_WRONG_USER_KEY',
    where: ['submit', 'poll'],
    category: 'configuration',
    meaning: {
      en: 'The key is wrong, on HTTP 401.',
      zh: '密钥错误，HTTP 状态为 401。',
    },
    advice: {
      en: 'Copy the key from the dashboard once more.',
      zh: '从控制台重新复制密钥。',
    },
    retry: never,
  },
  {
    code: 'IP_BANNED',
    where: ['submit', 'poll'],
    category: 'configuration',
    meaning: {
      en: "Your address is not on the key's list of addresses, on HTTP 403; at CaptchaAI the same code is a ban of 5 minutes.",
      zh: '你的地址不在密钥的 IP 白名单中，HTTP 状态为 403；在 CaptchaAI，同一错误码表示封禁 5 分钟。',
    },
    advice: {
      en: "Add the address to the key's list, since waiting changes nothing.",
      zh: '把该地址加入密钥的白名单，等待不会有任何变化。',
    },
    retry: never,
  },
  {
    code: 'ERROR_BANNED',
    where: ['submit', 'poll'],
    category: 'account',
    meaning: {
      en: 'The account is banned, on HTTP 403.',
      zh: '账号已被封禁，HTTP 状态为 403。',
    },
    advice: {
      en: 'Ask the service why.',
      zh: '请向服务方询问原因。',
    },
    retry: never,
  },
  {
    code: 'ERROR_PAGEURL',
    where: ['submit'],
    category: 'configuration',
    meaning: {
      en: "The request lacks the page's URL, or it is wrong.",
      zh: '请求缺少页面地址，或者地址有误。',
    },
    advice: {
      en: 'Send the full URL of the page.',
      zh: '传入页面的完整网址。',
    },
    retry: never,
  },
  {
    code: 'ERROR_SITEKEY',
    where: ['submit'],
    category: 'configuration',
    meaning: {
      en: 'The site key in the request is missing or wrong.',
      zh: '请求中缺少站点密钥，或者密钥有误。',
    },
    advice: {
      en: 'Send the site key of the page unchanged.',
      zh: '原样传入页面的站点密钥。',
    },
    retry: never,
  },
  {
    code: 'ERROR_BAD_PARAMETERS',
    where: ['submit', 'poll'],
    category: 'configuration',
    meaning: {
      en: 'The request lacks parameters, or some are wrong.',
      zh: '请求缺少参数，或者参数有误。',
    },
    advice: {
      en: "Compare the request with the service's documentation of this task type.",
      zh: '请对照服务文档中该任务类型的参数。',
    },
    retry: never,
  },
  {
    code: 'ERROR_BAD_PROXY',
    where: ['submit'],
    category: 'configuration',
    meaning: {
      en: 'The proxy in the request cannot be used.',
      zh: '请求中的代理不可用。',
    },
    advice: {
      en: 'Put in another proxy; the same request is refused again.',
      zh: '换一个代理，同样的请求还会被拒绝。',
    },
    retry: never,
  },
  {
    code: 'ERROR_PROXY_FORMAT',
    where: ['submit'],
    category: 'configuration',
    meaning: {
      en: 'The proxy is not written in the expected form.',
      zh: '代理的写法不符合格式。',
    },
    advice: {
      en: 'Write the proxy as the documentation shows.',
      zh: '按文档的格式填写代理。',
    },
    retry: never,
  },
  {
    code: 'ERROR_EMPTY_ACTION',
    where: ['poll'],
    category: 'configuration',
    meaning: {
      en: 'The request does not say what to do.',
      zh: '请求没有说明要执行的操作。',
    },
    advice: {
      en: 'Send the action parameter, which is get for a result.',
      zh: '加上 action 参数，查询结果时填 get。',
    },
    retry: never,
  },
  {
    code: 'TASK_NOT_SUPPORTED',
    where: ['submit'],
    category: 'configuration',
    meaning: {
      en: 'The task type is not one that the service takes.',
      zh: '服务不支持该任务类型。',
    },
    advice: {
      en: "Use a task type of the service's list.",
      zh: '改用服务列表中的任务类型。',
    },
    retry: never,
  },
  {
    code: 'ERROR_WRONG_CAPTCHA_ID',
    where: ['poll'],
    category: 'configuration',
    meaning: {
      en: 'The task is unknown or has expired, on HTTP 404.',
      zh: '任务不存在或已过期，HTTP 状态为 404。',
    },
    advice: {
      en: 'Stop asking for this id, and check that the id is that of the same key.',
      zh: '停止查询该 id，并确认它属于同一个密钥。',
    },
    retry: never,
  },
  {
    code: '255',
    where: ['submit', 'poll'],
    category: 'unknown',
    meaning: {
      en: 'The DeathByCaptcha protocol has this one status for every fault, on HTTP 503, even for a task that is not found.',
      zh: 'DeathByCaptcha 协议的所有错误都用这个状态，HTTP 状态为 503，连找不到任务也是如此。',
    },
    advice: {
      en: 'Read the text in error, and do not take HTTP 503 for a passing fault.',
      zh: '请看 error 中的文字，不要把 HTTP 503 当作暂时性故障。',
    },
    retry: never,
  },
];
