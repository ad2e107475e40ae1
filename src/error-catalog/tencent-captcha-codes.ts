import type { ErrorTable } from './error-entry.js';
import { never, newChallenge } from './retry-rules.js';

/**
 * `CaptchaCode` of `DescribeCaptchaResult`; only 1 lets anybody pass. A ticket is spent by the question, so nothing
 * here is asked twice. What a stranger can cause by sending rubbish is `challenge`, not `configuration`, but for 16
 * and 100, which the vendor calls faults of the integration.
 * Source: docs/vendors/tencent.md, T-SRV-CODES.
 */
export const tencentCaptchaCodes: ErrorTable = [
  {
    code: '1',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'Passed, which is no error: the only code that lets the user through.',
      zh: '验证通过，不是错误：只有返回 1 才可以放行。',
    },
    advice: {
      en: 'Go on, but in invisible mode refuse the user when EvilLevel is 100.',
      zh: '可以放行，但在无感模式下 EvilLevel 为 100 时仍要拒绝。',
    },
    retry: never,
  },
  {
    code: '6',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'In older lists: the randstr is missing, or its length or case is wrong.',
      zh: '缺少 randstr，或者长度、大小写不对（见旧版错误码表）。',
    },
    advice: {
      en: 'Send the randstr of the callback unchanged, and let the user solve a new challenge.',
      zh: '原样传递回调给出的 randstr，并让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: '7',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'The randstr is not the one that belongs to this ticket.',
      zh: 'randstr 与这张票据不匹配。',
    },
    advice: {
      en: 'Send both from the same callback, and read a sudden rise as an attack.',
      zh: '两者要取自同一次回调；数量突然升高时，请视为攻击。',
    },
    retry: newChallenge,
  },
  {
    code: '8',
    where: ['server_check'],
    category: 'expired',
    meaning: {
      en: 'The ticket is older than five minutes.',
      zh: '票据已超过五分钟的有效期。',
    },
    advice: {
      en: 'Let the user solve a new challenge right before the form is sent, and read a sudden rise as an attack.',
      zh: '在提交表单之前让用户重新验证；数量突然升高时，请视为攻击。',
    },
    retry: newChallenge,
  },
  {
    code: '9',
    where: ['server_check'],
    category: 'replay',
    meaning: {
      en: 'The ticket has been checked before, and a ticket is good for one check.',
      zh: '这张票据已经校验过，而每张票据只能校验一次。',
    },
    advice: {
      en: 'Never send a ticket twice, not even after a time-out, and let the user solve a new challenge.',
      zh: '同一张票据不要提交两次，超时之后也不例外，应让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: '10',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'The signature sequence is not valid in older lists, or the ticket of a mini program is malformed.',
      zh: '旧版错误码表中表示签名序列无效；在小程序中表示票据格式错误。',
    },
    advice: {
      en: 'Send the ticket unchanged, and let the user solve a new challenge.',
      zh: '原样传递票据，并让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: '11',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'In older lists: the cookie data of the challenge is not valid.',
      zh: '验证时的 Cookie 信息不合法（见旧版错误码表）。',
    },
    advice: {
      en: 'Let the user solve a new challenge, and check that nothing strips cookies.',
      zh: '让用户重新验证，并检查是否有环节去掉了 Cookie。',
    },
    retry: newChallenge,
  },
  {
    code: '12',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'In older lists: the signature has a wrong length.',
      zh: '签名长度不对（见旧版错误码表）。',
    },
    advice: {
      en: 'Check that the ticket is not cut on its way, and let the user solve a new challenge.',
      zh: '检查票据在传输中有没有被截断，并让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: '13',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'In older lists: the address of the check is not the one of the challenge.',
      zh: '校验时的 IP 与验证时的不一致（见旧版错误码表）。',
    },
    advice: {
      en: "Send the user's public address as UserIp, not that of a proxy of yours, and let the user solve a new challenge.",
      zh: 'UserIp 要填用户的公网地址，而不是自家代理的地址，并让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: '15',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'The ticket cannot be decrypted, so it is no ticket of this vendor.',
      zh: '票据无法解密，也就是说它不是该厂商签发的票据。',
    },
    advice: {
      en: 'Let the user solve a new challenge, and read a sudden rise as an attack.',
      zh: '让用户重新验证；数量突然升高时，请视为攻击。',
    },
    retry: newChallenge,
  },
  {
    code: '16',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'The CaptchaAppId is not that of the ticket, or with the prefix trerror_ the appId of a disaster ticket differs or cannot be recognised.',
      zh: 'CaptchaAppId 与票据不符；如果票据以 trerror_ 开头，则是容灾票据中的 appId 不同或无法识别。',
    },
    advice: {
      en: "Look at the ticket's prefix first: without trerror_ your page and your server use different appIds, with it refuse the ticket.",
      zh: '先看票据前缀：没有 trerror_ 说明页面和服务端用了不同的 appId，有 trerror_ 则应拒绝该票据。',
    },
    retry: never,
  },
  {
    code: '17',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'In older lists: the command of the check does not fit that of the challenge.',
      zh: '校验的命令字与验证时的不匹配（见旧版错误码表）。',
    },
    advice: {
      en: 'Move the server check to the current DescribeCaptchaResult.',
      zh: '把服务端校验迁移到现行的 DescribeCaptchaResult 接口。',
    },
    retry: never,
  },
  {
    code: '18',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'In older lists: the account of the check is not that of the challenge.',
      zh: '校验时的账号与验证时的不一致（见旧版错误码表）。',
    },
    advice: {
      en: 'Let the user solve a new challenge with the account that is signed in.',
      zh: '让用户以当前登录的账号重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: '19',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'In older lists: the verification was redirected to a further one.',
      zh: '验证被转到了另一次验证（见旧版错误码表）。',
    },
    advice: {
      en: 'Let the user solve a new challenge.',
      zh: '让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: '20',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'In older lists: the verification that skips the picture went wrong.',
      zh: '免验证码流程的校验出错（见旧版错误码表）。',
    },
    advice: {
      en: 'Let the user solve a new challenge.',
      zh: '让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: '21',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'Either a disaster ticket with the prefix trerror_, or a request that the risk engine refuses: the code alone does not tell.',
      zh: '可能是以 trerror_ 开头的容灾票据，也可能是被风控拒绝的请求：仅凭这个错误码无法区分。',
    },
    advice: {
      en: "Look at the ticket's prefix: with it decide by your own evidence of an outage, since anybody can write such a ticket, and without it refuse.",
      zh: '看票据前缀：容灾票据谁都能伪造，要凭自己掌握的故障证据决定；没有该前缀则拒绝。',
    },
    retry: newChallenge,
  },
  {
    code: '22',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'In older lists: the type of challenge is no longer that of the moment at which the ticket was issued.',
      zh: '验证类型与签发票据时的不一致（见旧版错误码表）。',
    },
    advice: {
      en: "Let the user solve a new challenge, which has the type that the console's settings now say.",
      zh: '让用户重新验证，新的验证会采用控制台当前设置的类型。',
    },
    retry: newChallenge,
  },
  {
    code: '23',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'In older lists: the type of the verification is wrong.',
      zh: '验证类型错误（见旧版错误码表）。',
    },
    advice: {
      en: 'Send 9 as CaptchaType, the only value there is.',
      zh: 'CaptchaType 填 9，这是唯一的取值。',
    },
    retry: never,
  },
  {
    code: '24',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'In older lists: the packet is not a legal one.',
      zh: '请求包不合法（见旧版错误码表）。',
    },
    advice: {
      en: 'Let the user solve a new challenge, and check that nothing rewrites the values on their way.',
      zh: '让用户重新验证，并检查传输中有没有环节改写了这些值。',
    },
    retry: newChallenge,
  },
  {
    code: '25',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'The visitor is blocked by a policy in older lists, or the ticket of a mini program is not valid.',
      zh: '旧版错误码表中表示访客被策略拦截；在小程序中表示票据无效。',
    },
    advice: {
      en: 'Refuse, offer a new challenge, and look at the policy in the console if honest users report it.',
      zh: '拒绝并允许重新验证；如果有正常用户反馈，请检查控制台中的策略。',
    },
    retry: newChallenge,
  },
  {
    code: '26',
    where: ['server_check'],
    category: 'vendor',
    meaning: {
      en: 'The vendor is busy or has a fault inside, so the ticket was not judged.',
      zh: '厂商系统繁忙或内部出错，票据没有得到判定。',
    },
    advice: {
      en: 'Treat it like an outage of the vendor, within the limits that you set for one.',
      zh: '按厂商故障处理，并遵守你为故障设定的限额。',
    },
    retry: newChallenge,
  },
  {
    code: '31',
    where: ['server_check'],
    category: 'account',
    meaning: {
      en: 'The account of a mini program has no valid package or is in arrears.',
      zh: '小程序所用的账号没有有效的资源包，或者已欠费。',
    },
    advice: {
      en: 'Buy a package or settle the bill in the console.',
      zh: '在控制台购买资源包或结清欠费。',
    },
    retry: never,
  },
  {
    code: '100',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'CaptchaAppId, AppSecretKey and ticket do not belong together; older lists call it a parameter error.',
      zh: 'CaptchaAppId、AppSecretKey 与票据三者不匹配；旧版错误码表称为参数错误。',
    },
    advice: {
      en: 'Copy the id and its secret from one line of the console, and if only some tickets get this code somebody sends those of another site.',
      zh: '从控制台的同一条记录中复制 id 和密钥；如果只有部分票据出现，就是有人在提交其他站点的票据。',
    },
    retry: never,
  },
  {
    code: '104',
    where: ['server_check'],
    category: 'replay',
    meaning: {
      en: 'In a late older list: the ticket was used before.',
      zh: '票据重复使用（见较晚的旧版错误码表）。',
    },
    advice: {
      en: 'Let the user solve a new challenge, and never send a ticket twice.',
      zh: '让用户重新验证，同一张票据不要提交两次。',
    },
    retry: newChallenge,
  },
];
