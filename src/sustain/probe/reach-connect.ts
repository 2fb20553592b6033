// Opening the door of a service: TCP, then TLS by its name; each failure is told by the step at which it came.
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import type { Limits, Noted } from './reach-answer.ts'
import { Stopped } from './reach-answer.ts'

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** The first of the addresses that takes the connection. */
export async function openTcp(addresses: readonly string[], port: number, limits: Limits, noted: Noted) {
  let last: unknown = new Stopped('unreachable', 'There is no address to ask.')
  for (const address of addresses.slice(0, 2)) {
    const began = performance.now()
    try {
      const socket = await tcpTo(address, port, limits.connectMilliseconds)
      noted.connectMilliseconds = performance.now() - began
      return socket
    } catch (error) {
      last = error
    }
  }
  throw last
}

function tcpTo(host: string, port: number, timeout: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp({ host, port, noDelay: true })
    const stop = (error: unknown) => {
      socket.destroy()
      reject(error)
    }
    const timer = setTimeout(
      () => stop(new Stopped('connect-timeout', `Nobody took the connection within ${timeout} ms.`)),
      timeout,
    )
    socket.once('error', (error) => {
      clearTimeout(timer)
      stop(tcpStop(error))
    })
    socket.once('connect', () => {
      clearTimeout(timer)
      socket.removeAllListeners('error')
      // Whoever reads on hears errors for itself; between two readers none may go unheard.
      socket.on('error', () => undefined)
      resolve(socket)
    })
  })
}

function tcpStop(error: Error): Stopped {
  const code = codeOf(error)
  if (code === 'ECONNREFUSED') return new Stopped('refused', 'The connection was refused.')
  if (code === 'ECONNRESET' || code === 'EPIPE') return new Stopped('reset', 'The connection was reset.')
  if (code === 'ETIMEDOUT') return new Stopped('connect-timeout', 'Nobody took the connection.')
  return new Stopped('unreachable', `There is no way to it (${code || error.message}).`)
}

/** A reset between the greeting and the answer is what filters by name do; a certificate for another name is another machine. */
export function openTls(socket: Socket, host: string, timeout: number, noted: Noted): Promise<TLSSocket> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const secure = connectTls({
      socket,
      ...(isIP(host) ? {} : { servername: host }),
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
    })
    const stop = (stopped: Stopped) => {
      clearTimeout(timer)
      secure.destroy()
      reject(stopped)
    }
    const timer = setTimeout(() => stop(new Stopped('timeout', 'The TLS greeting was not answered in time.')), timeout)
    secure.once('close', () => stop(new Stopped('tls-reset', 'The connection was closed after the TLS greeting.')))
    secure.once('error', (error) => stop(tlsStop(error)))
    secure.once('secureConnect', () => {
      clearTimeout(timer)
      noted.tlsMilliseconds = performance.now() - began
      noted.certificate = secure.getPeerX509Certificate()?.fingerprint256.replaceAll(':', '').toLowerCase() ?? null
      secure.removeAllListeners('close')
      secure.removeAllListeners('error')
      secure.on('error', () => undefined)
      resolve(secure)
    })
  })
}

function tlsStop(error: Error): Stopped {
  const code = codeOf(error)
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return new Stopped('tls-reset', 'The connection was reset after the TLS greeting.')
  return new Stopped('tls-failed', `TLS fails (${code || error.message}).`.slice(0, 300))
}

/** An authority that this machine trusts and the name itself; or, where it is given, this very certificate. */
export function checkCertificate(secure: TLSSocket, expected: string | undefined, noted: Noted): void {
  if (expected !== undefined) {
    if (noted.certificate === expected) return
    throw new Stopped(
      'wrong-certificate',
      `The certificate is ${noted.certificate ?? 'missing'}, not the expected one.`,
    )
  }
  if (secure.authorized) return
  const why = secure.authorizationError
  throw new Stopped(
    'wrong-certificate',
    `The certificate is not the service’s (${why instanceof Error ? why.message : why}).`,
  )
}
