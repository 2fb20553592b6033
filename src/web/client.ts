// The typed client: a contract and an input go out, the contract's output or a problem comes back. No generated code.
import type { Contract, InputOf, OutputOf } from '#kernel/contract.ts'
import type { Problem } from '#kernel/problem.ts'

export interface CallOptions {
  realm?: string | undefined
  asOf?: string | undefined
  /** Makes a repeated submission harmless. */
  idempotencyKey?: string | undefined
  /** The version that the caller saw; put into the input, where the contract has it. */
  version?: number | undefined
  signal?: AbortSignal | undefined
}

export interface SendOptions extends CallOptions {
  /** Called with 0 to 1 as the bytes leave. */
  onProgress?: ((share: number) => void) | undefined
}

/** What went wrong, in the one form that every error of the node has. */
export class Trouble extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'Trouble'
    this.problem = problem
  }
}

export async function call<C extends Contract>(
  contract: C,
  input: InputOf<C>,
  options: CallOptions = {},
): Promise<OutputOf<C>> {
  const query = contract.does === 'query'
  const whole = withVersion(input, options.version)
  const response = await reach(addressOf(contract, query ? whole : {}, options), {
    method: query ? 'GET' : 'POST',
    headers: headersOf(contract, options),
    ...(query ? {} : { body: JSON.stringify(whole) }),
    ...(options.signal ? { signal: options.signal } : {}),
  })
  return outcome(response.ok, response.status, await response.text()) as OutputOf<C>
}

/** Sends a file as the raw body; the rest of the input goes into the address. */
export function send<C extends Contract>(
  contract: C,
  input: InputOf<C>,
  file: Blob,
  options: SendOptions = {},
): Promise<OutputOf<C>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', addressOf(contract, withVersion(input, options.version), options))
    const headers = { ...headersOf(contract, options), 'Content-Type': 'application/octet-stream' }
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) options.onProgress?.(event.loaded / event.total)
    }
    request.onerror = () => reject(unreachable())
    request.onload = () => {
      try {
        resolve(outcome(request.status < 300, request.status, request.responseText) as OutputOf<C>)
      } catch (error) {
        reject(error)
      }
    }
    options.signal?.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

/** Fetches the file that a contract answers with, and hands it to the browser to keep. */
export async function fetchFile<C extends Contract>(
  contract: C,
  input: InputOf<C>,
  name: string,
  options: CallOptions = {},
): Promise<void> {
  const query = contract.does === 'query'
  const response = await reach(addressOf(contract, query ? input : {}, options), {
    method: query ? 'GET' : 'POST',
    headers: headersOf(contract, options),
    ...(query ? {} : { body: JSON.stringify(input) }),
  })
  if (!response.ok) outcome(false, response.status, await response.text())
  saveBlob(name, await response.blob())
}

/** Hands a file that was made here to the browser to keep. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Where a contract is: also for downloads, as the address of a link. */
export function addressOf(contract: Contract, input: object, options: CallOptions = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined || value === '') continue
    for (const one of Array.isArray(value) ? value : [value])
      query.append(name, typeof one === 'object' ? JSON.stringify(one) : String(one))
  }
  if (options.realm) query.set('realm', options.realm)
  if (options.asOf && contract.does === 'query') query.set('asOf', options.asOf)
  const text = query.toString()
  return `/api/${contract.name.replace('.', '/')}${text ? `?${text}` : ''}`
}

function withVersion(input: object, version: number | undefined): object {
  return version === undefined ? input : { ...input, version }
}

function headersOf(contract: Contract, options: CallOptions): Record<string, string> {
  if (contract.does === 'query') return { Accept: 'application/json' }
  return {
    Accept: 'application/json',
    'Content-Type': 'application/json',
    'Idempotency-Key': options.idempotencyKey ?? freshKey(),
  }
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { ...init, credentials: 'same-origin' })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw unreachable()
  }
}

function outcome(ok: boolean, status: number, text: string): unknown {
  const body: unknown = text === '' ? {} : parse(text)
  if (ok) return body
  throw isProblem(body) ? new Trouble(body) : unreadable(status)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'title' in body && 'whatToDo' in body
}

function unreachable(): Trouble {
  return new Trouble({
    type: 'urn:tocsin:refusal:unreachable',
    title: 'The node does not answer',
    status: 0,
    refusal: 'unreachable',
    whatToDo: 'Check the connection to the node, then try again. Nothing that you typed is lost.',
  })
}

function unreadable(status: number): Trouble {
  return new Trouble({
    type: 'urn:tocsin:refusal:unreadable',
    title: `The node answered ${status}, without saying why`,
    status,
    refusal: 'unreadable',
    whatToDo: 'Try again in a moment. If it stays, tell the administrator of this node, with the time.',
  })
}

/** Any error as a problem, for the one component that shows them. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Trouble) return error.problem
  return {
    type: 'urn:tocsin:refusal:page',
    title: 'This page made a mistake',
    status: 0,
    refusal: 'page',
    detail: error instanceof Error ? error.message : String(error),
    whatToDo: 'Load the page again. If it stays, tell the administrator of this node what is written here.',
  }
}

/** A random key. `crypto.randomUUID` is missing where the node is reached over plain HTTP by another name than localhost. */
export function freshKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
