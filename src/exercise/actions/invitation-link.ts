// What stands behind the # of an invitation: which invitation, of which exercise, until when, a secret, and a signature over all of it.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { longestLink } from '../rules/link-length.ts'

export interface Pass {
  invitation: string
  exercise: string
  /** Milliseconds since 1970. */
  expires: number
  /** 256 random bits; only their hash is kept. */
  secret: string
}

const shape = /^([0-9a-f-]{36})\.([a-z0-9][a-z0-9-]{0,63})\.(\d{1,15})\.([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})$/

export function writeLink(pass: Pass, key: Uint8Array): string {
  const text = `${pass.invitation}.${pass.exercise}.${pass.expires}.${pass.secret}`
  return `${text}.${signed(text, key)}`
}

/** undefined: nothing that this node wrote. Whether it still holds is for whoever asks to say. */
export function readLink(link: string, key: Uint8Array): Pass | undefined {
  const found = link.length <= longestLink ? shape.exec(link) : null
  if (!found) return undefined
  const [, invitation = '', exercise = '', expires = '', secret = '', signature = ''] = found
  const wanted = Buffer.from(signed(`${invitation}.${exercise}.${expires}.${secret}`, key))
  const given = Buffer.from(signature)
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined
  return { invitation, exercise, expires: Number(expires), secret }
}

function signed(text: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(`tocsin exercise invitation\n${text}`).digest('base64url')
}
