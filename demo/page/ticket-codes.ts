import { say } from './language.js';

/** Tencent's front-end error codes in our own words; recovery tickets for both vendors use this table. */
const meanings: Record<number, string> = {
  1001: say('The entry script could not be loaded', '入口脚本加载失败'),
  1002: say('Nothing was shown in time', '没有按时显示任何东西'),
  1003: say('The core script did not arrive in time', '二级脚本没有按时到达'),
  1004: say('The core script could not be loaded', '二级脚本加载失败'),
  1005: say('The vendor’s code threw', '厂商的代码抛出了异常'),
  1006: say('The configuration request failed or was refused', '配置请求失败或被拒绝'),
  1007: say('The challenge’s frame did not load in time', '验证的 iframe 没有按时加载'),
  1008: say('The challenge’s frame could not be loaded', '验证的 iframe 加载失败'),
  1009: say('A library of the challenge could not be loaded', '验证用到的库加载失败'),
  1010: say('The challenge’s own script could not be loaded', '验证自己的脚本加载失败'),
  1011: say('The challenge’s own script threw', '验证自己的脚本抛出了异常'),
  1012: say('Refreshing the challenge failed three times', '刷新验证连续失败三次'),
  1013: say('The verify request failed three times', '验证请求连续失败三次'),
  1014: say('The vendor limits the rate', '厂商限制了频率'),
  1085: say('The invisible check failed or took too long', '无感验证失败或耗时过长'),
};

export function ticketCodeMeaning(code: number): string {
  return meanings[code] ?? say('Not in the vendor’s table', '不在厂商的错误码表里');
}
