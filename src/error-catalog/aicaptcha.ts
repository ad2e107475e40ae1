import type { ErrorTable } from './error-entry.js';
import { backOffFromOneMinute, backOffFromOneSecond, never, newChallenge } from './retry-rules.js';

/**
 * AICaptcha: web codes, of which the vendor does not say at which step they arise, and `reason` of `siteverify`, where
 * `result` decides and `status` only says that the call worked.
 * Sources: aicaptcha-docs.pages.dev, /installation/error-description and /installation/server.
 */
export const aicaptchaErrors: ErrorTable = [
  {
    code: 'internal_error',
    where: ['challenge'],
    category: 'configuration',
    meaning: {
      en: "The widget's query parameters are not valid: a fault of configuration, despite the name.",
      zh: '组件的请求参数不合法：虽然名称像内部错误，其实是配置问题。',
    },
    advice: {
      en: 'Check the parameters that the page passes to the widget.',
      zh: '检查页面传给组件的参数。',
    },
    retry: never,
  },
  {
    code: 'invalid_sitekey',
    where: ['challenge'],
    category: 'configuration',
    meaning: {
      en: 'The site key is not valid.',
      zh: '站点密钥（site key）无效。',
    },
    advice: {
      en: 'Copy the site key from the console; it is not the secret.',
      zh: '从控制台复制站点密钥，注意它不是 secret。',
    },
    retry: never,
  },
  {
    code: 'network_error',
    where: ['challenge'],
    category: 'network',
    meaning: {
      en: 'The browser could not reach the vendor.',
      zh: '浏览器无法连接厂商。',
    },
    advice: {
      en: 'Try again after a pause, and ask the user to check the connection.',
      zh: '稍等后重试，并请用户检查网络。',
    },
    retry: backOffFromOneSecond,
  },
  {
    code: 'request_timeout',
    where: ['challenge'],
    category: 'timeout',
    meaning: {
      en: 'A request to the vendor took too long.',
      zh: '发往厂商的请求超时。',
    },
    advice: {
      en: 'Try again after a pause, and ask the user to check the connection.',
      zh: '稍等后重试，并请用户检查网络。',
    },
    retry: backOffFromOneSecond,
  },
  {
    code: 'forbidden',
    where: ['challenge'],
    category: 'rate_limit',
    meaning: {
      en: "The visitor is against the vendor's policy for now.",
      zh: '访客暂时被厂商的策略拦截。',
    },
    advice: {
      en: 'Wait before you try again, and tell the user so.',
      zh: '等待一段时间再试，并告知用户。',
    },
    retry: backOffFromOneMinute,
  },
  {
    code: 'verification_expired',
    where: ['challenge'],
    category: 'expired',
    meaning: {
      en: "The challenge's session ran out before it was solved or sent.",
      zh: '验证会话已过期。',
    },
    advice: {
      en: 'Refresh the widget and let the user start over.',
      zh: '刷新组件，让用户重新开始验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'decrypt_fail',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: "The challenge's request could not be decrypted.",
      zh: '验证请求无法解密。',
    },
    advice: {
      en: 'Refresh the widget and let the user solve a new challenge.',
      zh: '刷新组件，让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'time_invalid',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: "The challenge's timestamp is not valid.",
      zh: '验证请求的时间戳无效。',
    },
    advice: {
      en: "Refresh the widget and let the user solve a new challenge, after a look at the device's clock.",
      zh: '请用户检查设备时间，然后刷新组件重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'runtime_data_missing',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'The data that the widget collects at run time is missing.',
      zh: '缺少组件在运行时采集的数据。',
    },
    advice: {
      en: 'Refresh the widget and let the user solve a new challenge.',
      zh: '刷新组件，让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'invalid_runtime_data',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'The data that the widget collects at run time is not valid.',
      zh: '组件在运行时采集的数据无效。',
    },
    advice: {
      en: 'Refresh the widget and let the user solve a new challenge.',
      zh: '刷新组件，让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'verify_limit',
    where: ['server_check'],
    category: 'rate_limit',
    meaning: {
      en: 'There were too many attempts at this challenge.',
      zh: '验证的尝试次数过多。',
    },
    advice: {
      en: 'Ask the user to wait, then refresh the widget and let them solve a new challenge.',
      zh: '请用户稍等，然后刷新组件重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'refresh_limit',
    where: ['server_check'],
    category: 'rate_limit',
    meaning: {
      en: 'The challenge was refreshed too often.',
      zh: '验证的刷新次数过多。',
    },
    advice: {
      en: 'Ask the user to wait, then refresh the widget and let them solve a new challenge.',
      zh: '请用户稍等，然后刷新组件重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'no_tno',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'The response has no trace number.',
      zh: '响应中没有流水号（tno）。',
    },
    advice: {
      en: 'Refresh the widget and let the user solve a new challenge.',
      zh: '刷新组件，让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'tno_missing',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'The trace number is missing.',
      zh: '缺少流水号（tno）。',
    },
    advice: {
      en: 'Refresh the widget and let the user solve a new challenge.',
      zh: '刷新组件，让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'tno_invalid',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'The trace number is not valid.',
      zh: '流水号（tno）无效。',
    },
    advice: {
      en: 'Refresh the widget and let the user solve a new challenge.',
      zh: '刷新组件，让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'tno_format_err',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'The trace number is malformed.',
      zh: '流水号（tno）格式错误。',
    },
    advice: {
      en: 'Refresh the widget and let the user solve a new challenge.',
      zh: '刷新组件，让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'tno_mismatch',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'The trace number is not that of this challenge.',
      zh: '流水号（tno）与本次验证不匹配。',
    },
    advice: {
      en: 'Refresh the widget and let the user solve a new challenge.',
      zh: '刷新组件，让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'tno_expired',
    where: ['server_check'],
    category: 'expired',
    meaning: {
      en: 'The trace number has run out.',
      zh: '流水号（tno）已过期。',
    },
    advice: {
      en: 'Refresh the widget, and let the user solve a new challenge right before the form is sent.',
      zh: '刷新组件，在提交表单之前让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'token_err',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'The token could not be processed.',
      zh: 'token 处理失败。',
    },
    advice: {
      en: 'Send the response of the widget unchanged, and let the user solve a new challenge.',
      zh: '原样传递组件给出的响应，并让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'payload_err',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'The payload could not be processed.',
      zh: 'payload 处理失败。',
    },
    advice: {
      en: 'Send the response of the widget unchanged, and let the user solve a new challenge.',
      zh: '原样传递组件给出的响应，并让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'payload_used',
    where: ['server_check'],
    category: 'replay',
    meaning: {
      en: 'The same response was verified before, and one is good for one check.',
      zh: '同一个响应已经校验过，而每个响应只能校验一次。',
    },
    advice: {
      en: 'Never send a response twice, and let the user solve a new challenge.',
      zh: '同一个响应不要提交两次，应让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'referer_denied',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: "The page's domain is not one that the site allows.",
      zh: '页面所在的域名不在站点允许的范围内。',
    },
    advice: {
      en: "Add the domain to the site's Associated Domains in the console.",
      zh: '在控制台的关联域名（Associated Domains）中加入该域名。',
    },
    retry: never,
  },
  {
    code: 'no_sitekey',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'The site key is missing.',
      zh: '缺少站点密钥（site key）。',
    },
    advice: {
      en: 'Give the widget the site key, and the server the secret of the same site.',
      zh: '在页面上填写站点密钥，并在服务端使用同一站点的 secret。',
    },
    retry: never,
  },
  {
    code: 'sitekey_invalid',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'The site key is wrong.',
      zh: '站点密钥（site key）错误。',
    },
    advice: {
      en: 'Copy the site key and the secret from the same site of the console.',
      zh: '从控制台的同一站点复制站点密钥和 secret。',
    },
    retry: never,
  },
  {
    code: 'site_deleted',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'The site of this key was removed.',
      zh: '该密钥对应的站点已被删除。',
    },
    advice: {
      en: 'Use the key of another site.',
      zh: '改用其他站点的密钥。',
    },
    retry: never,
  },
  {
    code: 'site_paused',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'The site of this key is stopped.',
      zh: '该密钥对应的站点已被暂停。',
    },
    advice: {
      en: 'Start the site in the console.',
      zh: '在控制台启用该站点。',
    },
    retry: never,
  },
  {
    code: 'runtime_err',
    where: ['server_check'],
    category: 'vendor',
    meaning: {
      en: "The vendor's server has a fault.",
      zh: '厂商的服务端出错。',
    },
    advice: {
      en: 'Try again later, and give response and key to the vendor if it repeats.',
      zh: '稍后重试；如果反复出现，请把响应和密钥提供给厂商。',
    },
    retry: backOffFromOneSecond,
  },
];
