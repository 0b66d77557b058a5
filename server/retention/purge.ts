export interface Ran {
  at: number;
}
