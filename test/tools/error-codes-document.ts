import {
  catalogVendors,
  categoryTexts,
  placeNames,
  retryKindTexts,
  retryFigures,
  type CatalogVendor,
  type Language,
} from '../../demo/page/catalog-words.js';
import type { ErrorEntry, ErrorPlace, Sentence } from '../../src/error-catalog/index.js';

export const errorCodesFiles: Readonly<Record<Language, string>> = {
  en: 'docs/error-codes.md',
  zh: 'docs/error-codes.zh-CN.md',
};

const places = Object.keys(placeNames) as ErrorPlace[];

/** Writes the document of the five vendors' codes, from the tables of the catalogue. */
export function errorCodesDocument(language: Language): string {
  const say = (sentence: Sentence) => sentence[language];
  const inCode = (text: string) => `\`${text}\``;
  const definitions = (texts: Readonly<Record<string, Sentence>>, heading: Sentence) =>
    table(
      [say(heading), say(words.meaning)],
      [],
      Object.entries(texts).map(([name, text]) => [inCode(name), say(text)]),
    );

  return (
    [
      `# ${say(words.title)}`,
      say(words.twins),
      ...intro.map(say),
      `## ${say(words.counts)}`,
      say(words.countsNote),
      table(
        [say(words.vendor), say(words.codes), ...places.map((place) => say(placeNames[place]))],
        places.map((_, index) => index + 2).concat(1),
        catalogVendors.map((vendor) => [
          say(vendor.name),
          String(vendor.table.length),
          ...places.map((place) => String(countAt(vendor, place) || '')),
        ]),
      ),
      `## ${say(words.solvers)}`,
      say(words.solversNote),
      `## ${say(words.categories)}`,
      say(words.categoriesNote),
      definitions(categoryTexts, words.category),
      `## ${say(words.retries)}`,
      say(words.retriesNote),
      definitions(retryKindTexts, words.retry),
      ...catalogVendors.flatMap((vendor) => [
        `## ${say(vendor.name)}`,
        ...groupsOf(vendor).flatMap(({ where, entries }) => [
          `### ${say(vendor.name)}${say(words.colon)}${where.map((place) => say(placeNames[place])).join(say(words.and))}`,
          table(
            [words.code, words.category, words.retry, words.meaning, words.advice].map(say),
            [],
            entries.map(({ code, category, retry, meaning, advice }) => [
              inCode(code),
              inCode(category),
              [inCode(retry.kind), retryFigures(retry, language)].filter(Boolean).join(say(words.colon)),
              say(meaning),
              say(advice),
            ]),
          ),
        ]),
      ]),
    ].join('\n\n') + '\n'
  );
}

const countAt = ({ table }: CatalogVendor, place: ErrorPlace) =>
  table.filter(({ where }) => where.includes(place)).length;

interface Group {
  readonly where: readonly ErrorPlace[];
  readonly entries: readonly ErrorEntry[];
}

/** The codes that arise at the same places, in the order of the places. */
function groupsOf({ table }: CatalogVendor): Group[] {
  const groups = new Map<string, ErrorEntry[]>();
  for (const entry of table) {
    const key = entry.where.join();
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  const rank = ({ where }: Group) => places.findIndex((place) => where.includes(place)) + where.length / 10;
  return Array.from(groups.values(), (entries) => ({ where: entries[0]?.where ?? [], entries })).sort(
    (a, b) => rank(a) - rank(b),
  );
}

function table(head: readonly string[], right: readonly number[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (right.includes(index) ? '---:' : '---'))), ...rows.map(line)].join(
    '\n',
  );
}

