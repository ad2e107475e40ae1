/** The challenge that the vendor's script opens on the body, and what else it leaves there (docs/vendors/aliyun.md, A-LEFTOVERS). */
const popup = '#aliyunCaptcha-window-popup';
const tip = '#aliyunCaptcha-common-errorTip';
const leftovers = `#aliyunCaptcha-mask,${popup},${tip}`;

const find = (selector: string) => [...document.querySelectorAll(selector)];

export const findPopups = () => find(popup);

/** All nodes of the vendor's but the tip, which is no challenge. */
export const findVendorNodes = () => find(`[id^="aliyunCaptcha"]:not(${tip})`);

/** What the script puts on the body when it builds a widget, shown or not. */
export const findLeftovers = () => find(leftovers);

/** Left in the body, they make callbacks fire twice after a remount (A-LEFTOVERS). */
export function removeLeftovers(): void {
  for (const node of find(leftovers)) node.remove();
}
