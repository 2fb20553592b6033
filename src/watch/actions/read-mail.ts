// From the bytes of a mail (RFC 5322, MIME) to its letters: the mail itself and the mails that are attached to it or
// forwarded in it, each with its text, outlet and date. Attachments are named, not opened. Runs in the worker.
import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { decodeBytes } from '../rules/decode-bytes.ts'
import { forwardedIn } from './forwarded.ts'
import { momentOf, plainLine } from './read-item.ts'

export interface LetterPart {
  kind: 'plain' | 'html'
  text: string
  /** Of a text that was attached; null for the letter itself. */
  name: string | null
}

export interface Letter {
  /** Without angle brackets; null when it has none. */
  messageId: string | null
  subject: string
  /** Who publishes it: the mailing list, else who wrote it. */
  outlet: string | null
  date: string | null
  parts: LetterPart[]
  /** Attachments that nobody opened, in words. */
  unopened: string[]
}

export interface MailRead {
  letters: Letter[]
  partial: string[]
}

const mostLetters = 20
const deepest = 3
const mostTexts = 20
const mostNamed = 60
const mostPartChars = 4_000_000
/** A covering note shorter than this, in letters of the alphabet, says nothing that the mail below it does not. */
const coveringLetters = 120
const options = { forceRfc822Attachments: true, maxNestingDepth: 40, maxHeadersSize: 1024 * 1024 } as const

export async function readMailBytes(bytes: Uint8Array): Promise<Reply<MailRead>> {
  const read: MailRead = { letters: [], partial: [] }
  try {
    await readOne(bytes, 0, read)
  } catch (error) {
    const detail = error instanceof Error ? plainLine(error.message, 200) : ''
    return refuse('mail-not-read', `It is not a mail that can be read${detail ? ` (${detail})` : ''}.`)
  }
  const [first] = read.letters
  if (!first) return refuse('mail-not-read', 'It has neither a header nor a text.')
  return done(read)
}

async function readOne(bytes: Uint8Array, depth: number, read: MailRead): Promise<void> {
  if (read.letters.length >= mostLetters) {
    if (read.partial.length === 0) read.partial.push(`More than ${mostLetters} mails in one; the rest is left out.`)
    return
  }
  const mail = await PostalMime.parse(bytes, options)
  const letter = letterOf(mail)
  const inner: Uint8Array[] = []
  for (const attachment of mail.attachments) {
    const content = bytesOf(attachment)
    if (isMail(attachment) && depth < deepest) inner.push(content)
    else if (isText(attachment) && letter.parts.length < mostTexts) letter.parts.push(textOf(attachment, content))
    else if (!attachment.related) letter.unopened.push(named(attachment, content))
  }
  if (letter.unopened.length > mostNamed) {
    const more = letter.unopened.length - mostNamed
    letter.unopened = [...letter.unopened.slice(0, mostNamed), `${more} more attachments`]
  }
  const note = letter.parts.every(({ text }) => lettersIn(text) < coveringLetters)
  if (inner.length > 0 && note && letter.unopened.length === 0) {
    if (letter.parts.some(({ text }) => lettersIn(text) > 0)) read.partial.push('The covering note is left out.')
  } else if (letter.subject || letter.parts.length > 0 || mail.headers.length > 0) read.letters.push(letter)
  for (const one of inner) await readOne(one, depth + 1, read)
}

function letterOf(mail: Email): Letter {
  const body = bodyOf(mail)
  const own: Letter = {
    messageId: idOf(mail.messageId),
    subject: plainLine(mail.subject ?? '', 300),
    outlet: outletOf(mail),
    date: momentOf(mail.date ?? null),
    parts: body ? [body] : [],
    unopened: [],
  }
  const forwarded = body && forwardedIn(body, own.subject)
  if (!forwarded) return own
  const { outlet, date, subject, text } = forwarded
  return {
    ...own,
    // The identity is that of the mail that came; what it says is by whoever wrote the mail in it.
    outlet: outlet ?? own.outlet,
    date: date ?? own.date,
    subject: subject ?? own.subject,
    parts: [{ kind: body.kind, text, name: null }],
  }
}

/** Text is preferred, unless it only says that the mail should be read elsewhere. */
function bodyOf({ text = '', html = '' }: Email): LetterPart | null {
  const plain = text.slice(0, mostPartChars)
  const rich = html.slice(0, mostPartChars)
  const plainLetters = lettersIn(plain)
  if (rich.trim() === '') return plain.trim() === '' ? null : { kind: 'plain', text: plain, name: null }
  const richLetters = lettersIn(
    rich.replace(/<(?:style|script)\b[^<]{0,200000}<\/(?:style|script)>/gi, ' ').replace(/<[^<>]{0,20000}>/g, ' '),
  )
  const enough = plainLetters >= 40 && plainLetters >= richLetters / 4
  return enough ? { kind: 'plain', text: plain, name: null } : { kind: 'html', text: rich, name: null }
}

export function lettersIn(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0
}

function idOf(header: string | undefined): string | null {
  const id = /<([^<>\s]{3,300})>/.exec(header ?? '')?.[1] ?? header?.trim() ?? ''
  return /^[\x21-\x7e]{3,300}$/.test(id) ? id : null
}

/** The name of the mailing list (RFC 2919), else of who wrote it. */
function outletOf(mail: Email): string | null {
  const list = mail.headers.find(({ key }) => key === 'list-id')?.value ?? ''
  const phrase = plainLine(
    list
      .slice(0, 500)
      .replace(/<[^<>]{0,400}>/g, ' ')
      .replaceAll('"', ''),
    200,
  )
  const id = /<([^<>\s]{1,255})>/.exec(list.slice(0, 600))?.[1] ?? ''
  return phrase || outletFrom(mail.from ?? mail.sender) || plainLine(id, 200) || null
}

function outletFrom(address: Address | undefined): string {
  const name = plainLine(address?.name ?? '', 200)
  return name || plainLine(address?.address ?? address?.group?.[0]?.address ?? '', 200)
}

function bytesOf({ content }: Attachment): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content)
  return content instanceof Uint8Array ? content : new Uint8Array(content)
}

function isMail({ mimeType, filename }: Attachment): boolean {
  return mimeType === 'message/rfc822' || /\.eml$/i.test(filename ?? '')
}

function isText({ mimeType, filename }: Attachment): boolean {
  return mimeType === 'text/plain' || mimeType === 'text/html' || /\.(?:txt|html?)$/i.test(filename ?? '')
}

function textOf({ mimeType, filename }: Attachment, content: Uint8Array): LetterPart {
  const html = mimeType === 'text/html' || /\.html?$/i.test(filename ?? '')
  const text = decodeBytes(content, html ? 'text/html' : null).text.slice(0, mostPartChars)
  return { kind: html ? 'html' : 'plain', text, name: plainLine(filename ?? '', 200) || 'a text without a name' }
}

function named({ filename, mimeType }: Attachment, content: Uint8Array): string {
  const name = plainLine(filename ?? '', 120) || 'without a name'
  return `attachment not opened: ${name} (${plainLine(mimeType, 80)}, ${content.byteLength} bytes)`
}
