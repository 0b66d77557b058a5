/** Whether a form may stand on this page, where it names the sites that it keeps to. */

/** `server` is where the form comes from; its own pages always may. A page without an address of its own has the origin "null". */
export function mayStand(
  { origins }: { origins?: readonly string[] | undefined },
  origin: string,
  server: string,
): boolean {
  return !origins || origins.includes(origin) || server === '' || new URL(server).origin === origin;
}
