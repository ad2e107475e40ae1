import type { ErrorTable } from './error-entry.js';
import { never } from './retry-rules.js';

/**
 * What the script checks of the init options. It has no codes for them, only lines in Chinese on the browser's
 * console, and it goes on and sends the request all the same; the names are ours. Each check is skipped for falsy
 * values. Source: docs/vendors/aliyun.md, A-VALIDATION, A-REGION-HANG, A-ELEMENT-ID.
 */
export const aliyunParameterChecks: ErrorTable = [
  {
    code: 'parameter_type',
    where: ['init'],
    category: 'configuration',
    meaning: {
      en: 'The console says that an init option has the wrong type, and nothing else reports it.',
      zh: '控制台提示某个初始化参数的类型不合法，此外没有任何报告。',
    },
    advice: {
      en: 'Give the option the documented type, objects as plain ones of this page, and note that empty values are not checked at all.',
      zh: '按文档传入正确的类型，对象要用本页面的普通对象，并注意空值完全不会被检查。',
    },
    retry: never,
  },
  {
    code: 'parameter_language',
    where: ['init'],
    category: 'configuration',
    meaning: {
      en: 'The console says that the language is none of the supported ones, and the texts are Chinese.',
      zh: '控制台提示 language 不在支持范围内，界面会显示中文。',
    },
    advice: {
      en: "Use the vendor's codes, which are cn for Simplified Chinese and in for Indonesian, or add the language by upLang.",
      zh: '使用厂商的语言代码，例如简体中文是 cn、印尼语是 in，或者通过 upLang 增加语言。',
    },
    retry: never,
  },
  {
    code: 'parameter_region',
    where: ['init'],
    category: 'configuration',
    meaning: {
      en: 'The console says that the region is not supported, and then the promise of init never settles and no callback is called.',
      zh: '控制台提示 region 不受支持，之后初始化的 Promise 一直不会完成，也没有任何回调。',
    },
    advice: {
      en: "Use cn or sgp, the same as your server's endpoint, and give the init a deadline of your own.",
      zh: '使用 cn 或 sgp，并与服务端接入点一致，同时给初始化设置自己的超时。',
    },
    retry: never,
  },
  {
    code: 'parameter_mode',
    where: ['init'],
    category: 'configuration',
    meaning: {
      en: 'The console says that the mode is neither popup nor embed.',
      zh: '控制台提示 mode 既不是 popup 也不是 embed。',
    },
    advice: {
      en: 'Use popup or embed, and popup for traceless scenes.',
      zh: '使用 popup 或 embed，无痕验证场景必须用 popup。',
    },
    retry: never,
  },
  {
    code: 'parameter_element',
    where: ['init'],
    category: 'page',
    meaning: {
      en: 'The console says that element or button is no id selector of a node that exists, after which the widget may throw about onclick.',
      zh: '控制台提示 element 或 button 不是页面中已有节点的 id 选择器，之后组件可能抛出与 onclick 有关的异常。',
    },
    advice: {
      en: 'Render both nodes before init, give each an id, and pass it with a leading #.',
      zh: '在初始化之前渲染这两个节点，为它们设置 id，并以 # 开头传入。',
    },
    retry: never,
  },
];
