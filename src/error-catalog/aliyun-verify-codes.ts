import type { ErrorTable } from './error-entry.js';
import { afterUserAction, never, newChallenge } from './retry-rules.js';

/**
 * `VerifyCode`, of `fail` in the browser and of `VerifyIntelligentCaptcha`: T passes, F does not. The boolean
 * `VerifyResult` decides, the code explains. What a stranger can cause by sending rubbish is `challenge`, not
 * `configuration`. Source: docs/vendors/aliyun.md, A-VERIFY-CODES.
 */
export const aliyunVerifyCodes: ErrorTable = [
  {
    code: 'T001',
    where: ['challenge', 'server_check'],
    category: 'challenge',
    meaning: {
      en: 'Passed, which is no error.',
      zh: '验证通过，不是错误。',
    },
    advice: {
      en: 'Let the user through when your server, not the browser, got this with VerifyResult true.',
      zh: '由服务端而不是浏览器得到该结果且 VerifyResult 为 true 时才放行。',
    },
    retry: never,
  },
  {
    code: 'T005',
    where: ['challenge', 'server_check'],
    category: 'configuration',
    meaning: {
      en: 'Passed because the scene is in test mode, set to let everybody pass.',
      zh: '场景处于测试模式，并设置为全部通过。',
    },
    advice: {
      en: 'Refuse it in production, and take the scene out of test mode in the console.',
      zh: '生产环境应当拒绝，并在控制台关闭该场景的测试模式。',
    },
    retry: never,
  },
  {
    code: 'T006',
    where: ['challenge', 'server_check'],
    category: 'challenge',
    meaning: {
      en: "Passed because the visitor is on the scene's allow-list, which is no error.",
      zh: '访客命中了白名单策略而通过，不是错误。',
    },
    advice: {
      en: 'Let the user through, and keep the allow-list short.',
      zh: '可以放行，并让白名单尽量精简。',
    },
    retry: never,
  },
  {
    code: 'F001',
    where: ['challenge', 'server_check'],
    category: 'challenge',
    meaning: {
      en: 'The risk policy refuses the visitor as a suspected attack.',
      zh: '风险策略判定为疑似攻击而拒绝。',
    },
    advice: {
      en: "Refuse, offer a new challenge, and loosen the scene's policy if honest users report it.",
      zh: '拒绝并允许重新验证；如果有正常用户反馈，请放宽场景的策略。',
    },
    retry: newChallenge,
  },
  {
    code: 'F002',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'The CaptchaVerifyParam is empty.',
      zh: 'CaptchaVerifyParam 为空。',
    },
    advice: {
      en: 'Let the user solve a new challenge, and if every request has it check that the page sends the param under the name that your server reads.',
      zh: '让用户重新验证；如果每次都出现，请检查页面提交的字段名与服务端读取的是否一致。',
    },
    retry: newChallenge,
  },
  {
    code: 'F003',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'The CaptchaVerifyParam has a wrong format.',
      zh: 'CaptchaVerifyParam 格式不合法。',
    },
    advice: {
      en: 'Let the user solve a new challenge, and if every request has it check that nothing cuts, re-encodes or parses the param on its way.',
      zh: '让用户重新验证；如果每次都出现，请检查传输中有没有截断、重新编码或解析该参数。',
    },
    retry: newChallenge,
  },
  {
    code: 'F004',
    where: ['challenge', 'server_check'],
    category: 'configuration',
    meaning: {
      en: 'Refused because the scene is in test mode, set to let everybody fail.',
      zh: '场景处于测试模式，并设置为全部不通过。',
    },
    advice: {
      en: 'Take the scene out of test mode in the console.',
      zh: '在控制台关闭该场景的测试模式。',
    },
    retry: never,
  },
  {
    code: 'F005',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'The SceneId is not valid.',
      zh: 'SceneId 无效。',
    },
    advice: {
      en: 'Copy the SceneId from the console, and check which account the API keys belong to.',
      zh: '从控制台复制 SceneId，并检查 API 密钥属于哪个账号。',
    },
    retry: never,
  },
  {
    code: 'F006',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'The SceneId does not exist or belongs to another account.',
      zh: 'SceneId 不存在，或者不属于该账号。',
    },
    advice: {
      en: 'Copy SceneId and API keys from the same account.',
      zh: 'SceneId 和 API 密钥要取自同一个账号。',
    },
    retry: never,
  },
  {
    code: 'F007',
    where: ['server_check'],
    category: 'unknown',
    meaning: {
      en: 'A number of the vendor whose meaning is published nowhere that we know.',
      zh: '厂商使用的一个编号，目前没有找到公开的含义。',
    },
    advice: {
      en: 'Refuse, and ask the vendor with the RequestId.',
      zh: '拒绝，并凭 RequestId 咨询厂商。',
    },
    retry: never,
  },
  {
    code: 'F008',
    where: ['challenge', 'server_check'],
    category: 'replay',
    meaning: {
      en: 'The same param was submitted twice, and one is good for one check.',
      zh: '同一个参数重复提交，而每个参数只能校验一次。',
    },
    advice: {
      en: 'Never send a param twice, not even after a time-out, and let the user solve a new challenge.',
      zh: '同一个参数不要提交两次，超时之后也不例外，应让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'F009',
    where: ['challenge', 'server_check'],
    category: 'environment',
    meaning: {
      en: 'The device looks like an emulator or a virtual one.',
      zh: '设备疑似模拟器或虚拟设备。',
    },
    advice: {
      en: 'Refuse, and tell the user to try on an ordinary device.',
      zh: '拒绝，并提示用户换用普通设备。',
    },
    retry: afterUserAction,
  },
  {
    code: 'F010',
    where: ['challenge', 'server_check'],
    category: 'rate_limit',
    meaning: {
      en: 'This address verifies too often.',
      zh: '该 IP 的验证频率过高。',
    },
    advice: {
      en: "Ask the user to wait before a new challenge, and raise the scene's limit per address if many users share one.",
      zh: '请用户稍等再重新验证；如果许多用户共用一个 IP，请提高场景的 IP 频率上限。',
    },
    retry: newChallenge,
  },
  {
    code: 'F011',
    where: ['challenge', 'server_check'],
    category: 'rate_limit',
    meaning: {
      en: 'This device verifies too often.',
      zh: '该设备的验证频率过高。',
    },
    advice: {
      en: 'Ask the user to wait before a new challenge.',
      zh: '请用户稍等再重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'F012',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'The SceneId that the server sent is not the one inside the param.',
      zh: '服务端传入的 SceneId 与参数中的不一致。',
    },
    advice: {
      en: 'Configure one SceneId for page and server, and if they agree somebody sends params of another scene.',
      zh: '页面和服务端要配置同一个 SceneId；如果已经一致，就是有人在提交其他场景的参数。',
    },
    retry: never,
  },
  {
    code: 'F013',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'The param lacks required fields.',
      zh: '参数缺少必需的字段。',
    },
    advice: {
      en: 'Let the user solve a new challenge, and if every request has it check that the param arrives unchanged.',
      zh: '让用户重新验证；如果每次都出现，请检查参数到达服务端时是否保持原样。',
    },
    retry: newChallenge,
  },
  {
    code: 'F014',
    where: ['challenge', 'server_check'],
    category: 'expired',
    meaning: {
      en: 'The vendor has no record of the init: it is over 20 minutes ago, or there was none.',
      zh: '厂商没有初始化记录：距初始化已超过 20 分钟，或者从未初始化。',
    },
    advice: {
      en: 'Init anew on pages that stay open for long, and let the user solve a new challenge.',
      zh: '页面长时间打开时要重新初始化，并让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'F015',
    where: ['challenge', 'server_check'],
    category: 'challenge',
    meaning: {
      en: 'The answer is wrong, such as a piece in the wrong place.',
      zh: '作答错误，例如拼图位置不对。',
    },
    advice: {
      en: 'Let the user solve a new challenge.',
      zh: '让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'F016',
    where: ['challenge', 'server_check'],
    category: 'configuration',
    meaning: {
      en: "The page's URL is against the URL policy of the scene.",
      zh: '页面地址不符合该场景的 URL 策略。',
    },
    advice: {
      en: "Add the page's URL to the scene's policy in the console, or find out who else uses your scene.",
      zh: '在控制台的场景策略中加入该页面地址，或者查清是谁在使用你的场景。',
    },
    retry: never,
  },
  {
    code: 'F017',
    where: ['challenge', 'server_check'],
    category: 'challenge',
    meaning: {
      en: 'The protocol or the parameters look tampered with.',
      zh: '协议或参数异常，疑似被改动。',
    },
    advice: {
      en: 'Let the user solve a new challenge, and if every request has it check that the param arrives unchanged.',
      zh: '让用户重新验证；如果每次都出现，请检查参数到达服务端时是否保持原样。',
    },
    retry: newChallenge,
  },
  {
    code: 'F018',
    where: ['server_check'],
    category: 'replay',
    meaning: {
      en: 'A V3 token was used a second time.',
      zh: 'V3 令牌重复使用。',
    },
    advice: {
      en: 'Let the user solve a new challenge, and never send a param twice.',
      zh: '让用户重新验证，同一个参数不要提交两次。',
    },
    retry: newChallenge,
  },
  {
    code: 'F019',
    where: ['server_check'],
    category: 'expired',
    meaning: {
      en: 'In V3 over 90 s went by between the behaviour check and the server check, or there was no behaviour check.',
      zh: 'V3 中行为验证与服务端验签相隔超过 90 秒，或者没有做过行为验证。',
    },
    advice: {
      en: 'Let the user solve the challenge right before the form is sent, since 90 s are all there is.',
      zh: '有效时间只有 90 秒，请在提交表单之前再让用户验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'F020',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'The V3 token does not belong to this scene or user.',
      zh: 'V3 令牌与场景或用户不匹配。',
    },
    advice: {
      en: 'Let the user solve a new challenge, and check that page and server use the same scene and region.',
      zh: '让用户重新验证，并检查页面与服务端的场景和地域是否一致。',
    },
    retry: newChallenge,
  },
  {
    code: 'F021',
    where: ['server_check'],
    category: 'configuration',
    meaning: {
      en: 'In V3 the SceneId of the behaviour check is not that of the server check.',
      zh: 'V3 中行为验证与服务端验签的 SceneId 不一致。',
    },
    advice: {
      en: 'Configure one SceneId for page and server, and if they agree somebody sends params of another scene.',
      zh: '页面和服务端要配置同一个 SceneId；如果已经一致，就是有人在提交其他场景的参数。',
    },
    retry: never,
  },
  {
    code: 'F022',
    where: ['challenge'],
    category: 'configuration',
    meaning: {
      en: "The encryption mode of the V3 scene is on and the page's EncryptedSceneId does not hold.",
      zh: 'V3 场景开启了加密模式，而页面传入的 EncryptedSceneId 校验不通过。',
    },
    advice: {
      en: "Make EncryptedSceneId on your server with the console's ekey, a fresh IV and a clock that is not ahead.",
      zh: '在服务端用控制台的 ekey 和新的 IV 生成 EncryptedSceneId，并确保时间戳不超前。',
    },
    retry: never,
  },
  {
    code: 'F023',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: "The V2 param was made by the script's own failover after a failed init, so nobody was checked.",
      zh: 'V2 参数由脚本在初始化失败后自行降级生成，没有验证任何人。',
    },
    advice: {
      en: 'Refuse unless you see the outage yourself, and let the user solve a new challenge.',
      zh: '除非你自己确认厂商有故障，否则拒绝，并让用户重新验证。',
    },
    retry: newChallenge,
  },
  {
    code: 'F024',
    where: ['challenge', 'server_check'],
    category: 'challenge',
    meaning: {
      en: 'A script simulates the clicks and drags.',
      zh: '检测到自动化脚本在模拟点击和拖动。',
    },
    advice: {
      en: 'Refuse, and do not enable this blocking for desktop apps in Vue with touch-emulator.',
      zh: '拒绝；使用 touch-emulator 的 Vue 桌面应用不要开启该拦截。',
    },
    retry: newChallenge,
  },
  {
    code: 'F025',
    where: ['server_check'],
    category: 'challenge',
    meaning: {
      en: 'A refusal by risk, in one public list only and in no document.',
      zh: '风险拒绝，只见于一份公开的错误码表，没有文档。',
    },
    advice: {
      en: 'Refuse, and offer a new challenge.',
      zh: '拒绝，并允许重新验证。',
    },
    retry: newChallenge,
  },
];
