// bench/RESULTS.md out of what was measured.
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const most = (numbers) => Math.max(...numbers);
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const row = (...cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');

/** ● there, ◐ not there, and the page is told so, ○ of no use, ✕ not settled. */
export function mark({ how, what }) {
  if (how === 'never') return '✕';
  if (how === 'rejects') return '◐';
  if (/^(loaded|passed)/.test(what)) return '●';
  return /^ticket/.test(what) ? '◐' : '○';
}

const seconds = (ms) => (ms < 950 ? `${Math.round(ms / 10) / 100}` : (ms / 1000).toFixed(1));

function word(cell) {
  const { how, what, ms } = cell;
  if (how === 'never') return `✕ not in ${ms / 1000} s`;
  const told = how === 'rejects' ? (what === 'Error' ? 'rejects' : `rejects (${what})`) : what;
  return `${mark(cell)} ${told}, ${seconds(ms)} s`;
}

/** The words of docs/peers.md for what this file calls by English names. */
const words = {
  en: {
    head: { loader: 'loader', settles: 'settles' },
    fault: {},
    key: `● there all the same · ◐ not there, and the page is told so: an error, here also with a ticket to post · ○ resolves with
something of no use · ✕ not settled while watched (15 s, a hanging script 35 s)`,
  },
  zh: {
    head: { loader: '加载器', settles: '有结果' },
    fault: {
      'connection error': '连接失败',
      'fails once': '失败一次',
      hangs: '无响应',
      'empty 200': '200 空响应',
      'dead tag': '已失效的标签',
      'nonce-only CSP': '仅 nonce 的 CSP',
      '8 s late': '迟到 8 秒',
    },
    key: `● 仍然加载成功 · ◐ 未能加载，但页面得到通知：一个错误，本库还附带可以提交的票据 · ○ 返回了用不上的结果 · ✕ 观察期内
没有结果（15 秒，脚本无响应时 35 秒）`,
  },
};

const columnsOf = (faults) => faults.filter(({ name }) => name !== 'healthy');
const settled = (columns, seen) => columns.filter(({ name }) => seen[name].how !== 'never').length;

/** One line a loader, for docs/peers.md too. */
export function peersTable({ subjects, faults, cells, sizes }, language) {
  const columns = columnsOf(faults);
  const { head, fault, key } = words[language];
  const lines = table(
    [head.loader, ...columns.map(({ name }) => fault[name] ?? name), head.settles, 'gzip'],
    subjects.map(({ name, version }) => [
      `${name} ${version}`,
      ...columns.map((column) => mark(cells[name][column.name])),
      `${settled(columns, cells[name])}/${columns.length}`,
      sizes[name] ? kb(sizes[name].gzip) : '',
    ]),
  );
  return `${lines}\n\n${key}${language === 'en' ? '.' : '。'}`;
}

export function writeResults({ subjects, faults, cells, sizes, nodes, own, machine }) {
  const columns = columnsOf(faults);
  const settles = (subject) => settled(columns, cells[subject.name]);
  const usable = (subject) => columns.filter(({ name }) => /[●◐]/.test(mark(cells[subject.name][name]))).length;
  const there = (subject) => columns.filter(({ name }) => mark(cells[subject.name][name]) === '●').length;
  const slowest = (subject) => {
    const times = columns.map(({ name }) => cells[subject.name][name]);
    return times.some(({ how }) => how === 'never') ? 'never' : `${seconds(most(times.map(({ ms }) => ms)))} s`;
  };
  const mainThread = (subject) => {
    const seen = faults.map(({ name }) => cells[subject.name][name]).filter(({ how }) => how !== 'never');
    return `${median(seen.map(({ ranFor }) => ranFor)).toFixed(1)} + ${median(seen.map(({ calledFor }) => calledFor)).toFixed(1)}`;
  };

  const detailed = table(
    ['fault', ...subjects.map(({ name }) => name)],
    faults.map(({ name }) => [name, ...subjects.map((subject) => word(cells[subject.name][name]))]),
  );

  const { before, after } = own;
  return `# Beside other loaders

Made by \`npm run bench\`; do not edit. ${machine}

${peersTable({ subjects, faults, cells, sizes }, 'en')}

Each loader is used as its README says; the vendors' entry scripts are intercepted, and stand-ins insert nothing further,
which the real ones do.

${subjects.map((subject) => `- ${subject.name}: settles ${settles(subject)} of ${columns.length}, usable ${usable(subject)}, there all the same ${there(subject)}, slowest ${slowest(subject)}`).join('\n')}

## What each fault gives

Seconds from the call to its end; for the documented page, whose tag stands in its HTML, from the page's opening.

${detailed}

## In Node

${table(
  ['loader', 'import and call'],
  subjects.filter(({ name }) => nodes[name]).map(({ name }) => [name, nodes[name]]),
)}

## What each weighs and takes

esbuild, minified for ES2018, of what a page imports; the main thread's ms are the median over the pages above, by the
clock, so a busy machine shows: its code run + its call until that returns.

${table(
  ['loader', 'imports', 'minified', 'gzip -9', 'brotli', 'main thread, ms'],
  subjects.map((subject) => {
    const size = sizes[subject.name];
    const imports = subject.size ? `\`${/\{ ([^}]*) \}/.exec(subject.size[0])[1]}\`` : '';
    return [
      subject.name,
      imports,
      ...(size ? [size.minified, size.gzip, size.brotli].map(kb) : ['', '', '']),
      mainThread(subject),
    ];
  }),
)}

## This library

| measured | median | most |
| --- | --- | --- |
| from \`verify()\` to the script's request, ms | ${median(own.toRequest).toFixed(2)} | ${most(own.toRequest).toFixed(2)} |
| from the script's \`error\` event to the outcome, ms | ${median(own.toOutcome).toFixed(2)} | ${most(own.toOutcome).toFixed(2)} |
| from the vendor's failure callback to the outcome, ms | ${median(own.vendorFailure).toFixed(2)} | ${most(own.vendorFailure).toFixed(2)} |

One frame is 16.7 ms. 50 rounds each.

| after garbage collection | before | after 1,000 rounds of create, verify, pass, destroy |
| --- | --- | --- |
| heap | ${kb(before.heap)} | ${kb(after.heap)} |
| nodes | ${before.nodes} | ${after.nodes} |
| listeners | ${before.listeners} | ${after.listeners} |
`;
}

/** What of it is a promise, and broken. */
export function broken({ cells, faults, own }) {
  const failures = [];
  for (const name of ['captcha-failover', 'captcha-failover, two vendors'])
    for (const fault of faults)
      if (!/[●◐]/.test(mark(cells[name][fault.name]))) failures.push(`${name}: ${fault.name}`);
  for (const [what, times] of [
    ['error event', own.toOutcome],
    ['failure callback', own.vendorFailure],
  ])
    if (median(times) > 16.7) failures.push(`from the ${what} to the outcome: ${median(times)} ms`);
  return failures;
}
