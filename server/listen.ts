/** Listens, or says which setting keeps it from that. */
import type { Server } from 'node:http';
import { BadSetting } from './env.ts';

/** What keeps a server from listening, as the settings that are to be changed. */
const listenWords: Record<string, (port: number, host: string | undefined) => string> = {
  EADDRINUSE: (port) => `PORT=${port} is taken by another program. Set PORT to another number.`,
  EACCES: (port) => `PORT=${port} may not be used by this user. Set PORT to a number above 1023.`,
  EADDRNOTAVAIL: (_, host) => `HOST=${host} is no address of this machine. Change it or leave it out.`,
  ENOTFOUND: (_, host) => `HOST=${host} is no address that is known here. Change it or leave it out.`,
};

/** Resolves to the port; with 0 the system chooses one. */
export function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const words = listenWords[error.code ?? ''];
      reject(words ? new BadSetting(words(port, host)) : error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
