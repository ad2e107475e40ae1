/** What the simulated vendors show; the style sheets in the head stay, as the vendors' own do. */
export const vendorNodes = 'body [id^="tcaptcha" i], #t_mask, [class*="tencent-captcha"], [id^="aliyunCaptcha"]';
