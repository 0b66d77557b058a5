/** What `npm start` runs: everything that a bare clone lacks, then the server, with the demo in it. */
import { ensureBuilt, ensureInstalled, ensureNode, main, readEnvFile } from './boot.mjs';

await main(async () => {
  await ensureNode();
  await ensureInstalled();
  await ensureBuilt();
  readEnvFile();
  process.env.DEMO ??= '1';
  await import('./main.ts');
});
