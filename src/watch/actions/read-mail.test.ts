// Mail as it arrives: encodings, parts, lists, forwarded mail, attachments, and mail that means harm.
import { describe, expect, test } from 'vitest'
import { busyMs } from '../../../test/setup/busy.ts'
import { looksLikeMail } from './looks-like-mail.ts'
import { readMailBytes } from './read-mail.ts'

const story =
  'The grid operator said that the power failed in two regions on Monday morning and that it was back after two hours.'
const head = (more = '') =>
  `From: "Desk, The" <desk@news.example.org>\r\nTo: watch@example.org\r\nSubject: Power fails\r\nDate: Mon, 10 Mar 2025 09:30:00 +0100\r\nMessage-ID: <one@news.example.org>\r\nMIME-Version: 1.0\r\n${more}`
async function read(mail: string | Uint8Array) {
  const reply = await readMailBytes(typeof mail === 'string' ? Buffer.from(mail, 'latin1') : mail)
  if (!reply.ok) throw new Error(reply.detail)
  return reply.value
}
const parts = (boundary: string, ...all: string[]) =>
  `${all.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`

describe('one mail', () => {
  test('says who, when, what and under which identity', async () => {
    const { letters } = await read(`${head('Content-Type: text/plain; charset=utf-8\r\n')}\r\n${story}\r\n`)
    expect(letters).toHaveLength(1)
    expect(letters[0]).toMatchObject({
      ...{ messageId: 'one@news.example.org', subject: 'Power fails', outlet: 'Desk, The' },
      date: '2025-03-10T08:30:00.000Z',
      parts: [{ kind: 'plain', name: null }],
    })
    expect(letters[0]?.parts[0]?.text.trim()).toBe(story)
  })

  test('quoted-printable, base64, old character sets and encoded words are read', async () => {
    const quoted = await read(
      `${head().replace('Power fails', '=?iso-8859-1?Q?St=F6rung_in_K=F6ln?=')}Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nSt=F6rung in=\r\n K=F6ln, sagt der Betreiber.\r\n`,
    )
    expect(quoted.letters[0]).toMatchObject({ subject: 'Störung in Köln' })
    expect(quoted.letters[0]?.parts[0]?.text).toContain('Störung in Köln, sagt')
    const packed = Buffer.from('Авария в сети Киева').toString('base64')
    const base64 = await read(
      `${head()}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${packed}\r\n`,
    )
    expect(base64.letters[0]?.parts[0]?.text.trim()).toBe('Авария в сети Киева')
  })

  test('text goes before markup, unless it only says that one should look elsewhere', async () => {
    const html = `<html><body><p>${story} ${story} ${story}</p></body></html>`
    const both = (text: string) =>
      read(
        `${head('Content-Type: multipart/alternative; boundary="b"\r\n')}\r\n${parts('b', `Content-Type: text/plain\r\n\r\n${text}`, `Content-Type: text/html\r\n\r\n${html}`)}`,
      )
    expect((await both(`${story} ${story}`)).letters[0]?.parts).toMatchObject([{ kind: 'plain' }])
    expect((await both('View this mail in your browser.')).letters[0]?.parts).toMatchObject([{ kind: 'html' }])
    const bare = await read(`${head('Content-Type: text/html\r\n')}\r\n${html}`)
    expect(bare.letters[0]?.parts).toMatchObject([{ kind: 'html' }])
  })

  test('a mailing list is the outlet', async () => {
    const { letters } = await read(
      `${head('List-Id: "Alerts of the CSIRT" <alerts.csirt.example.org>\r\n')}\r\n${story}`,
    )
    expect(letters[0]?.outlet).toBe('Alerts of the CSIRT')
    const bare = await read(
      `${head('List-Id: <alerts.csirt.example.org>\r\n').replace('"Desk, The" ', '')}\r\n${story}`,
    )
    expect(bare.letters[0]?.outlet).toBe('desk@news.example.org')
  })

  test('attachments are named and not opened, except texts', async () => {
    const { letters } = await read(
      `${head('Content-Type: multipart/mixed; boundary="b"\r\n')}\r\n${parts(
        'b',
        `Content-Type: text/plain\r\n\r\n${story}`,
        'Content-Type: application/pdf; name="a<b>.pdf"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=',
        `Content-Type: text/html; name="more.html"\r\nContent-Disposition: attachment; filename="more.html"\r\n\r\n<p>${story}</p>`,
      )}`,
    )
    expect(letters[0]?.parts.map(({ kind, name }) => [kind, name])).toEqual([
      ['plain', null],
      ['html', 'more.html'],
    ])
    expect(letters[0]?.unopened).toEqual(['attachment not opened: a<b>.pdf (application/pdf, 5 bytes)'])
  })
})

