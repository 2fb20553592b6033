// Receiving mail by SMTP: for mailboxes that are followed and nobody else, with nothing to relay, send or sign in to.
// A mail is acknowledged when the journal has it. Who really sent it (SPF, DKIM) is judged by the mail server before.
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { Reply } from '#kernel/reply.ts'
import type { MailSettings } from '#platform/config.ts'
import { type Mailbox, mailboxOf, receiveMail } from './receive-mail.ts'
import type { WatchRoom } from './room.ts'

export interface MailServer {
  /** The port it listens on. */
  listen(): Promise<number>
  close(): Promise<void>
}

const mostClients = 20
const mostRecipients = 10
const perMinute = 60
const idleMilliseconds = 60_000

export function createMailServer(room: WatchRoom, settings: MailSettings): MailServer {
  const mailboxes = new WeakMap<SMTPServerSession, Map<string, Mailbox>>()
  const limit = perMailbox(() => room.clock.now().getTime())
  const server = new SMTPServer({
    name: settings.domain,
    banner: 'Tocsin',
    size: settings.maxBytes,
    maxClients: mostClients,
    socketTimeout: idleMilliseconds,
    closeTimeout: 5_000,
    // No names are looked up: they would only be written down.
    disableReverseLookup: true,
    authOptional: true,
    disabledCommands: settings.tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    logger: false,
    ...(settings.tls ? { cert: readFileSync(settings.tls.cert), key: readFileSync(settings.tls.key) } : {}),
    onMailFrom(_address, session, callback) {
      mailboxes.set(session, new Map())
      callback()
    },
    onRcptTo(address, session, callback) {
      accept(address, session).then(
        (fault) => callback(fault),
        (error: unknown) => callback(broke(error)),
      )
    },
    onData(stream, session, callback) {
      receive(stream, session).then(
        (fault) => (fault ? callback(fault) : callback(null, '2.0.0 kept')),
        (error: unknown) => callback(broke(error)),
      )
    },
  })
  server.on('error', (error: Error) => room.log.debug({ err: error }, 'a mail connection broke'))

  async function accept({ address }: SMTPServerAddress, session: SMTPServerSession): Promise<Error | undefined> {
    const known = mailboxes.get(session) ?? new Map<string, Mailbox>()
    mailboxes.set(session, known)
    if (known.size >= mostRecipients) return answer(452, '4.5.3 too many recipients')
    const mailbox = await mailboxOf(room, address, settings.domain)
    if (!mailbox) return answer(550, '5.1.1 there is no such mailbox; nothing is relayed')
    if (!limit.mayCome(mailbox.source)) return answer(451, '4.7.1 too many mails in a minute; come back later')
    known.set(mailbox.source, mailbox)
    return undefined
  }

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Error | undefined> {
    const place = room.intake.enter()
    try {
      const bytes = await bytesOf(stream, place === null ? 0 : settings.maxBytes)
      if (!place) return answer(451, '4.3.1 too much comes in at once; come back later')
      if (!bytes || stream.sizeExceeded) return answer(552, `5.3.4 a mail may have at most ${settings.maxBytes} bytes`)
      if (!place.weigh(bytes.length)) return answer(451, '4.3.1 too much comes in at once; come back later')
      return faultOf(await receiveMail(room, bytes, [...(mailboxes.get(session)?.values() ?? [])]))
    } finally {
      place?.leave()
    }
  }

  function broke(error: unknown): Error {
    room.log.error({ err: error }, 'a mail could not be taken in')
    return answer(451, '4.3.0 it could not be taken in now; come back later')
  }

  return {
    async listen() {
      await new Promise<void>((resolve, reject) => {
        server.server.once('error', reject)
        server.listen(settings.port, settings.host, () => resolve())
      })
      return (server.server.address() as AddressInfo).port
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Read to the end even when it is too much: the answer can only be given then. */
async function bytesOf(stream: SMTPServerDataStream, most: number): Promise<Uint8Array | undefined> {
  let chunks: Buffer[] | undefined = []
  let size = 0
  for await (const chunk of stream) {
    const part = Buffer.from(chunk)
    size += part.length
    if (size > most) chunks = undefined
    chunks?.push(part)
  }
  return chunks && Buffer.concat(chunks)
}

const temporary = new Set(['busy', 'storage-full'])

function faultOf(reply: Reply<null>): Error | undefined {
  if (reply.ok) return undefined
  if (temporary.has(reply.refusal)) return answer(451, '4.3.1 the node is busy or full; come back later')
  if (reply.refusal === 'unknown') return answer(550, '5.1.1 nobody follows this mailbox any more')
  if (reply.refusal === 'no-text' || reply.refusal === 'mail-not-read')
    return answer(554, '5.6.0 there is no text in it')
  return answer(451, '4.3.0 it could not be taken in now; come back later')
}

function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

/** So many mails a minute for one mailbox; a flood for one leaves the others alone. */
function perMailbox(now: () => number): { mayCome(mailbox: string): boolean } {
  let minute = 0
  const counts = new Map<string, number>()
  return {
    mayCome(mailbox) {
      const current = Math.floor(now() / 60_000)
      if (current !== minute) counts.clear()
      minute = current
      const times = (counts.get(mailbox) ?? 0) + 1
      counts.set(mailbox, times)
      return times <= perMinute
    },
  }
}
