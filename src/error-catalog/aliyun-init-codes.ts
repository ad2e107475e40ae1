import type { ErrorTable } from './error-entry.js';
import { afterUserAction, never } from './retry-rules.js';

/**
 * `Code` of the Init API, which reaches the page only in the value of the promise of `initAliyunCaptcha`. But for the
 * limits, the script has asked up to four times by then, so the rest is left to the user.
 * Source: docs/vendors/aliyun.md, A-API-CODES, A-CODE-IN-PROMISE, A-RATE-LIMIT.
 */
export const aliyunInitCodes: ErrorTable = [
  {
    code: 'IllegalUserTag',
    where: ['init'],
    category: 'configuration',
    meaning: {
      en: 'The prefix is not known to the vendor.',
      zh: '身份标（prefix）无效。',
    },
    advice: {
      en: "Copy the prefix from the overview page of the console, and check that it stands in AliyunCaptchaConfig before the script's tag.",
      zh: '从控制台的概览页复制身份标，并确认 AliyunCaptchaConfig 写在 script 标签之前。',
    },
    retry: never,
  },
  {
    code: 'IllegalCertifyId',
    where: ['init'],
    category: 'configuration',
    meaning: {
      en: 'The UserCertifyId that the page gave has a wrong format.',
      zh: '页面传入的 UserCertifyId 格式错误。',
    },
    advice: {
      en: 'Make it of the prefix, an underscore and ten letters or digits, or leave it out.',
      zh: '格式应为身份标、下划线加十位字母或数字；也可以不传。',
    },
    retry: never,
  },
  {
    code: 'IllegalScene',
    where: ['init'],
    category: 'configuration',
    meaning: {
      en: 'The SceneId is wrong, or its scene belongs to another account than the prefix.',
      zh: 'SceneId 错误，或者该场景与身份标不属于同一个账号。',
    },
    advice: {
      en: 'Copy prefix and SceneId from the same console, and write SceneId with a capital S.',
      zh: '从同一个控制台复制身份标和 SceneId，注意 SceneId 的首字母大写。',
    },
    retry: never,
  },
  {
    code: 'Forbidden.AccountAccessDenied',
    where: ['init'],
    category: 'account',
    meaning: {
      en: 'The account is in arrears.',
      zh: '账号已欠费。',
    },
    advice: {
      en: 'Settle the bill in the console, and do not take the token that the script hands over all the same for a pass.',
      zh: '在控制台结清欠费；脚本此时仍会给出令牌，不要把它当作验证通过。',
    },
    retry: never,
  },
  {
    code: 'Throttling',
    where: ['init'],
    category: 'rate_limit',
    meaning: {
      en: 'Init requests are above the limit of the product.',
      zh: '初始化请求的频率超过了产品上限。',
    },
    advice: {
      en: 'Let the user try again later, init once a page rather than once a click, and ask the vendor for a higher limit.',
      zh: '让用户稍后再试，每个页面只初始化一次而不是每次点击都初始化，必要时联系厂商提高上限。',
    },
    retry: afterUserAction,
  },
  {
    code: 'ThrottlingByStrategy',
    where: ['init'],
    category: 'rate_limit',
    meaning: {
      en: 'This visitor inits so often that the vendor takes it for enumeration, and even the script does not ask again.',
      zh: '该访客初始化过于频繁，被厂商当作遍历行为限流，连脚本自己也不再重试。',
    },
    advice: {
      en: 'Let the user try again later, and look for code that inits in a loop or at every render.',
      zh: '让用户稍后再试，并检查是否有代码在循环中或每次渲染时都初始化。',
    },
    retry: afterUserAction,
  },
  {
    code: '403',
    where: ['init'],
    category: 'rate_limit',
    meaning: {
      en: 'Init was answered by HTTP 403 with the header x-auth-msg, which is flow limiting and no matter of permission.',
      zh: '初始化得到 HTTP 403 和 x-auth-msg 响应头，这是限流，与权限无关。',
    },
    advice: {
      en: 'Let the user try again later, and compare your traffic with what you bought.',
      zh: '让用户稍后再试，并对照已购买的额度检查流量。',
    },
    retry: afterUserAction,
  },
  {
    code: 'LimitFlow',
    where: ['init'],
    category: 'rate_limit',
    meaning: {
      en: 'Init answered Success with LimitFlow true, which the script takes for a failure.',
      zh: '初始化返回成功但 LimitFlow 为 true，脚本会按失败处理。',
    },
    advice: {
      en: 'Let the user try again later, and compare your traffic with what you bought.',
      zh: '让用户稍后再试，并对照已购买的额度检查流量。',
    },
    retry: afterUserAction,
  },
  {
    code: 'Fail',
    where: ['init'],
    category: 'network',
    meaning: {
      en: 'No usable answer came from any Init host; the script makes this code itself and says in err whether it was a time-out.',
      zh: '所有初始化域名都没有返回可用的结果；这个错误码由脚本自己生成，err 会说明是否超时。',
    },
    advice: {
      en: "Let the user try again, and check that connect-src in the page's CSP allows both Init hosts of the region.",
      zh: '让用户重试，并检查页面 CSP 的 connect-src 是否放行该地域的两个初始化域名。',
    },
    retry: afterUserAction,
  },
];
