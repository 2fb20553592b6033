// What leaves the node: messages put into the outbox by a unit of work, and how their delivery ended.
import type { Realm } from '#kernel/realm.ts'
import type { Reply } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { Unit } from '../journal/types.ts'
import type { MailKeys } from './seal-mail.ts'

export interface Attachment {
  name: string
  mediaType: string
  /** base64 */
  content: string
}

/** Plain text, one recipient each: nobody sees who else was told. Encrypted where there is a key of that address. */
export interface MailMessage {
  channel: 'mail'
  to: string
  subject: string
  text: string
  attachments?: Attachment[]
  /** What is said in place of text and attachments where the mail is encrypted; nobody else reads it, whatever goes wrong. */
  sealed?: { text: string; attachments: Attachment[] }
}

/** One POST of a JSON document. With a secret, `Tocsin-Signature` proves where it came from. */
export interface PostMessage {
  channel: 'post'
  to: string
  body: unknown
  secret?: string
}

export type Message = MailMessage | PostMessage

export const deliveryStates = ['waiting', 'sent', 'failed', 'held'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** How it ended: sent with what the other side answered; failed for good; or held, since nothing leaves an exercise. */
export interface Delivery {
  id: string
  realm: Realm
  origin: string
  key: string
  recipient: string
  state: Exclude<DeliveryState, 'waiting'>
  answer: string | null
  at: Instant
}

export interface Outbox {
  /**
   * Joins the message to the unit: it leaves when, and only when, the entries are written. `origin` names who asked
   * ('assess.dutyReport'), `key` makes a repeated command harmless.
   */
  put(unit: Unit, origin: string, key: string, message: Message): void
  /** Whether a request may be addressed so, as far as can be said without asking the network. Refuses like the fetcher. */
  check(url: string): Reply<URL>
  /** Whether this node can send mail at all; without it mails would wait for nobody. */
  canMail: boolean
  /** Who knows the keys of an address; asked at each try. Until somebody does, no mail is encrypted. */
  sealWith(keysOf: (address: string) => Promise<MailKeys | null>): void
  /** Hears how deliveries of this origin ended, at least once each. A throw means: tell me again. */
  onEnded(origin: string, hear: (delivery: Delivery) => Promise<void>): void
}
