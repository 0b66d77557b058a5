/** Runs in each worker of the tests before anything is imported, as in the server itself: half of a worker's start is finding files. */
import { hasten } from '../server/loading.ts';

hasten();
