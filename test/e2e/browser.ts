/** The browser of these tests. It takes a second to start, so one serves all files that a worker runs: each visitor is a context of its own. */
import { type Browser, chromium, type LaunchOptions } from 'playwright';
import { chromiumFlags, findChromium } from '../browser/chromium.ts';

/** One more, for a test that needs it otherwise. Whoever launches it closes it. */
export const launchBrowser = async (options: LaunchOptions = {}): Promise<Browser> =>
  chromium.launch({ executablePath: await findChromium(), args: chromiumFlags, ...options });

let shared: Promise<Browser> | undefined;

/** Ends with the worker. Contexts are closed by whoever opens them. */
export function openBrowser(): Promise<Browser> {
  shared ??= launchBrowser();
  return shared;
}
