/** What `npm start` runs: everything that a bare clone lacks, then the server, with the demo in it. */
import { ensureBuilt, ensureInstalled, ensureNode, main } from './boot.mjs';

await main(async () => {
  await ensureNode();
  await ensureInstalled();
  await ensureBuilt();
  process.env.DEMO ??= '1';
  await import('./main.ts');
});
