import { say } from './language.js';
import { completeScenario, fieldNames, type FieldName, type Scenario } from './scenario.js';

export interface Preset {
  name: string;
  label: string;
  /** What to do and what to look for. */
  hint: string;
  parts: Partial<Record<FieldName, string>>;
}
export interface PresetGroup {
  label: string;
  presets: readonly Preset[];
}

/** Those that are always there; the first is what the page opens on. */
export const mainPresets: PresetGroup = {
  label: say('Cases', '情况'),
  presets: [
    {
      name: 'vendor-1-fails',
      label: say('Vendor 1 fails', '第一家出故障'),
      hint: say(
        'Tencent’s script answers 503. Sign in: Aliyun’s challenge comes up instead. Drag its slider, or use the arrow keys and Enter.',
        '腾讯的脚本返回 503。点击登录：会改为显示阿里云的验证。拖动滑块，或使用方向键和 Enter 键。',
      ),
      parts: { 'tencent.entry': '503' },
    },
    {
      name: 'vendor-1-hangs',
      label: say('Vendor 1 hangs', '第一家没有响应'),
      hint: say(
        'Tencent’s script never arrives. The page does not wait for it to the end: Aliyun takes over.',
        '腾讯的脚本一直没有到。页面不会一直等下去：由阿里云接手。',
      ),
      parts: { 'tencent.entry': 'hang' },
    },
    {
      name: 'both-down',
      label: say('Both down', '两家都出故障'),
      hint: say(
        'Both vendors are down, for the server too. Nobody can be checked: the first tries are refused, and once the server has seen the outage itself, after about 10 s, it lets the form in unchecked.',
        '两家都出了故障，服务端也连不上。谁也无法验证：最初几次会被拒绝；大约 10 秒后服务端自己看到了故障，就会未经验证而放行。',
      ),
      parts: { down: 'both' },
    },
    {
      name: 'blocked-here',
      label: say('Blocked in this browser', '只有本浏览器被拦截'),
      hint: say(
        'An ad blocker holds both vendors back, here only. The page posts a recovery ticket; the server still reaches the vendors, so it refuses the ticket. Otherwise every bot could skip the check.',
        '广告拦截插件挡住了两家厂商，但只在这里。页面提交容灾票据；服务端仍连得上厂商，所以会拒绝它，否则任何机器人都能跳过验证。',
      ),
      parts: { 'tencent.entry': 'refused', 'aliyun.entry': 'refused' },
    },
    {
      name: 'healthy',
      label: say('Healthy', '一切正常'),
      hint: say(
        'The first vendor shows its slider. Drag it, or focus it and use the arrow keys and Enter: the outcome is passed.',
        '第一家厂商显示滑块。拖动它，或聚焦后用方向键移动、按 Enter 键确认：结果是 passed。',
      ),
      parts: {},
    },
    {
      name: 'user-closes',
      label: say('Visitor closes it', '访客关闭验证'),
      hint: say(
        'Close the challenge with its button or Escape: dismissed, no ticket, and the next try starts afresh.',
        '用按钮或 Escape 关闭验证：结果是 dismissed，没有票据，下一次重新开始。',
      ),
      parts: { order: 'tencent', 'tencent.behave': 'close_null' },
    },
  ],
};

