// Sending one mail through the mail server of the house.
import { createTransport } from 'nodemailer'
import type { SendSettings } from '../config.ts'
import { type MailKeys, sealedMail } from './seal-mail.ts'
import type { MailMessage } from './types.ts'

export type Sent = { ok: true; answer: string } | { ok: false; final: boolean; answer: string }

/** `keys`: encrypted to them. null: in the clear. */
export type SendMail = (id: string, message: MailMessage, keys: MailKeys | null, now: Date) => Promise<Sent>

const timeoutMs = 20_000

/** The message keeps its id over all tries, so that a mail that was taken twice can be seen to be one. */
export function createSendMail(settings: SendSettings): { send: SendMail; close(): void } {
  const transport = createTransport({
    url: settings.smtpUrl,
    pool: true,
    maxConnections: 2,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // What stands in a message is sent; nothing is read from files or addresses that it names.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = settings.from.split('@').at(-1) ?? 'localhost'
  return {
    close: () => transport.close(),
    async send(id, message, keys, now) {
      const { to, subject, text, attachments = [] } = message
      const messageId = `<${id}@${domain}>`
      try {
        if (keys) {
          const said = message.sealed ?? { text, attachments }
          const raw = await sealedMail({ from: settings.from, to, subject, ...said, messageId }, keys, now)
          const info = await transport.sendMail({ envelope: { from: settings.from, to }, raw })
          return { ok: true, answer: `Encrypted to ${keys.fingerprint}. ${info.response}`.slice(0, 500) }
        }
        const info = await transport.sendMail({
          from: settings.from,
          to: { name: '', address: to },
          subject,
          text,
          messageId,
          headers: { 'auto-submitted': 'auto-generated' },
          attachments: attachments.map(({ name, mediaType, content }) => ({
            filename: name,
            contentType: mediaType,
            content: Buffer.from(content, 'base64'),
          })),
        })
        return { ok: true, answer: String(info.response).slice(0, 500) }
      } catch (error) {
        return { ok: false, final: refusedForGood(error), answer: said(error) }
      }
    },
  }
}

/** 5xx answers to the envelope or the message; a wrong password is mended by the administrator, not by giving up. */
function refusedForGood(error: unknown): boolean {
  const { responseCode, code } = error as { responseCode?: unknown; code?: unknown }
  return typeof responseCode === 'number' && responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE')
}

function said(error: unknown): string {
  return (error instanceof Error ? error.message : 'unknown fault').slice(0, 500)
}
