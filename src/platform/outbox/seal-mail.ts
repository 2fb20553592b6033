// Mail that only its receiver can open: PGP/MIME (RFC 3156), encrypted and signed in one message of OpenPGP (RFC 9580). What is said
// in the headers outside is what a mail server needs; the subject goes inside.
import MimeNode from 'nodemailer/lib/mime-node'
import type { Attachment } from './types.ts'

const load = () => import('openpgp')

/** To whom, and by whom it is signed: ASCII-armoured keys. */
export interface MailKeys {
  encryptTo: string
  /** Of `encryptTo`: named in how the delivery ended. */
  fingerprint: string
  signWith: string
}

export interface Letter {
  from: string
  to: string
  subject: string
  text: string
  attachments: readonly Attachment[]
  messageId: string
}

export async function sealedMail(letter: Letter, keys: MailKeys, date: Date): Promise<Buffer> {
  const armored = await sealed(await insideOf(letter), keys, date)
  const mail = new MimeNode('multipart/encrypted; protocol="application/pgp-encrypted"')
  mail.setHeader([
    { key: 'From', value: letter.from },
    { key: 'To', value: { name: '', address: letter.to } },
    { key: 'Subject', value: '...' },
    { key: 'Date', value: date.toUTCString().replace('GMT', '+0000') },
    { key: 'Message-ID', value: letter.messageId },
    { key: 'Auto-Submitted', value: 'auto-generated' },
  ])
  const control = mail.createChild('application/pgp-encrypted')
  control.setHeader('Content-Transfer-Encoding', '7bit')
  control.setContent('Version: 1\r\n')
  const body = mail.createChild('application/octet-stream; name="encrypted.asc"')
  body.setHeader('Content-Disposition', 'inline; filename="encrypted.asc"')
  body.setHeader('Content-Transfer-Encoding', '7bit')
  body.setContent(armored.replace(/\r?\n/g, '\r\n'))
  return mail.build()
}

/** The part that is encrypted, with the subject in it: programs that know that show it in place of the one outside. */
async function insideOf({ from, to, subject, text, attachments }: Letter): Promise<Buffer> {
  const inside = new MimeNode('multipart/mixed; protected-headers="v1"')
  inside.setHeader([
    { key: 'From', value: from },
    { key: 'To', value: { name: '', address: to } },
    { key: 'Subject', value: subject },
  ])
  inside.createChild('text/plain; charset=utf-8').setContent(text)
  for (const { name, mediaType, content } of attachments) {
    const part = inside.createChild(mediaType, { filename: name })
    part.setHeader('Content-Disposition', 'attachment')
    part.setHeader('Content-Transfer-Encoding', 'base64')
    part.setContent(Buffer.from(content, 'base64'))
  }
  return inside.build()
}

async function sealed(inside: Buffer, { encryptTo, signWith }: MailKeys, date: Date): Promise<string> {
  const pgp = await load()
  const [message, encryptionKeys, signingKeys] = await Promise.all([
    pgp.createMessage({ binary: new Uint8Array(inside) }),
    pgp.readKey({ armoredKey: encryptTo }),
    pgp.readPrivateKey({ armoredKey: signWith }),
  ])
  return pgp.encrypt({ message, encryptionKeys, signingKeys, date, format: 'armored' })
}
