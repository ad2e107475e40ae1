import type { Vendor } from '../../src/index.js';
import type { ServerVendor } from '../../src/server/index.js';
import { say } from './language.js';

export const vendorNames: Record<Vendor, string> = { tencent: say('Tencent', '腾讯'), aliyun: say('Aliyun', '阿里云') };

export const serverVendorNames: Record<ServerVendor, string> = { ...vendorNames, aicaptcha: 'AICaptcha' };

/** "0.34 s", "12.1 s", "4 min 05 s" */
export function duration(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 100) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}
