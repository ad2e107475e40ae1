import { focusRows, historyRows, keyRows } from './rows/alone.js';
import { elementRows } from './rows/elements.js';
import { entryFaultRows } from './rows/entry-faults.js';
import { failoverRows } from './rows/failover.js';
import { formRows } from './rows/forms.js';
import { pageStateRows } from './rows/page-state.js';
import { pageTagRows } from './rows/page-tags.js';
import { placeFaultRows } from './rows/place-faults.js';
import { policyRows } from './rows/policies.js';
import { sessionRows } from './rows/sessions.js';
import { vendorScriptRows } from './rows/vendor-scripts.js';
import type { Row } from './row.js';

export interface RowGroup {
  title: string;
  /** The same in Chinese. */
  titleZh: string;
  /** Whether an engine has a say in how its rows go; else the other two play a sample of them. */
  canEngineMatter: boolean;
  rows: readonly Row[];
}

/** All scenarios. */
export const TABLE: readonly RowGroup[] = [
  { title: "Loading the vendor's script", titleZh: '加载厂商脚本', canEngineMatter: true, rows: entryFaultRows },
  { title: "The page's own tags", titleZh: '页面自己的标签', canEngineMatter: true, rows: pageTagRows },
  { title: "The vendor's later requests", titleZh: '厂商的后续请求', canEngineMatter: false, rows: placeFaultRows },
  {
    title: "The vendor's script and the user",
    titleZh: '厂商脚本与用户',
    canEngineMatter: false,
    rows: vendorScriptRows,
  },
  { title: 'Failover', titleZh: '故障切换', canEngineMatter: false, rows: failoverRows },
  {
    title: 'Content-Security-Policy and Trusted Types',
    titleZh: '内容安全策略与 Trusted Types',
    canEngineMatter: true,
    rows: policyRows,
  },
  { title: 'Elements, dialogs, frames', titleZh: '元素、对话框与 iframe', canEngineMatter: true, rows: elementRows },
  { title: 'The page and the device', titleZh: '页面与设备', canEngineMatter: true, rows: pageStateRows },
  { title: 'Protected forms', titleZh: '受保护的表单', canEngineMatter: true, rows: formRows },
  { title: 'Sessions', titleZh: '会话', canEngineMatter: false, rows: sessionRows },
  {
    title: 'Real keys, and the back/forward cache',
    titleZh: '真实按键与往返缓存',
    canEngineMatter: true,
    rows: [...keyRows, ...focusRows, ...historyRows],
  },
];

/** Whether an engine has a say in how a row goes. */
export const canEngineMatter = (row: Row): boolean =>
  TABLE.some((group) => group.canEngineMatter && group.rows.includes(row));
