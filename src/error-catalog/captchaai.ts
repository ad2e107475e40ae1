import type { ErrorTable, RetryRule } from './error-entry.js';
import { never, newChallenge, pollEveryFiveSeconds } from './retry-rules.js';

/** The service's own figures; the cap is ours. */
const backOffFromTenSeconds: RetryRule = {
  kind: 'backoff',
  backoff: { firstMs: 10_000, factor: 2, capMs: 160_000 },
};

/**
 * CaptchaAI, a solver service, of which this project describes the error responses only. They come on HTTP 200, as far as
 * its samples tell, so only the code says anything. Sources: the service's pages on `in.php` and `res.php`.
 */
export const captchaaiErrors: ErrorTable = [
  {
    code: 'CAPCHA_NOT_READY',
    where: ['poll'],
    category: 'pending',
    meaning: {
      en: 'The task is still being worked on, which is no error.',
      zh: '任务仍在处理，不是错误。',
    },
    advice: {
      en: 'Ask again every 5 s, and mind the spelling, which lacks a T.',
      zh: '每 5 秒再查询一次，注意错误码的拼写就是少一个 T。',
    },
    retry: pollEveryFiveSeconds,
  },
  {
    code: 'ERROR_SERVER_ERROR',
    where: ['submit'],
    category: 'vendor',
    meaning: {
      en: 'The service has a passing fault.',
      zh: '服务出现暂时性故障。',
    },
    advice: {
      en: 'Submit again after 10 s, doubling the pause each time.',
      zh: '等待 10 秒后重新提交，每次把间隔加倍。',
    },
    retry: backOffFromTenSeconds,
  },
  {
    code: 'ERROR_INTERNAL_SERVER_ERROR',
    where: ['submit'],
    category: 'vendor',
    meaning: {
      en: 'The service has a passing fault inside.',
      zh: '服务内部出现暂时性故障。',
    },
    advice: {
      en: 'Submit again after 10 s, doubling the pause each time.',
      zh: '等待 10 秒后重新提交，每次把间隔加倍。',
    },
    retry: backOffFromTenSeconds,
  },
  {
    code: 'ERROR_ZERO_BALANCE',
    where: ['submit'],
    category: 'rate_limit',
    meaning: {
      en: 'All threads of the plan are busy, or the funds are used up; at uCaptcha the same code means funds only.',
      zh: '套餐的线程都在使用，或者余额不足；在 uCaptcha，同一错误码只表示余额不足。',
    },
    advice: {
      en: 'Submit again when threads are free, and look at the balance if it stays.',
      zh: '等线程空闲后重新提交；如果一直如此，请检查余额。',
    },
    retry: backOffFromTenSeconds,
  },
  {
    code: 'ERROR_UPLOAD',
    where: ['submit'],
    category: 'configuration',
    meaning: {
      en: 'The picture in the request cannot be read.',
      zh: '请求中的图片无法读取。',
    },
    advice: {
      en: 'The service lists it as retryable, but the fix is the data: check encoding and field name.',
      zh: '服务把它列为可以重试，但真正要修正的是数据：请检查编码和字段名。',
    },
    retry: backOffFromTenSeconds,
  },
  {
    code: 'IP_BANNED',
    where: ['submit'],
    category: 'rate_limit',
    meaning: {
      en: 'Your address is blocked for about 5 minutes after too many wrong keys; at uCaptcha the same code means an address that is not on the list of the key.',
      zh: '密钥错误次数过多，你的地址被封禁约 5 分钟；在 uCaptcha，同一错误码表示地址不在密钥的白名单中。',
    },
    advice: {
      en: 'Correct the key, wait 5 minutes, and start again by hand.',
      zh: '改正密钥，等待 5 分钟，再手动重新开始。',
    },
    retry: never,
  },
  {
    code: 'ERROR_WRONG_USER_KEY',
    where: ['submit', 'poll'],
    category: 'configuration',
    meaning: {
      en: 'The key is not 32 characters long.',
      zh: '密钥不是 32 个字符。',
    },
    advice: {
      en: 'Copy the key from the dashboard once more.',
      zh: '从控制台重新复制密钥。',
    },
    retry: never,
  },
  {
    code: 'ERROR_KEY_DOES_NOT_EXIST',
    where: ['submit', 'poll'],
    category: 'configuration',
    meaning: {
      en: 'No account has this key.',
      zh: '没有账号使用该密钥。',
    },
    advice: {
      en: 'Copy the key from the dashboard once more.',
      zh: '从控制台重新复制密钥。',
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
      en: 'Send pageurl as a full URL.',
      zh: 'pageurl 要填完整的网址。',
    },
    retry: never,
  },
  {
    code: 'ERROR_WRONG_GOOGLEKEY',
    where: ['submit'],
    category: 'configuration',
    meaning: {
      en: 'The site key in the request has a wrong format.',
      zh: '请求中的站点密钥格式错误。',
    },
    advice: {
      en: 'Send the site key of the page unchanged.',
      zh: '原样传入页面的站点密钥。',
    },
    retry: never,
  },
  {
    code: 'ERROR_GOOGLEKEY',
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
    code: 'ERROR_BAD_TOKEN_OR_PAGEURL',
    where: ['submit'],
    category: 'configuration',
    meaning: {
      en: 'Site key and page URL do not belong together.',
      zh: '站点密钥与页面地址不匹配。',
    },
    advice: {
      en: 'Send the site key together with the URL of the page or frame that holds it.',
      zh: '站点密钥要与它所在页面或 iframe 的网址一起传入。',
    },
    retry: never,
  },
  {
    code: 'ERROR_BAD_PARAMETERS',
    where: ['submit'],
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
    code: 'ERROR_WRONG_FILE_EXTENSION',
    where: ['submit'],
    category: 'configuration',
    meaning: {
      en: "The picture's file name has an extension that is not accepted.",
      zh: '不支持图片文件的扩展名。',
    },
    advice: {
      en: 'Send a picture of a type and size that the service accepts.',
      zh: '请提交服务支持的格式和大小的图片。',
    },
    retry: never,
  },
  {
    code: 'ERROR_IMAGE_TYPE_NOT_SUPPORTED',
    where: ['submit'],
    category: 'configuration',
    meaning: {
      en: "The picture's type is not accepted.",
      zh: '不支持图片的类型。',
    },
    advice: {
      en: 'Send a picture of a type and size that the service accepts.',
      zh: '请提交服务支持的格式和大小的图片。',
    },
    retry: never,
  },
  {
    code: 'ERROR_TOO_BIG_CAPTCHA_FILESIZE',
    where: ['submit'],
    category: 'configuration',
    meaning: {
      en: 'The picture is too large.',
      zh: '图片过大。',
    },
    advice: {
      en: 'Send a picture of a type and size that the service accepts.',
      zh: '请提交服务支持的格式和大小的图片。',
    },
    retry: never,
  },
  {
    code: 'ERROR_ZERO_CAPTCHA_FILESIZE',
    where: ['submit'],
    category: 'configuration',
    meaning: {
      en: 'The picture has fewer than 100 bytes.',
      zh: '图片小于 100 字节。',
    },
    advice: {
      en: 'Send a picture of a type and size that the service accepts.',
      zh: '请提交服务支持的格式和大小的图片。',
    },
    retry: never,
  },
  {
    code: 'ERROR_BAD_PROXY',
    where: ['submit'],
    category: 'network',
    meaning: {
      en: 'The proxy in the request cannot be used.',
      zh: '请求中的代理不可用。',
    },
    advice: {
      en: 'Submit a new task with another proxy.',
      zh: '换一个代理，提交新任务。',
    },
    retry: newChallenge,
  },
  {
    code: 'ERROR_PROXY_CONNECTION_FAILED',
    where: ['poll'],
    category: 'network',
    meaning: {
      en: 'The service could not connect through the proxy.',
      zh: '服务无法通过该代理建立连接。',
    },
    advice: {
      en: 'Submit a new task with another proxy.',
      zh: '换一个代理，提交新任务。',
    },
    retry: newChallenge,
  },
  {
    code: 'ERROR_CAPTCHA_UNSOLVABLE',
    where: ['poll'],
    category: 'challenge',
    meaning: {
      en: 'The service gave up on this task.',
      zh: '服务放弃了这个任务。',
    },
    advice: {
      en: 'Submit a new task, since the same id never gets an answer.',
      zh: '提交新任务，因为同一个 id 不会再有结果。',
    },
    retry: newChallenge,
  },
  {
    code: 'ERROR_WRONG_ID_FORMAT',
    where: ['poll'],
    category: 'configuration',
    meaning: {
      en: 'The task id has a wrong format.',
      zh: '任务 id 格式错误。',
    },
    advice: {
      en: 'Send the id as submit returned it, without OK and the bar.',
      zh: '原样使用提交时返回的 id，不要带上 OK 和竖线。',
    },
    retry: never,
  },
  {
    code: 'ERROR_WRONG_CAPTCHA_ID',
    where: ['poll'],
    category: 'configuration',
    meaning: {
      en: 'The task id is unknown or has expired.',
      zh: '任务 id 不存在或已过期。',
    },
    advice: {
      en: 'Stop asking for this id, and check that the id is that of the same key.',
      zh: '停止查询该 id，并确认它属于同一个密钥。',
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
];
