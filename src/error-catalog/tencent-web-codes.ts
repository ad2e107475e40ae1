import type { ErrorTable } from './error-entry.js';
import { afterUserAction, backOffFromOneSecond } from './retry-rules.js';

/**
 * The `errorCode` of a disaster result, which comes with `ret` 0 and a ticket that proves nothing. The script has
 * tried its secondary files several times before it reports, so most of these are left to the user.
 * Source: docs/vendors/tencent.md, T-CODES.
 */
export const tencentWebCodes: ErrorTable = [
  {
    code: '1001',
    where: ['script'],
    category: 'network',
    meaning: {
      en: 'The entry script could not be loaded, which the page has to notice itself because an absent script reports nothing.',
      zh: '入口脚本没能加载；没有加载的脚本报告不了任何东西，所以要由页面自己发现。',
    },
    advice: {
      en: 'Load the script again, which is safe as long as no copy of it has run, and look for blocked hosts, ad blockers and the CSP.',
      zh: '只要页面上还没有任何一份脚本运行过，就可以重新加载；同时检查域名是否被屏蔽、是否有广告拦截插件以及 CSP。',
    },
    retry: backOffFromOneSecond,
  },
  {
    code: '1002',
    where: ['script'],
    category: 'timeout',
    meaning: {
      en: 'Nothing was ready to be shown 20 s after show(), because the secondary script had not arrived.',
      zh: '调用 show() 后 20 秒仍没有可以显示的内容，因为二级脚本还没有到达。',
    },
    advice: {
      en: 'Let the user start again, and check that the secondary hosts are reachable and allowed by the CSP.',
      zh: '让用户重新发起验证，并检查二级脚本所在的域名是否可达、CSP 是否放行。',
    },
    retry: afterUserAction,
  },
  {
    code: '1003',
    where: ['script'],
    category: 'timeout',
    meaning: {
      en: 'The secondary script did not arrive in time, after three attempts.',
      zh: '二级脚本尝试三次后仍未按时到达。',
    },
    advice: {
      en: 'Ask the user to reload the page, since some builds do not fetch this script a second time.',
      zh: '请用户刷新页面，因为有的版本不会再次获取这个脚本。',
    },
    retry: afterUserAction,
  },
  {
    code: '1004',
    where: ['script'],
    category: 'network',
    meaning: {
      en: 'The secondary script could not be loaded: blocked, not found, or something else in its place.',
      zh: '二级脚本加载失败：被拦截、不存在，或者返回的是别的内容。',
    },
    advice: {
      en: "Ask the user to reload the page, and allow the vendor's secondary hosts in the CSP, or use 'strict-dynamic' with a nonce.",
      zh: '请用户刷新页面，并在 CSP 中放行厂商存放二级脚本的域名，或者使用 nonce 加 strict-dynamic。',
    },
    retry: afterUserAction,
  },
  {
    code: '1005',
    where: ['script'],
    category: 'vendor',
    meaning: {
      en: "The secondary script threw while it built the challenge's interface.",
      zh: '二级脚本在构建验证界面时抛出了异常。',
    },
    advice: {
      en: 'Ask the user to reload the page, and look for other scripts that change built-in objects.',
      zh: '请用户刷新页面，并检查是否有别的脚本改动了内置对象。',
    },
    retry: afterUserAction,
  },
  {
    code: '1006',
    where: ['init'],
    category: 'vendor',
    meaning: {
      en: "The challenge's configuration could not be fetched: an outage, but as well an account in arrears, a wrong encrypted appId or a domain that is not allowed.",
      zh: '没能取得验证码的配置：可能是故障，也可能是账号欠费、appId 加密配置错误或域名不在允许列表中。',
    },
    advice: {
      en: "Let the user start again, and when it is steady check the account, aidEncrypted, the appId's domain list and the CSP.",
      zh: '让用户重新发起验证；如果持续出现，请检查账号、aidEncrypted、该 appId 的域名列表和 CSP。',
    },
    retry: afterUserAction,
  },
  {
    code: '1007',
    where: ['challenge'],
    category: 'timeout',
    meaning: {
      en: "The challenge's iframe did not load in time; in the vendor's code the name of this code says template instead.",
      zh: '验证码的 iframe 加载超时；在厂商的源码中，这个错误码的名称指的是模板。',
    },
    advice: {
      en: "Let the user start again, and check frame-src in the page's CSP.",
      zh: '让用户重新发起验证，并检查页面 CSP 的 frame-src。',
    },
    retry: afterUserAction,
  },
  {
    code: '1008',
    where: ['challenge'],
    category: 'network',
    meaning: {
      en: "The challenge's iframe could not be loaded; in the vendor's code the name of this code says time-out instead.",
      zh: '验证码的 iframe 加载失败；在厂商的源码中，这个错误码的名称指的是超时。',
    },
    advice: {
      en: "Let the user start again, and check frame-src in the page's CSP and ad blockers.",
      zh: '让用户重新发起验证，并检查页面 CSP 的 frame-src 和广告拦截插件。',
    },
    retry: afterUserAction,
  },
  {
    code: '1009',
    where: ['script'],
    category: 'network',
    meaning: {
      en: 'The jQuery that the challenge brings along could not be loaded.',
      zh: '验证码自带的 jQuery 加载失败。',
    },
    advice: {
      en: "Let the user start again, and allow the vendor's library host.",
      zh: '让用户重新发起验证，并放行厂商存放公共库的域名。',
    },
    retry: afterUserAction,
  },
  {
    code: '1010',
    where: ['script'],
    category: 'network',
    meaning: {
      en: 'The script of the slider could not be loaded.',
      zh: '滑块的脚本加载失败。',
    },
    advice: {
      en: "Let the user start again, and check that the vendor's hosts are reachable from the user's network.",
      zh: '让用户重新发起验证，并检查在用户的网络中能否访问厂商的域名。',
    },
    retry: afterUserAction,
  },
  {
    code: '1011',
    where: ['script'],
    category: 'vendor',
    meaning: {
      en: 'The script of the slider threw.',
      zh: '滑块的脚本运行时抛出了异常。',
    },
    advice: {
      en: 'Let the user start again, and note the browser and its version if it repeats.',
      zh: '让用户重新发起验证；如果反复出现，请记录浏览器及其版本。',
    },
    retry: afterUserAction,
  },
  {
    code: '1012',
    where: ['challenge'],
    category: 'network',
    meaning: {
      en: 'A new picture could not be had three times in a row.',
      zh: '连续三次刷新题目都失败了。',
    },
    advice: {
      en: 'Ask the user to check the connection and to start again.',
      zh: '请用户检查网络，然后重新发起验证。',
    },
    retry: afterUserAction,
  },
  {
    code: '1013',
    where: ['challenge'],
    category: 'network',
    meaning: {
      en: "The user's answer could not be sent to the vendor three times in a row.",
      zh: '用户的作答连续三次没能提交给厂商。',
    },
    advice: {
      en: 'Ask the user to check the connection and to start again.',
      zh: '请用户检查网络，然后重新发起验证。',
    },
    retry: afterUserAction,
  },
  {
    code: '1014',
    where: ['init'],
    category: 'rate_limit',
    meaning: {
      en: 'The vendor limits the rate of this visitor or account, in a code that no document lists.',
      zh: '厂商对该访客或账号限流，而这个错误码没有出现在任何文档里。',
    },
    advice: {
      en: 'Ask the user to wait some minutes, and compare your traffic with what you bought.',
      zh: '请用户等几分钟再试，并对照已购买的额度检查流量。',
    },
    retry: afterUserAction,
  },
  {
    code: '1085',
    where: ['challenge'],
    category: 'timeout',
    meaning: {
      en: 'Invisible verification timed out or failed.',
      zh: '无感验证超时或失败。',
    },
    advice: {
      en: 'Let the user start again, and switch the appId to a visible challenge if it stays.',
      zh: '让用户重新发起验证；如果一直如此，可以把该 appId 改为有界面的验证方式。',
    },
    retry: afterUserAction,
  },
];
