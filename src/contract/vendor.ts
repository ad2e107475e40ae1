/** The company whose captcha it is. */
export type Vendor = 'tencent' | 'aliyun';

/** A vendor with the site's ids, made by `tencent()` or `aliyun()`. Otherwise opaque. */
export interface Provider {
  readonly vendor: Vendor;
  /** appId or sceneId. */
  readonly id: string;
}
