import type { ErrorTable } from './error-entry.js';
import { never, newChallenge } from './retry-rules.js';

/**
 * `Response.Error.Code` of the Cloud API, which comes on HTTP 200. Whether the ticket was looked at before the error
 * is not stated, so no rule sends it again. Source: docs/vendors/tencent.md, T-SRV-CALL, T-SRV-OUTAGE.
 */
export const tencentApiCodes: ErrorTable = [
  {
    code: 'InternalError',
    where: ['server_check'],
    category: 'vendor',
    meaning: {
      en: 'The vendor has a fault inside, so the ticket was not judged.',
      zh: '厂商内部出错，票据没有得到判定。',
    },
    advice: {
      en: 'Treat it like an outage of the vendor, within the limits that you set for one.',
      zh: '按厂商故障处理，并遵守你为故障设定的限额。',
    },
    retry: newChallenge,
  },
  {
    code: 'MissingParameter',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'The request lacks a required parameter.',
      zh: '请求缺少必填参数。',
    },
    advice: {
      en: 'Send CaptchaType, Ticket, UserIp, Randstr, CaptchaAppId and AppSecretKey.',
      zh: '请带上 CaptchaType、Ticket、UserIp、Randstr、CaptchaAppId 和 AppSecretKey。',
    },
    retry: never,
  },
  {
    code: 'UnauthorizedOperation.ErrAuth',
    where: ['server_check'],
    category: 'account',
    meaning: {
      en: 'The account behind the API keys failed authorization for the captcha product.',
      zh: 'API 密钥所属的账号在验证码产品上鉴权失败。',
    },
    advice: {
      en: "Check that the API keys, the CaptchaAppId and its secret are of one account, and that the keys' user may call the captcha API.",
      zh: '检查 API 密钥、CaptchaAppId 及其密钥是否属于同一账号，以及密钥对应的用户是否有权调用验证码接口。',
    },
    retry: never,
  },
  {
    code: 'UnauthorizedOperation.Unauthorized',
    where: ['server_check'],
    category: 'account',
    meaning: {
      en: 'The product is not enabled, has no valid package, or the account is in arrears.',
      zh: '产品没有开通、没有有效的资源包，或者账号已欠费。',
    },
    advice: {
      en: 'Settle it in the console, and expect code 1006 in browsers for the same reason.',
      zh: '请在控制台处理；同样的原因在浏览器端会表现为错误码 1006。',
    },
    retry: never,
  },
  {
    code: 'InvalidParameter',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'A parameter of the request is wrong in type, format or combination.',
      zh: '请求参数的类型、格式或组合有误。',
    },
    advice: {
      en: 'Send CaptchaAppId as a number and CaptchaType as 9, and check the sizes of ticket and randstr.',
      zh: 'CaptchaAppId 要以数字传递，CaptchaType 填 9，并检查票据和 randstr 的长度。',
    },
    retry: never,
  },
  {
    code: 'ActionOffline',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'The API action that was called is no longer offered.',
      zh: '所调用的接口已经下线。',
    },
    advice: {
      en: 'Move to the current DescribeCaptchaResult and its version.',
      zh: '请改用现行版本的 DescribeCaptchaResult。',
    },
    retry: never,
  },
  {
    code: 'AuthFailure.InvalidAuthorization',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'The Authorization header is not in the form that the Cloud API expects.',
      zh: 'Authorization 请求头不符合云 API 的格式。',
    },
    advice: {
      en: "Sign with the vendor's SDK, and check that no proxy changes the headers.",
      zh: '用厂商的 SDK 签名，并检查是否有代理改写了请求头。',
    },
    retry: never,
  },
  {
    code: 'AuthFailure.InvalidSecretId',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'The SecretId is not one of the Cloud API.',
      zh: 'SecretId 不是有效的云 API 密钥。',
    },
    advice: {
      en: 'Put in the SecretId of the Cloud API key pair, which is neither the CaptchaAppId nor the AppSecretKey.',
      zh: '填写云 API 密钥对中的 SecretId，它既不是 CaptchaAppId 也不是 AppSecretKey。',
    },
    retry: never,
  },
  {
    code: 'AuthFailure.MFAFailure',
    where: ['server_check'],
    category: 'account',
    meaning: {
      en: 'The account demands a second factor that the call did not bring.',
      zh: '账号要求多因素认证，而调用没有通过。',
    },
    advice: {
      en: 'Use the keys of a sub-user that may call the API without a second factor.',
      zh: '改用无需多因素认证即可调用接口的子用户密钥。',
    },
    retry: never,
  },
  {
    code: 'AuthFailure.SecretIdNotFound',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'The SecretId does not exist: deleted, disabled or mistyped.',
      zh: 'SecretId 不存在：已删除、已禁用或填写有误。',
    },
    advice: {
      en: 'Look the key up in the console, and deploy a new pair if it is gone.',
      zh: '在控制台查看该密钥，如果已经没有了，请部署新的密钥对。',
    },
    retry: never,
  },
  {
    code: 'AuthFailure.SignatureExpire',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: "The signature's time is more than five minutes away from the vendor's.",
      zh: '签名时间与厂商的时间相差超过五分钟。',
    },
    advice: {
      en: "Set your server's clock, best by NTP.",
      zh: '校准服务器时钟，最好使用 NTP。',
    },
    retry: never,
  },
  {
    code: 'AuthFailure.SignatureFailure',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'The signature does not fit the request.',
      zh: '签名与请求不符。',
    },
    advice: {
      en: 'Check the SecretKey for missing characters and spaces, and that nothing changes the request after it was signed.',
      zh: '检查 SecretKey 有没有缺字符或多空格，以及签名之后请求是否被改动。',
    },
    retry: never,
  },
  {
    code: 'AuthFailure.TokenFailure',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'The token of temporary keys is wrong or has run out.',
      zh: '临时密钥的 Token 错误或已过期。',
    },
    advice: {
      en: 'Renew temporary keys before they run out, and send a token only with the keys that it came with.',
      zh: '在临时密钥过期前更新，并且 Token 只能与同时签发的密钥一起使用。',
    },
    retry: never,
  },
  {
    code: 'AuthFailure.UnauthorizedOperation',
    where: ['server_check'],
    category: 'account',
    meaning: {
      en: 'The user of the keys lacks the permission to call this action.',
      zh: '密钥对应的用户没有调用该接口的权限。',
    },
    advice: {
      en: 'Grant that user the captcha permission in access management.',
      zh: '在访问管理中为该用户授予验证码的权限。',
    },
    retry: never,
  },
  {
    code: 'FailedOperation',
    where: ['server_check'],
    category: 'vendor',
    meaning: {
      en: 'The operation failed at the vendor, without a closer reason.',
      zh: '操作在厂商一侧失败，没有给出更具体的原因。',
    },
    advice: {
      en: 'Let the user solve a new challenge, and give the RequestId to the vendor if it repeats.',
      zh: '让用户重新验证；如果反复出现，请把 RequestId 提供给厂商。',
    },
    retry: newChallenge,
  },
  {
    code: 'InvalidAction',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'The name of the API action is not known.',
      zh: '接口名称不存在。',
    },
    advice: {
      en: 'Call DescribeCaptchaResult at version 2019-07-22 on the host of the captcha product.',
      zh: '请在验证码产品的域名上调用 2019-07-22 版本的 DescribeCaptchaResult。',
    },
    retry: never,
  },
  {
    code: 'InvalidParameterValue',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'A parameter of the request has a value that is not allowed.',
      zh: '请求参数的取值不在允许范围内。',
    },
    advice: {
      en: "Compare each value with the API's table: CaptchaType is 9, and UserIp the user's public address.",
      zh: '请对照接口文档逐个检查取值：CaptchaType 为 9，UserIp 为用户的公网地址。',
    },
    retry: never,
  },
  {
    code: 'InvalidRequest',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'The body of the request cannot be read as what its headers promise.',
      zh: '请求体与请求头声明的格式不符，无法解析。',
    },
    advice: {
      en: "Call through the vendor's SDK, or send JSON with a matching content type.",
      zh: '请通过厂商的 SDK 调用，或者发送与 Content-Type 一致的 JSON。',
    },
    retry: never,
  },
  {
    code: 'RequestLimitExceeded',
    where: ['server_check'],
    category: 'rate_limit',
    meaning: {
      en: "The calls are above the account's limit, which is 1000 a second by default.",
      zh: '调用频率超过账号上限，默认每秒 1000 次。',
    },
    advice: {
      en: 'Ask the user to try again a little later with a new challenge, limit real-shaped tickets per network, and have the limit raised by the vendor.',
      zh: '请用户稍后重新验证，按网络限制票据的提交量，并联系厂商提高上限。',
    },
    retry: newChallenge,
  },
];
