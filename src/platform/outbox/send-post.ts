// Sending one JSON document to an address that somebody chose, through the guarded way out.
import { createHmac } from 'node:crypto'
import type { Fetcher } from '../fetch/index.ts'
import { isFinal } from './rules.ts'
import type { Sent } from './send-mail.ts'
import type { PostMessage } from './types.ts'

export async function sendPost(fetcher: Fetcher, id: string, message: PostMessage, now: Date): Promise<Sent> {
  const body = JSON.stringify(message.body)
  const reply = await fetcher.post(message.to, {
    body,
    contentType: 'application/json',
    headers: { 'tocsin-delivery': id, ...(message.secret ? signed(message.secret, body, now) : {}) },
    maxBytes: 64 * 1024,
    timeoutMs: 15_000,
  })
  if (!reply.ok) {
    const final = reply.refusal === 'bad-address' || reply.refusal === 'address-not-allowed'
    return { ok: false, final, answer: reply.detail ?? reply.refusal }
  }
  const { status, bytes } = reply.value
  const answer = `${status} ${new TextDecoder().decode(bytes).slice(0, 400)}`.trim()
  return status >= 200 && status < 300 ? { ok: true, answer } : { ok: false, final: isFinal(status), answer }
}

/** Seconds since 1970 and an HMAC-SHA-256 over '<seconds>.<body>': what was sent earlier cannot be played again later. */
export function signed(secret: string, body: string, now: Date): { 'tocsin-signature': string } {
  const seconds = Math.floor(now.getTime() / 1000)
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return { 'tocsin-signature': `t=${seconds},v1=${mac}` }
}
