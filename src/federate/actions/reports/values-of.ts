// The values of a file, one by one: JSON in any of its forms, CSV with a line of names, or one mail.
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import PostalMime, { type Email } from 'postal-mime'
import type { EventForm } from '../../model/abuse-event.ts'
import { csvFields } from '../../rules/reports/csv-line.ts'
import { readObjects } from '../stix/read-objects.ts'
import type { Spooled } from '../stix/spool.ts'

export interface ReadValue {
  /** Where in the file: 'event 17', 'line 18'. */
  place: string
  form: EventForm
  value?: unknown
  fault?: string
}

const mostMailBytes = 5_000_000
/** Taking a mail apart costs by its lines, and nobody else gets a turn meanwhile: this many take about a second. */
const mostMailLines = 100_000
const mostAttachments = 1000
const mostLineBytes = 200_000
const mostColumns = 300

export async function* valuesOf(form: 'intelmq' | 'n6' | 'x-arf' | 'mail', file: Spooled): AsyncGenerator<ReadValue> {
  if (form === 'mail') yield* ofMail(file)
  else if (form === 'intelmq' && !(await startsAsJson(file))) yield* ofCsv(file)
  else yield* ofJson(form, file)
}

async function* ofJson(form: EventForm, file: Spooled): AsyncGenerator<ReadValue> {
  const reading = readObjects(file.read())
  for await (const batch of reading.batches) {
    for (const one of batch) {
      const place = `event ${one.place + 1}`
      yield 'fault' in one ? { place, form, fault: one.fault } : { place, form, value: one.value }
    }
  }
  // What stands around the objects of a bundle is one object itself where there was no list: a single report.
  const { heads, fault } = reading.end()
  for (const value of heads) yield { place: 'the whole', form, value }
  if (fault !== null) yield { place: 'the file', form, fault }
}

async function* ofCsv(file: Spooled): AsyncGenerator<ReadValue> {
  let names: string[] | undefined
  let line = 0
  for await (const text of createInterface({
    input: Readable.from(file.read()),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    line += 1
    if (text.trim() === '') continue
    const place = `line ${line}`
    const fields = text.length > mostLineBytes ? null : csvFields(line === 1 ? text.replace(/^\ufeff/, '') : text)
    if (!names) {
      if (!fields || fields.length > mostColumns || !fields.includes('classification.type')) {
        yield { place, form: 'intelmq', fault: 'The first line must name the columns, classification.type among them.' }
        return
      }
      names = fields
      continue
    }
    if (!fields) yield { place, form: 'intelmq', fault: 'Quotes do not close on this line, or it is too long.' }
    else if (fields.length !== names.length)
      yield { place, form: 'intelmq', fault: `It has ${fields.length} fields; the first line names ${names.length}.` }
    else yield { place, form: 'intelmq', value: Object.fromEntries(names.map((name, at) => [name, fields[at]])) }
  }
}

async function startsAsJson(file: Spooled): Promise<boolean> {
  for await (const chunk of file.read()) {
    for (const byte of chunk) {
      if (byte === 0x7b || byte === 0x5b) return true
      // White space, and the bytes of a byte order mark.
      if (byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf) return false
    }
  }
  return false
}

/** A feedback report (RFC 5965), or a mail that carries XARF as JSON. */
async function* ofMail(file: Spooled): AsyncGenerator<ReadValue> {
  if (file.bytes > mostMailBytes) {
    yield { place: 'the mail', form: 'arf', fault: `A mail of more than ${mostMailBytes} bytes is not read.` }
    return
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of file.read()) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  const mail = linesIn(bytes) > mostMailLines ? tooManyLines : await taken(bytes)
  if (typeof mail === 'string') {
    yield { place: 'the mail', form: 'arf', fault: mail }
    return
  }
  let found = false
  for (const { mimeType, content, filename } of mail.attachments.slice(0, mostAttachments)) {
    const text = typeof content === 'string' ? content : Buffer.from(content as Uint8Array).toString('utf8')
    if (mimeType === 'message/feedback-report') {
      found = true
      const beside = { subject: mail.subject, date: mail.date }
      yield { place: 'the report', form: 'arf', value: { ...beside, ...reportFields(text) } }
    } else if (/json/.test(mimeType) || filename?.endsWith('.json')) {
      found = true
      yield { place: filename?.slice(0, 100) ?? 'an attachment', form: 'x-arf', ...parsed(text) }
    }
  }
  if (mail.attachments.length > mostAttachments)
    yield {
      place: 'the mail',
      form: 'arf',
      fault: `It has more than ${mostAttachments} parts; the others are not read.`,
    }
  else if (!found)
    yield { place: 'the mail', form: 'arf', fault: 'It has no part of type message/feedback-report and no JSON.' }
}

const tooManyLines = `A mail of more than ${mostMailLines} lines is not read.`

function linesIn(bytes: Uint8Array): number {
  let lines = 1
  for (let at = bytes.indexOf(0x0a); at >= 0 && lines <= mostMailLines; at = bytes.indexOf(0x0a, at + 1)) lines += 1
  return lines
}

/** Apart, or why it is not: parts in parts in parts, or headers without an end. */
async function taken(bytes: Uint8Array): Promise<Email | string> {
  try {
    return await PostalMime.parse(bytes, { maxNestingDepth: 20, attachmentEncoding: 'utf8' })
  } catch (error) {
    return `The mail is not read: ${error instanceof Error ? error.message.slice(0, 200) : 'it cannot be taken apart'}.`
  }
}

function parsed(text: string): { value: unknown } | { fault: string } {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { fault: 'It is no JSON.' }
  }
}

/** `Name: value` lines, folded ones joined; of a name that comes twice the first counts. */
function reportFields(text: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const line of text
    .slice(0, 100_000)
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    if (colon > 0 && /^[a-z-]{1,40}$/.test(name) && !Object.hasOwn(fields, name))
      fields[name] = line.slice(colon + 1).trim()
  }
  return fields
}