const words = {
  title: { en: 'Error codes of five captcha systems', zh: '五个验证码系统的错误码' },
  twins: { en: 'English · [简体中文](error-codes.zh-CN.md)', zh: '[English](error-codes.md) · 简体中文' },
  counts: { en: 'How many there are', zh: '错误码数量' },
  countsNote: {
    en: 'A code that arises at two places counts at both, and once in the column of codes.',
    zh: '在两处出现的错误码，两处各计一次，在“错误码”一列只计一次。',
  },
  solvers: { en: 'The two solver services', zh: '两个打码服务' },
  solversNote: {
    en: [
      'CaptchaAI and uCaptcha solve challenges for money. This project protects sites: of these services it describes the',
      'error responses only, for whoever meets one in a log. It contains no client that submits challenges to them.',
    ].join('\n'),
    zh: [
      'CaptchaAI 和 uCaptcha 是收费的打码服务。本项目用来保护网站：对这两个服务只说明它们的错误响应，',
      '供在日志中遇到这些错误码的人查阅。项目中没有任何向它们提交验证码的客户端。',
    ].join('\n'),
  },
  categories: { en: 'Categories', zh: '类别' },
  categoriesNote: {
    en: [
      'Each code has one category, of the one list that the loader, the server half and this catalogue share. It follows',
      'what the vendor says of the code. Two rules of ours: what a stranger can cause by sending rubbish to your server is',
      '`challenge`, so that nobody can raise an alarm about your configuration; a code that means a pass is `challenge` too,',
      "unless a test setting made it. Tencent's 16 and 100 and Aliyun's `F012`, `F016` and `F021` stay `configuration`, as the",
      'vendors have it, though somebody who sends you the tickets of another site gets them too: go by their share.',
    ].join('\n'),
    zh: [
      '每个错误码属于一个类别，加载器、服务端和这份错误码表共用同一组类别。类别依据厂商对错误码的说明。我们另有两条规则：',
      '陌生人向你的服务端提交垃圾数据就能引发的错误码归入 `challenge`，以免有人借此触发关于你的配置的告警；',
      '表示通过的错误码也归入 `challenge`，由测试设置造成的除外。腾讯的 16、100 和阿里云的 `F012`、`F016`、`F021` 按厂商的说法归入 `configuration`，',
      '但有人向你提交其他站点的票据时也会出现：请看它们所占的比例，不要看单次。',
    ].join('\n'),
  },
  retries: { en: 'Retry rules', zh: '重试规则' },
  retriesNote: {
    en: [
      'A rule says whether a program may repeat the same thing by itself. What the vendor documents comes first; where it is',
      'silent, the rule is the careful one. A ticket or token that was sent to the vendor counts as spent, whatever the answer',
      'was. Where the vendor allows a retry and gives no figures, the figures are ours.',
    ].join('\n'),
    zh: [
      '规则说明程序能否自动重复同一件事。厂商有说明的以说明为准；没有说明的取谨慎的做法。',
      '票据或令牌一旦提交给厂商，无论结果如何都视为已用。厂商允许重试但没有给出时间的，数值由我们确定。',
    ].join('\n'),
  },
  vendor: { en: 'vendor', zh: '厂商' },
  codes: { en: 'codes', zh: '错误码' },
  code: { en: 'code', zh: '错误码' },
  category: { en: 'category', zh: '类别' },
  retry: { en: 'retry', zh: '重试' },
  meaning: { en: 'meaning', zh: '含义' },
  advice: { en: 'what to do', zh: '处理方法' },
  colon: { en: ': ', zh: '：' },
  and: { en: ' and ', zh: '和' },
} satisfies Record<string, Sentence>;

const intro: readonly Sentence[] = [
  {
    en: '<!-- Written by `npm run docs:codes` from src/error-catalog/. Change the tables there, not this file. -->',
    zh: '<!-- 由 `npm run docs:codes` 根据 src/error-catalog/ 生成。请修改那里的表，不要修改本文件。 -->',
  },
  {
    en: [
      'What a code in a log, a callback or a response means, and what to do about it: Tencent Captcha (天御验证码), Aliyun',
      'Captcha 2.0 (阿里云验证码 2.0), AICaptcha, CaptchaAI and uCaptcha. The errors of captcha-failover itself are in',
      '[errors.md](errors.md); what its code rests on is in the notes on [Tencent](vendors/tencent.md) and',
      '[Aliyun](vendors/aliyun.md).',
    ].join('\n'),
    zh: [
      '日志、回调或响应里的错误码是什么意思，应该怎么办：腾讯天御验证码、阿里云验证码 2.0、AICaptcha、CaptchaAI 和 uCaptcha。',
      'captcha-failover 自己的错误见 [errors.md](errors.zh-CN.md)；代码所依据的事实见[腾讯](vendors/tencent.md)和[阿里云](vendors/aliyun.md)的说明（英文）。',
    ].join('\n'),
  },
  {
    en: [
      'Programs find the same tables in `captcha-failover/error-catalog`, one a vendor: `tencentErrors`, `aliyunErrors`,',
      '`aicaptchaErrors`, `captchaaiErrors` and `ucaptchaErrors`. A bundler keeps only those that are imported. Meanings and',
      'advice are in our own words. A code that the vendor does not explain has the meaning that its own script or public',
      "reports give it, and says so. The checks of Aliyun's script on its options have no codes, so the names `parameter_type`",
      'and so on are ours.',
    ].join('\n'),
    zh: [
      '程序可以从 `captcha-failover/error-catalog` 取得同样的表，每家厂商一张：`tencentErrors`、`aliyunErrors`、',
      '`aicaptchaErrors`、`captchaaiErrors` 和 `ucaptchaErrors`，打包时只保留被引用的表。含义和处理方法都是我们自己的表述。',
      '厂商没有解释的错误码，含义取自厂商自己的脚本或公开的报告，并会注明。阿里云的脚本对参数的检查没有错误码，`parameter_type` 等名称由我们拟定。',
    ].join('\n'),
  },
  {
    en: [
      'The same name can mean different things: `IP_BANNED` lifts itself at CaptchaAI and never at uCaptcha, and',
      "Aliyun's `Throttling` asks for patience in the browser and for a new challenge on the server. So look a code up with",
      "its vendor and its place: `script` (the vendor's files load), `init` (the script asks for its configuration),",
      '`challenge` (the user solves, or the script reports), `server_check` (your server asks the vendor), `submit` and `poll`',
      '(the two requests of a solver service).',
    ].join('\n'),
    zh: [
      '同一个名称可能有不同的含义：`IP_BANNED` 在 CaptchaAI 会自行解除，在 uCaptcha 则不会；阿里云的 `Throttling` 在浏览器端需要等待，',
      '在服务端需要重新验证。所以查错误码时要同时看厂商和位置：`script`（加载厂商的文件）、`init`（脚本请求配置）、',
      '`challenge`（用户作答或脚本报告）、`server_check`（你的服务端询问厂商）、`submit` 和 `poll`（打码服务的两种请求）。',
    ].join('\n'),
  },
];
