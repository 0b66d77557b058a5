/** The command line: `npm run qualiform -- COMMAND`. It reads the same settings as the server and may run beside it. */
import { hasten } from './loading.ts';

hasten();
const { run } = await import('./cli/run.ts');
await run(process.argv.slice(2));
