/** The server's door. The only file that acts when it is imported, but for the command line's. */
import { hasten } from './loading.ts';

hasten();
const { run } = await import('./start.ts');
await run();