export const moreGroups: readonly PresetGroup[] = [
  {
    label: say('Other ways to pass', '其他通过方式'),
    presets: [
      {
        name: 'no-challenge',
        label: say('No challenge needed', '无需验证'),
        hint: say(
          'The vendor trusts this visitor and passes at once. Nothing is shown, nothing may flash up.',
          '厂商信任这位访客，直接通过。什么都不显示，也不该闪现。',
        ),
        parts: { 'tencent.behave': 'smart_pass' },
      },
      {
        name: 'embedded',
        label: say('Embedded', '嵌入表单'),
        hint: say(
          'The challenge opens inside the form. A second run uses the same box again.',
          '验证在表单里打开。再次运行会使用同一个容器。',
        ),
        parts: { mode: 'embed', order: 'aliyun,tencent' },
      },
      {
        name: 'international',
        label: say('International', '国际站'),
        hint: say(
          'Tencent’s international site: a checkbox in the form, whose click starts a new deadline.',
          '腾讯国际站：表单里有一个复选框，点击后重新计时。',
        ),
        parts: { order: 'tencent', 'tencent.region': 'intl' },
      },
      {
        name: 'retry-works',
        label: say('A retry works', '重试成功'),
        hint: say(
          'The first request gets a 503. The second attempt, a moment later, is answered.',
          '第一次请求得到 503，片刻后的第二次得到响应。',
        ),
        parts: { order: 'tencent', 'tencent.entry': '503,ok' },
      },
    ],
  },
  {
    label: say('A vendor is down', '厂商出故障'),
    presets: [
      {
        name: 'both-hang',
        label: say('Both hang', '两家都没有响应'),
        hint: say(
          'The slowest way to fail, in this browser: still one outcome, inside the deadline.',
          '最慢的失败方式，只发生在本浏览器：仍在期限之内得到一个结果。',
        ),
        parts: { 'tencent.entry': 'hang', 'aliyun.config': 'hang' },
      },
      {
        name: 'late-script',
        label: say('Too late', '来得太迟'),
        hint: say(
          'Tencent’s script arrives after 8 s, when Aliyun has long taken over. It shows up as late and changes nothing.',
          '腾讯的脚本 8 秒后才到，那时阿里云早已接手。它会显示为迟到，不改变任何东西。',
        ),
        parts: { 'tencent.entry': 'late_8' },
      },
      {
        name: 'half-loaded',
        label: say('Half loaded', '只加载了一半'),
        hint: say(
          'The entry script is there, the script that it needs hangs: a loading box is no challenge.',
          '入口脚本到了，它需要的脚本没有响应：加载框不是验证。',
        ),
        parts: { 'tencent.secondary': 'hang' },
      },
      {
        name: 'no-ticket',
        label: say('Down, no ticket', '出故障，不要票据'),
        hint: say(
          'With recovery: none there is no ticket. The outcome is failed, and the form stays usable.',
          '设置 recovery: none 就没有票据。结果是 failed，表单仍然可用。',
        ),
        parts: { order: 'tencent', 'tencent.entry': '503', recovery: 'none' },
      },
    ],
  },
  {
    label: say('The vendor answers, but', '厂商有响应，但是'),
    presets: [
      {
        name: 'init-refuses',
        label: say('Init refuses the scene', 'Init 拒绝场景'),
        hint: say(
          'IllegalScene is a mistake in the configuration. It is not retried, and the error says what to fix.',
          'IllegalScene 是配置错误。不会重试，错误会说明该改什么。',
        ),
        parts: { order: 'aliyun', 'aliyun.config': 'code_IllegalScene' },
      },
      {
        name: 'rate-limited',
        label: say('Rate limit', '频率受限'),
        hint: say('Aliyun throttles this page. Tencent takes over.', '阿里云限制了本页的频率，由腾讯接手。'),
        parts: { order: 'aliyun,tencent', 'aliyun.config': 'code_ThrottlingByStrategy' },
      },
      {
        name: 'vendor-ticket',
        label: say('Vendor’s own disaster ticket', '厂商自己的容灾票据'),
        hint: say(
          'Tencent’s script gives up by itself with code 1006. Its ticket is passed on unchanged.',
          '腾讯的脚本自己以 1006 放弃。它的票据原样传递。',
        ),
        parts: { order: 'tencent', 'tencent.behave': 'code_1006' },
      },
      {
        name: 'false-success',
        label: say('False success', '虚假的成功'),
        hint: say(
          'Solve the challenge: the script reports success, but its proof lacks the sign of a check. Unverified, never passed.',
          '完成验证：脚本报告成功，但凭证缺少验证过的标志。结果是 unverified，绝不会是 passed。',
        ),
        parts: { order: 'aliyun', 'aliyun.behave': 'degraded_127' },
      },
      {
        name: 'never-opens',
        label: say('Shows nothing', '什么都不显示'),
        hint: say(
          'Tencent’s script runs and stays silent. Aliyun takes over when Tencent’s time is up.',
          '腾讯的脚本在运行，却没有动静。腾讯的时间用完后由阿里云接手。',
        ),
        parts: { 'tencent.behave': 'show_never_opens' },
      },
      {
        name: 'emptied',
        label: say('Emptied script', '脚本被清空'),
        hint: say(
          'A filter answers with an empty script. Loaded, but the vendor’s function is not there.',
          '过滤器返回了空脚本。加载了，但厂商的函数不在。',
        ),
        parts: { 'tencent.entry': 'empty', 'aliyun.entry': 'empty' },
      },
      {
        name: 'user-leaves',
        label: say('Visitor walks away', '访客走开'),
        hint: say(
          'Leave the challenge open. After 5 s it ends as dismissed: a slow visitor never earns a ticket.',
          '让验证一直开着。5 秒后以 dismissed 结束：动作慢的访客绝不会得到票据。',
        ),
        parts: { order: 'tencent', challengeTimeout: '5000' },
      },
    ],
  },
];

export const presets: readonly Preset[] = [mainPresets, ...moreGroups].flatMap((group) => group.presets);

/** What the page opens on. */
export const [firstPreset] = mainPresets.presets as readonly [Preset, ...Preset[]];

/** A preset sets everything but the language. */
export function scenarioOfPreset(preset: Preset, language: string): Scenario {
  return completeScenario({ language, ...preset.parts });
}

export function presetOf(scenario: Scenario): Preset | undefined {
  return presets.find((preset) => {
    const wanted = scenarioOfPreset(preset, scenario.language);
    return fieldNames.every((name) => wanted[name] === scenario[name]);
  });
}