describe('a mail that somebody passes on', () => {
  const inner = head()
    .replace('Desk, The', 'First Paper')
    .replace('one@', 'inner@')
    .replace('Power fails', 'The first mail')

  test('as an attachment is a letter of its own; a covering note is left out', async () => {
    const mail = (note: string) =>
      `${head('Content-Type: multipart/mixed; boundary="b"\r\n')}\r\n${parts('b', `Content-Type: text/plain\r\n\r\n${note}`, `Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename="m.eml"\r\n\r\n${inner}\r\n${story}`)}`
    const short = await read(mail('For your information.'))
    expect(short.letters).toMatchObject([{ outlet: 'First Paper', messageId: 'inner@news.example.org' }])
    expect(short.partial).toEqual(['The covering note is left out.'])
    expect((await read(mail(`${story} ${story}`))).letters).toHaveLength(2)
  })

  test.each([
    [
      'English',
      '---------- Forwarded message ---------',
      'From: First Paper <a@paper.example.org>\nDate: Sun, 9 Mar 2025 at 08:00\nSubject: The first mail\nTo: me',
    ],
    [
      'German',
      '-------- Weitergeleitete Nachricht --------',
      'Betreff: The first mail\nDatum: Sun, 9 Mar 2025 08:00:00 +0000\nVon: First Paper <a@paper.example.org>',
    ],
    [
      'French',
      'Début du message réexpédié :',
      '> De: First Paper <a@paper.example.org>\n> Objet: The first mail\n> Envoyé : Sun, 9 Mar 2025 08:00:00 +0000',
    ],
  ])('inside the text is by whoever wrote it first (%s)', async (_language, line, headers) => {
    const mail = Buffer.from(
      `${head('Content-Type: text/plain; charset=utf-8\r\n').replace('Power fails', 'Fwd: The first mail')}\r\nPlease look.\n\n${line}\n${headers}\n\n${story}\n`,
    )
    const { letters } = await read(mail)
    expect(letters[0]).toMatchObject({
      outlet: 'First Paper',
      subject: 'The first mail',
      messageId: 'one@news.example.org',
    })
    expect(letters[0]?.date).toMatch(/^2025-03-09T0[78]:00/)
    expect(letters[0]?.parts[0]?.text.trim()).toBe(story)
  })

  test('an answer with a quotation below is by whoever answers', async () => {
    const { letters } = await read(
      `${head('Content-Type: text/plain\r\n').replace('Power fails', 'Re: Power fails')}\r\n${`${story} `.repeat(12)}\n\n-----Original Message-----\nFrom: Somebody <a@b.example.org>\nSubject: Old\n\nold text\n`,
    )
    expect(letters[0]).toMatchObject({ outlet: 'Desk, The', subject: 'Re: Power fails' })
  })
})

describe('mail that means harm', () => {
  test('markup in headers is plain text, and lines do not break out of it', async () => {
    const { letters } = await read(
      `${head()
        .replace('Power fails', '=?utf-8?Q?<script>alert(1)</script>=0d=0aBcc:_x=E2=80=AEy?=')
        .replace('Desk, The', '<img src=x onerror=alert(1)>')}\r\n${story}`,
    )
    expect(letters[0]?.subject).toBe('<script>alert(1)</script> Bcc: xy')
    expect(letters[0]?.outlet).toBe('<img src=x onerror=alert(1)>')
  })

  test('ten thousand parts, towers and headers of megabytes end in time, read or refused', async () => {
    const many = `${head('Content-Type: multipart/mixed; boundary="b"\r\n')}\r\n${parts('b', `Content-Type: text/plain\r\n\r\n${story}`, ...Array.from({ length: 10_000 }, (_, n) => `Content-Type: application/x-${n}\r\n\r\nx`))}`
    const tower = Array.from(
      { length: 500 },
      (_, n) => `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}\r\n`,
    ).join('')
    const nested = Array.from({ length: 60 }, () => 'Content-Type: message/rfc822\r\n\r\n').join('')
    const header = `${head(`X-Long: ${'x'.repeat(3_000_000)}\r\n`)}\r\n${story}`
    const began = busyMs()
    const read = await readMailBytes(Buffer.from(many))
    if (!read.ok) throw new Error(read.detail)
    expect(read.value.letters[0]?.unopened).toHaveLength(61)
    expect((await readMailBytes(Buffer.from(head() + tower))).ok).toBe(false)
    expect((await readMailBytes(Buffer.from(header))).ok).toBe(false)
    const deep = await readMailBytes(Buffer.from(head() + nested + story))
    if (deep.ok) expect(deep.value.letters.length).toBeLessThanOrEqual(5)
    expect(busyMs() - began).toBeLessThan(8000)
  })

  test('what is no mail is refused', async () => {
    expect((await readMailBytes(new Uint8Array())).ok).toBe(false)
  })
})

test('a saved mail is told from a text, also behind a line of a mailbox file', () => {
  expect(looksLikeMail(`${head()}\r\nhello`)).toBe(true)
  expect(
    looksLikeMail(`From desk@news.example.org Mon Mar 10 09:30:00 2025\n${head().replaceAll('\r', '')}\nhello`),
  ).toBe(true)
  expect(looksLikeMail('From: here\nTo: there\n\nA letter in a story is no mail.')).toBe(false)
  expect(looksLikeMail('Subject: the matter at hand\n\nText')).toBe(false)
})
