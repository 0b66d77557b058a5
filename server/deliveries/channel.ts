/** What a way of telling the world has to be able to do: a webhook is one, mail another. */
import type { messages } from '../db/schema/deliveries.ts';
import type { Write } from '../db/statements.ts';

/** `stopped`: given up before its time, since its target is off or gone. */
export const deliveryStates = ['waiting', 'delivered', 'failed', 'stopped'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export type Message = typeof messages.$inferSelect;

/** Somebody who is to be told of a message. */
export interface Addressee {
  message: string;
  /** Of a channel's own naming; a message goes to each target once. */
  target: string;
  /** What shares a line: where one of a lane hangs, others of it wait, and nobody else does. */
  lane: string;
}

/** What came of a try. */
export interface Tried {
  outcome: 'delivered' | 'failed' | 'stopped';
  status: number | null;
  error: string | null;
  reply: string | null;
  /** What is to be written after it, together; where another was quicker, not at all. */
  afterwards?: readonly Write[];
}

export interface Trying {
  delivery: string;
  target: string;
  message: Message;
  /** How often it was tried before. */
  tries: number;
  /** Aborted where the server must stop before the answer is there. */
  signal: AbortSignal;
}

export interface Channel {
  /**
   * Whom to tell of these messages. One that nobody wants to hear of is done with. They may be old: in a database that has had no channel
   * yet all comes that ever happened.
   */
  addresseesOf(messages: readonly Message[]): Promise<readonly Addressee[]>;
  /** Tries once. May throw: that counts as a failure. */
  deliver(trying: Trying): Promise<Tried>;
  /** Milliseconds to wait after the first failure, the second, and so on; then it has failed for good. */
  waits: readonly number[];
  /** Milliseconds within which a try has come to an end, by the channel's own doing. */
  longest: number;
}

export type Channels = Readonly<Record<string, Channel>>;
