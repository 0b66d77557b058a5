/** Times as the HTTP API tells them. */
export const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
