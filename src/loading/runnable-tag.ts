/** Types that browsers run: a consent tool gives a tag another one until the user has agreed. */
const runnable = /^(module|(text|application)\/(x-)?(java|ecma|j|live)script(1\.\d)?)?$/i;

/** All browsers that we support know modules, so they skip a classic tag that is for others. */
export const mayRun = ({ type, noModule }: HTMLScriptElement): boolean =>
  runnable.test(type.trim()) && (!noModule || type === 'module');
