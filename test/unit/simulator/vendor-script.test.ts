// @vitest-environment node
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_HOSTS } from '../../../simulator/src/hosts.js';
import { vendorScript } from '../../../simulator/src/vendor-script.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'captcha-failover-scripts-'));
  mkdirSync(join(root, 'acme'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

describe('a built vendor script', () => {
  it.each(["'__SIMULATOR__'", '"__SIMULATOR__"', '`__SIMULATOR__`'])('gets hosts and query for %s', async (literal) => {
    writeFileSync(join(root, 'acme/entry.js'), `result = ${literal};`);
    const query = `run=$&"</script>'\\`;
    const globals: { result?: unknown } = {};
    runInNewContext(await vendorScript('acme/entry', NO_HOSTS, query, root), globals);
    expect(JSON.parse(JSON.stringify(globals.result))).toEqual({ hosts: NO_HOSTS, query });
  });

  it('that is not built is an error', async () => {
    await expect(vendorScript('acme/other', NO_HOSTS, '', root)).rejects.toThrow('ENOENT');
  });
});
