/** What a kind of mail has to be able to do: a confirmation is one, a notice to admins another. */
import type { Addressee, Message, Trying } from '../deliveries/channel.ts';
import type { Mail } from './send.ts';

export interface Letter {
  /** Who is to get one of these messages. The target is no address, for it stands in logs. */
  addresseesOf(messages: readonly Message[]): Promise<Pick<Addressee, 'message' | 'target'>[]>;
  /** The mail as it is to be sent now, or why it is not to be sent any more. */
  write(trying: Trying): Promise<Omit<Mail, 'id'> | { stopped: string }>;
}

/** By the kind of message. */
export type Letters = Readonly<Record<string, Letter>>;
