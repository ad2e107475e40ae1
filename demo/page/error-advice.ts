import type { CaptchaError, CaptchaErrorCode } from '../../src/index.js';
import { say } from './language.js';

const nextSteps: Record<CaptchaError['next'], string> = {
  retry: say('Trying again later may work', '过一会儿再试可能成功'),
  reload: say('Reload the page', '刷新页面'),
  fix_configuration: say('Fix the configuration', '修正配置'),
  unblock: say('The visitor has to unblock it', '需要访客放行'),
};

const advice: Record<CaptchaErrorCode, string> = {
  invalid_parameter: say(
    'Correct the parameters listed below. Nothing was loaded.',
    '改正下面列出的参数。什么都没有加载。',
  ),
  not_in_browser: say(
    'Call verify() in a browser only. Creating the captcha elsewhere is harmless.',
    '只在浏览器里调用 verify()。在别处创建没有害处。',
  ),
  offline: say(
    'Tell the visitor that the device has no network, and keep what was typed in.',
    '告诉访客设备没有网络，并保留已填写的内容。',
  ),
  script_network: say(
    'The vendor’s host cannot be reached from here. If only some visitors see this, think of ad blockers and company networks.',
    '从这里连不上厂商的主机。如果只有部分访客遇到，考虑广告拦截插件和公司网络。',
  ),
  script_timeout: say(
    'The vendor’s host does not answer in time. A second provider covers this; so does a later try.',
    '厂商的主机没有按时响应。有第二家兜底，过一会儿再试也行。',
  ),
  script_empty: say(
    'A filter on the way may have emptied the script. Ask the visitor to allow the vendor’s host.',
    '途中的过滤器可能清空了脚本。请访客放行厂商的主机。',
  ),
  script_invalid: say(
    'Something else on this page holds the vendor’s global. A fresh page is the only way back.',
    '页面上另有东西占用了厂商的全局变量。只有刷新页面才能恢复。',
  ),
  csp_blocked: say(
    'Allow the vendor’s hosts in your Content-Security-Policy, or use a nonce with ‘strict-dynamic’.',
    '请在内容安全策略里放行厂商的主机，或使用 nonce 加 strict-dynamic。',
  ),
  trusted_types_refused: say(
    'Give the page a Trusted Types policy named default that lets the vendor’s own script work.',
    '给页面添加名为 default 的 Trusted Types 策略，放行厂商自己的脚本。',
  ),
  global_conflict: say(
    'One page can hold one site of a vendor. Use the same prefix, region and site everywhere on it.',
    '一个页面上，同一厂商只能用一个站点。请在各处使用相同的 prefix、地域和站点。',
  ),
  element_missing: say('Render the container before verify() is called.', '在调用 verify() 之前渲染好容器。'),
  vendor_threw: say(
    'The vendor’s own code failed. A fresh page gives it a fresh start.',
    '厂商自己的代码出错了。刷新页面可以重新开始。',
  ),
  not_shown: say(
    'The script runs but brings nothing usable on screen. Look at the vendor’s secondary hosts and the CSP.',
    '脚本在运行，但屏幕上没有出现可用的东西。检查厂商的其他主机和 CSP。',
  ),
  vendor_failed: say(
    'The vendor’s script gave up by itself; its own code says where.',
    '厂商的脚本自己放弃了，厂商的错误码说明了问题在哪里。',
  ),
  vendor_refused: say(
    'Check ids, prefix, region and the allowed domains in the vendor’s console, and whether the account is in credit.',
    '检查标识、prefix、地域、控制台里允许的域名，以及账号是否欠费。',
  ),
  rate_limited: say(
    'Wait before the next try; raise the limit with the vendor if this is ordinary traffic.',
    '等一会儿再试；如果是正常流量，请厂商提高限额。',
  ),
};

/** Init API's codes that deserve more than the general advice. */
const vendorAdvice: Record<string, string> = {
  IllegalScene: say(
    'The scene id is wrong, or belongs to another account than the prefix. Copy both from the same console.',
    '场景标识不对，或与 prefix 不属于同一个账号。请从同一个控制台复制两者。',
  ),
  IllegalUserTag: say(
    'The prefix is not known. Copy the identity tag from the overview of the console.',
    'prefix 不存在。请从控制台概览页复制身份标。',
  ),
  IllegalCertifyId: say(
    'UserCertifyId must be the prefix, an underscore and ten letters or digits.',
    'UserCertifyId 必须是 prefix、下划线，再加十个字母或数字。',
  ),
  'Forbidden.AccountAccessDenied': say(
    'The account is overdue or the service is not active. Settle it in the console.',
    '账号欠费或服务未开通，请在控制台处理。',
  ),
};

export function whatToDo(error: CaptchaError): { next: string; advice: string } {
  return {
    next: nextSteps[error.next],
    advice: (error.vendorCode && vendorAdvice[error.vendorCode]) || advice[error.code],
  };
}
