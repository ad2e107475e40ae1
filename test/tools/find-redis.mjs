// Whether there is a redis-server: on PATH, or else installed, where we are root and have apt-get.
import { spawnSync } from 'node:child_process';

const works = (...command) => spawnSync(command[0], command.slice(1), { stdio: 'ignore' }).status === 0;
const isThere = () => works('redis-server', '--version');

export function findRedis() {
  if (!isThere() && process.getuid?.() === 0) {
    const packages = ['install', '-y', '--no-install-recommends', 'redis-server'];
    if (!works('apt-get', ...packages) && works('apt-get', 'update')) works('apt-get', ...packages);
  }
  return isThere();
}
