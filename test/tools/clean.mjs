// Removes what an earlier build left, so that a renamed file cannot live on.
import { rmSync } from 'node:fs';

for (const folder of ['dist', 'demo/dist', 'sidecar/dist', 'simulator/dist'])
  rmSync(folder, { recursive: true, force: true });
