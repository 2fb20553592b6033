// The certificate that a service shows: taken as it is, trusted or not, within its time. Nothing is sent but the greeting.
import { connect as connectTcp } from 'node:net'
import { connect as connectTls, type DetailedPeerCertificate, type TLSSocket } from 'node:tls'
import { instant } from '#kernel/time.ts'
import type { SeenCertificate } from '../model/observed.ts'

export interface TlsAsked {
  /** Judged already: nothing here asks whether it may be reached. */
  address: string
  port: number
  name: string
  /** For all of it: connecting, the handshake, however slowly it comes. */
  milliseconds: number
  /** More than that is no handshake. */
  mostBytes: number
}

export type TlsSeen = { ok: true; certificate: SeenCertificate } | { ok: false; why: string }

export function observeTls({ address, port, name, milliseconds, mostBytes }: TlsAsked): Promise<TlsSeen> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host: address, port })
    const secure = connectTls({ socket, servername: name, rejectUnauthorized: false })
    const end = (seen: TlsSeen) => {
      clearTimeout(timer)
      clearInterval(watch)
      secure.destroy()
      socket.destroy()
      resolve(seen)
    }
    const timer = setTimeout(
      () => end({ ok: false, why: `No whole handshake within ${milliseconds} ms.` }),
      milliseconds,
    )
    const watch = setInterval(() => {
      if (socket.bytesRead > mostBytes)
        end({ ok: false, why: `More than ${mostBytes} bytes came, and no end of the handshake.` })
    }, 100)
    socket.on('error', (error) => end({ ok: false, why: reasonOf(error) }))
    secure.on('error', (error) => end({ ok: false, why: reasonOf(error) }))
    secure.on('close', () => end({ ok: false, why: 'The connection was closed before the handshake ended.' }))
    secure.once('secureConnect', () => end(seenOn(secure)))
  })
}

function reasonOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'ECONNREFUSED') return 'The connection was refused.'
  return `TLS fails (${code || error.message}).`.slice(0, 300)
}

const mostChain = 10
const mostNames = 100

function seenOn(secure: TLSSocket): TlsSeen {
  const shown = secure.getPeerCertificate(true)
  if (!shown?.raw) return { ok: false, why: 'It shows no certificate.' }
  const names = (shown.subjectaltname ?? '')
    .split(', ')
    .filter(Boolean)
    .map((one) => plain(one.replace(/^DNS:/, '')))
  return {
    ok: true,
    certificate: {
      subject: plain(shown.subject?.CN),
      issuer: plain(shown.issuer?.O) || plain(shown.issuer?.CN),
      chain: chainOf(shown),
      names: names.slice(0, mostNames),
      validFrom: momentOf(shown.valid_from),
      validTo: momentOf(shown.valid_to),
      trusted: secure.authorized,
    },
  }
}

/** A root is its own issuer. */
function chainOf(shown: DetailedPeerCertificate): string[] {
  const chain: string[] = []
  const met = new Set<string>()
  for (
    let at: DetailedPeerCertificate | undefined = shown;
    at && !met.has(at.fingerprint256) && chain.length < mostChain;
    at = at.issuerCertificate
  ) {
    met.add(at.fingerprint256)
    chain.push(plain(at.subject?.CN) || plain(at.subject?.O))
  }
  return chain
}

/** A field may come several times; the first counts. */
function plain(value: string | string[] | undefined): string {
  const text = Array.isArray(value) ? value[0] : value
  return (text ?? '')
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\p{Surrogate}/gu, '')
    .trim()
    .slice(0, 200)
}

function momentOf(text: string): string | null {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? null : instant(at)
}
