import { relative } from 'node:path';
import { BaseSequencer } from 'vitest/node';

/** How many changes each test file has noticed in this process, and the run in which it did so last. */
const noticed = new Map();

/** A change is judged at the first test that notices it: so those that notice most run first, then the shortest. */
export default class KillersFirst extends BaseSequencer {
  sort(files) {
    const { cache, config } = this.ctx;
    const keyOf = ({ project, moduleId }) => `${project.name}:${relative(config.root, moduleId)}`;
    for (const key of files.map(keyOf)) {
      const last = cache.getFileTestResults(key);
      const known = noticed.get(key) ?? { times: 0 };
      if (last?.failed && last !== known.last) noticed.set(key, { last, times: known.times + 1 });
    }
    const times = (file) => noticed.get(keyOf(file))?.times ?? 0;
    const duration = (file) => cache.getFileTestResults(keyOf(file))?.duration ?? Infinity;
    return Promise.resolve([...files].sort((a, b) => times(b) - times(a) || duration(a) - duration(b) || 0));
  }
}
