import type { ErrorTable } from './error-entry.js';
import { backOffFromOneSecond, never, newChallenge } from './retry-rules.js';

/**
 * What the call of `VerifyIntelligentCaptcha` itself fails with: the API's codes, and what the official Node SDK
 * throws when no answer came. Source: docs/vendors/aliyun.md, A-SRV-CALL, A-SRV-SDK.
 */
export const aliyunCallCodes: ErrorTable = [
  {
    code: '400',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'HTTP 400 without a code of its own, as seen when a parameter is missing.',
      zh: 'HTTP 400 且没有具体的错误码，见于缺少参数的请求。',
    },
    advice: {
      en: 'Send CaptchaVerifyParam and SceneId in the form body.',
      zh: '在表单请求体中传入 CaptchaVerifyParam 和 SceneId。',
    },
    retry: never,
  },
  {
    code: 'Forbidden.AccountAccessDenied',
    where: ['server_check'],
    category: 'account',
    meaning: {
      en: 'The captcha product is not activated, or the account is in arrears.',
      zh: '没有开通验证码产品，或者账号已欠费。',
    },
    advice: {
      en: 'Activate the product or settle the bill in the console.',
      zh: '在控制台开通产品或结清欠费。',
    },
    retry: never,
  },
  {
    code: 'Forbidden.RAMUserAccessDenied',
    where: ['server_check'],
    category: 'account',
    meaning: {
      en: 'The RAM user of the API keys may not use the captcha product.',
      zh: 'API 密钥对应的 RAM 用户无权使用验证码产品。',
    },
    advice: {
      en: 'Grant AliyunYundunAFSFullAccess to the RAM user, or the one action that you call.',
      zh: '为该 RAM 用户授予 AliyunYundunAFSFullAccess，或者只授予所调用的操作。',
    },
    retry: never,
  },
  {
    code: 'Forbidden.NoPermission',
    where: ['server_check'],
    category: 'account',
    meaning: {
      en: 'The API keys lack the permission for this action, on HTTP 403.',
      zh: 'API 密钥没有该操作的权限，HTTP 状态为 403。',
    },
    advice: {
      en: 'Allow captcha:VerifyIntelligentCaptcha for the RAM user of the keys.',
      zh: '为密钥对应的 RAM 用户允许 captcha:VerifyIntelligentCaptcha。',
    },
    retry: never,
  },
  {
    code: 'InvalidAccessKeyId.NotFound',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'The AccessKeyId does not exist, on HTTP 404.',
      zh: 'AccessKeyId 不存在，HTTP 状态为 404。',
    },
    advice: {
      en: 'Check the AccessKeyId for missing characters, and whether the key was deleted or disabled.',
      zh: '检查 AccessKeyId 是否缺字符，以及密钥是否已删除或禁用。',
    },
    retry: never,
  },
  {
    code: 'SignatureDoesNotMatch',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'The signature does not fit the request, on HTTP 400.',
      zh: '签名与请求不符，HTTP 状态为 400。',
    },
    advice: {
      en: 'Check the AccessKeySecret for missing characters and spaces.',
      zh: '检查 AccessKeySecret 有没有缺字符或多空格。',
    },
    retry: never,
  },
  {
    code: 'Throttling',
    where: ['server_check'],
    category: 'rate_limit',
    meaning: {
      en: 'The calls are above the limit; the SDK throws a ThrottlingError for every code that contains this word.',
      zh: '调用频率超过上限；凡是错误码中含有这个词，SDK 都会抛出 ThrottlingError。',
    },
    advice: {
      en: "Ask the user to solve a new challenge after the error's retryAfter, and limit params per network before you call.",
      zh: '按错误中的 retryAfter 等待后请用户重新验证，并在调用之前按网络限制提交量。',
    },
    retry: newChallenge,
  },
  {
    code: 'RequestTimeoutError',
    where: ['server_check'],
    category: 'timeout',
    meaning: {
      en: "The SDK got no answer in time, which is 3 s unless you set another; this is the error's name, since it has no code.",
      zh: 'SDK 没有按时得到响应，默认限时 3 秒；这是错误的 name，它没有 code。',
    },
    advice: {
      en: 'Treat it like an outage of the vendor, within your limits, and do not send the param again, since the vendor may have read it.',
      zh: '按厂商故障处理并遵守你的限额；不要再次提交该参数，因为厂商可能已经收到。',
    },
    retry: newChallenge,
  },
  {
    code: 'ECONNRESET',
    where: ['server_check'],
    category: 'network',
    meaning: {
      en: 'The connection to the vendor was cut before the answer.',
      zh: '在得到响应之前，与厂商的连接被断开。',
    },
    advice: {
      en: 'Treat it like an outage of the vendor, within your limits, and do not send the param again, since the vendor may have read it.',
      zh: '按厂商故障处理并遵守你的限额；不要再次提交该参数，因为厂商可能已经收到。',
    },
    retry: newChallenge,
  },
  {
    code: 'ECONNREFUSED',
    where: ['server_check'],
    category: 'network',
    meaning: {
      en: "The vendor's host refused the connection, so nothing was sent.",
      zh: '厂商的主机拒绝连接，因此没有发送任何内容。',
    },
    advice: {
      en: "Try again with the same param, and check the endpoint's name and your server's egress rules.",
      zh: '可以用同一个参数重试，并检查接入点域名和服务器的出站规则。',
    },
    retry: backOffFromOneSecond,
  },
];
