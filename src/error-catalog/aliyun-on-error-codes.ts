import type { ErrorTable } from './error-entry.js';
import { afterUserAction, never } from './retry-rules.js';

/**
 * `code` of what `onError` gets. V3 calls `success` with a degraded param before it, so a pass is none until this
 * did not come. Source: docs/vendors/aliyun.md, A-ONERROR, A-SUCCESS-FIRST.
 */
export const aliyunOnErrorCodes: ErrorTable = [
  {
    code: 'INIT_FAIL',
    where: ['init'],
    category: 'vendor',
    meaning: {
      en: 'Init failed, which may be an outage, a wrong id, arrears or throttling: onError does not say which.',
      zh: '初始化失败，可能是故障、标识填错、欠费或限流：onError 不说明是哪一种。',
    },
    advice: {
      en: 'Look up the Code in the value of the promise of initAliyunCaptcha, and let the user try again only if there is none.',
      zh: '请查看 initAliyunCaptcha 返回的 Promise 中的 Code；没有 Code 时才让用户重试。',
    },
    retry: afterUserAction,
  },
  {
    code: 'LIMIT_FLOW',
    where: ['init'],
    category: 'rate_limit',
    meaning: {
      en: 'The vendor limits the flow: Init answered Success with LimitFlow true.',
      zh: '厂商正在限流：初始化返回成功，但 LimitFlow 为 true。',
    },
    advice: {
      en: 'Let the user try again later, and compare your traffic with what you bought.',
      zh: '让用户稍后再试，并对照已购买的额度检查流量。',
    },
    retry: afterUserAction,
  },
  {
    code: 'DYNAMICJS_FAIL',
    where: ['script'],
    category: 'network',
    meaning: {
      en: 'The dynamic script that draws the challenge could not be loaded in three attempts.',
      zh: '绘制验证码的动态脚本尝试三次后仍加载失败。',
    },
    advice: {
      en: "Let the user try again, and allow g.alicdn.com in script-src, or use 'strict-dynamic' with a nonce.",
      zh: '让用户重试，并在 script-src 中放行 g.alicdn.com，或者使用 nonce 加 strict-dynamic。',
    },
    retry: afterUserAction,
  },
  {
    code: 'DEVICE_INIT_FAIL',
    where: ['init'],
    category: 'vendor',
    meaning: {
      en: 'The device fingerprint could not be had, which the script notes but goes on with.',
      zh: '设备指纹初始化失败，脚本只做记录并继续运行。',
    },
    advice: {
      en: 'Go on too, since it is not fatal, and allow the device hosts in the CSP.',
      zh: '这不是致命错误，可以继续；请在 CSP 中放行设备指纹的域名。',
    },
    retry: never,
  },
  {
    code: 'PIC_FAIL',
    where: ['challenge'],
    category: 'vendor',
    meaning: {
      en: 'A picture of the challenge failed, by the name of this undocumented code.',
      zh: '从名称看是验证码图片出错，这个错误码没有文档。',
    },
    advice: {
      en: 'Let the user try again, and allow the hosts of static-captcha in connect-src, since pictures come by XHR.',
      zh: '让用户重试，并在 connect-src 中放行 static-captcha 的域名，因为图片是用 XHR 获取的。',
    },
    retry: afterUserAction,
  },
  {
    code: 'REFRESH_FAIL',
    where: ['challenge'],
    category: 'vendor',
    meaning: {
      en: 'A new challenge could not be had, by the name of this undocumented code.',
      zh: '从名称看是刷新验证码失败，这个错误码没有文档。',
    },
    advice: {
      en: 'Let the user start again.',
      zh: '让用户重新发起验证。',
    },
    retry: afterUserAction,
  },
  {
    code: 'DEVICE_MAIN_FAIL',
    where: ['challenge'],
    category: 'vendor',
    meaning: {
      en: 'The device fingerprint failed while it ran, by the name of this undocumented code.',
      zh: '从名称看是设备指纹运行出错，这个错误码没有文档。',
    },
    advice: {
      en: 'Let the user start again, and check ad blockers and the device hosts in the CSP.',
      zh: '让用户重新发起验证，并检查广告拦截插件以及 CSP 中的设备指纹域名。',
    },
    retry: afterUserAction,
  },
  {
    code: 'OTHER',
    where: ['challenge'],
    category: 'unknown',
    meaning: {
      en: 'Something that the script itself has no name for.',
      zh: '脚本自己也没有命名的错误。',
    },
    advice: {
      en: "Keep msg and the console's output, and let the user start again by hand.",
      zh: '保留 msg 和控制台输出，由用户手动重新发起验证。',
    },
    retry: never,
  },
];
